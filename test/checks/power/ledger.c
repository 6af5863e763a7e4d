/*
 * Loaded before the C library's own (LD_PRELOAD), this keeps a ledger of what a process writes below a folder, of what
 * it has synced, and of what it answers over HTTP, in the order in which it happened.
 *
 * Each entry is one append: kind, thread, offset and the lengths of what follows (32 bits each, the offset 64), then
 * the path and the bytes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE, SYNCING, SYNCED, RENAME, UNLINK, MAKE, ANSWER };

struct head {
	uint32_t kind, thread;
	uint64_t offset;
	uint32_t path, bytes;
};

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
static int ledger = -1;
static const char *root;
static size_t root_length;

__attribute__((constructor)) static void begin(void) {
	const char *file = getenv("POWER_LEDGER");
	root = getenv("POWER_ROOT");
	if (!file || !root) return;
	root_length = strlen(root);
	ledger = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void *next(const char *name) {
	void *found = dlsym(RTLD_NEXT, name);
	if (!found) abort();
	return found;
}

static int below(const char *path) {
	return ledger >= 0 && strncmp(path, root, root_length) == 0 && (path[root_length] == '/' || path[root_length] == 0);
}

/* The path of an open file, if it is below the root. */
static int path_of(int fd, char *path) {
	char link[64];
	if (ledger < 0 || fd == ledger) return 0;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t length = readlink(link, path, PATH_MAX - 1);
	if (length <= 0) return 0;
	path[length] = 0;
	return below(path);
}

static void append(uint32_t kind, uint64_t offset, const char *path, const struct iovec *parts, int count, size_t most) {
	size_t path_length = strlen(path), bytes = 0;
	for (int i = 0; i < count; i++) bytes += parts[i].iov_len;
	if (bytes > most) bytes = most;
	struct head head = { kind, (uint32_t)syscall(SYS_gettid), offset, (uint32_t)path_length, (uint32_t)bytes };
	size_t size = sizeof head + path_length + bytes;
	char *entry = malloc(size), *at = entry;
	if (!entry) abort();
	memcpy(at, &head, sizeof head), at += sizeof head;
	memcpy(at, path, path_length), at += path_length;
	for (int i = 0; i < count && bytes > 0; i++) {
		size_t some = parts[i].iov_len < bytes ? parts[i].iov_len : bytes;
		memcpy(at, parts[i].iov_base, some), at += some, bytes -= some;
	}
	if (syscall(SYS_write, ledger, entry, size) != (ssize_t)size) abort();
	free(entry);
}

static void note(uint32_t kind, uint64_t offset, const char *path) {
	int before = errno;
	pthread_mutex_lock(&one);
	append(kind, offset, path, NULL, 0, 0);
	pthread_mutex_unlock(&one);
	errno = before;
}

/* An answer is noted before it leaves, a write before it is done: what is in doubt counts as not on the disk. */
static void note_write(int fd, int64_t offset, const struct iovec *parts, int count) {
	char path[PATH_MAX];
	if (ledger < 0 || count < 1) return;
	int before = errno;
	if (path_of(fd, path)) {
		if (offset < 0) {
			int flags = fcntl(fd, F_GETFL);
			offset = flags >= 0 && (flags & O_APPEND) ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
		}
		pthread_mutex_lock(&one);
		append(WRITE, (uint64_t)offset, path, parts, count, SIZE_MAX);
		pthread_mutex_unlock(&one);
	} else if (parts[0].iov_len > 12 && memcmp(parts[0].iov_base, "HTTP/1.1 ", 9) == 0) {
		pthread_mutex_lock(&one);
		append(ANSWER, 0, "", parts, 1, 12);
		pthread_mutex_unlock(&one);
	}
	errno = before;
}

ssize_t write(int fd, const void *bytes, size_t size) {
	static ssize_t (*real)(int, const void *, size_t);
	if (!real) real = next("write");
	struct iovec part = { (void *)bytes, size };
	note_write(fd, -1, &part, 1);
	return real(fd, bytes, size);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
	static ssize_t (*real)(int, const struct iovec *, int);
	if (!real) real = next("writev");
	note_write(fd, -1, parts, count);
	return real(fd, parts, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) {
	static ssize_t (*real)(int, const void *, size_t, off64_t);
	if (!real) real = next("pwrite64");
	struct iovec part = { (void *)bytes, size };
	note_write(fd, offset, &part, 1);
	return real(fd, bytes, size, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) {
	return pwrite64(fd, bytes, size, offset);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
	static ssize_t (*real)(int, const struct iovec *, int, off64_t);
	if (!real) real = next("pwritev64");
	note_write(fd, offset, parts, count);
	return real(fd, parts, count, offset);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
	return pwritev64(fd, parts, count, offset);
}

int ftruncate64(int fd, off64_t size) {
	static int (*real)(int, off64_t);
	char path[PATH_MAX];
	if (!real) real = next("ftruncate64");
	if (path_of(fd, path)) note(TRUNCATE, (uint64_t)size, path);
	return real(fd, size);
}

int ftruncate(int fd, off_t size) {
	return ftruncate64(fd, size);
}

static int synced(int fd, int (*real)(int)) {
	char path[PATH_MAX];
	int ours = path_of(fd, path);
	if (ours) note(SYNCING, 0, path);
	int result = real(fd);
	if (ours && result == 0) note(SYNCED, 0, path);
	return result;
}

int fsync(int fd) {
	static int (*real)(int);
	if (!real) real = next("fsync");
	return synced(fd, real);
}

int fdatasync(int fd) {
	static int (*real)(int);
	if (!real) real = next("fdatasync");
	return synced(fd, real);
}

int rename(const char *from, const char *to) {
	static int (*real)(const char *, const char *);
	if (!real) real = next("rename");
	if (below(from)) {
		int before = errno;
		struct iovec part = { (void *)to, strlen(to) };
		pthread_mutex_lock(&one);
		append(RENAME, 0, from, &part, 1, SIZE_MAX);
		pthread_mutex_unlock(&one);
		errno = before;
	}
	return real(from, to);
}

int unlink(const char *path) {
	static int (*real)(const char *);
	if (!real) real = next("unlink");
	if (below(path)) note(UNLINK, 0, path);
	return real(path);
}

int mkdir(const char *path, mode_t mode) {
	static int (*real)(const char *, mode_t);
	if (!real) real = next("mkdir");
	int result = real(path, mode);
	if (result == 0 && below(path)) note(MAKE, 0, path);
	return result;
}
