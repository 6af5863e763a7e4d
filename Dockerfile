FROM node:22-bookworm-slim AS build
# better-sqlite3 is compiled where its binary cannot be fetched.
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json tsconfig.json ./
COPY .config .config
COPY src src
COPY adapters adapters
COPY migrations migrations
COPY manifests manifests
RUN npm ci && npm prune --omit=dev

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 \
    DATABASE_URL=sqlite:/app/data/sportello.db FILES_URL=file:/app/data/files
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/manifests manifests
RUN mkdir data && chown node:node data
USER node
VOLUME /app/data
EXPOSE 3000
HEALTHCHECK --start-period=20s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# A stop lets what is under way end, within 10 s: docker stop --timeout 15.
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=4", "--v8-pool-size=1", "dist/adapters/cli/main.js", "start"]
