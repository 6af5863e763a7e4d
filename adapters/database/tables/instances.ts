/** A process that serves on this database; times are of the clock of jobs. */
export type InstancesTable = { id: string; began_at: number; beat_at: number }
