import type { MeasureId } from './measure';

/** How a healthy system is expected to do: the one source of warning thresholds, of lines in dashboards and of certificates. */
export interface Baselines {
  readonly application: ApplicationBaselines;
  readonly infrastructure: InfrastructureBaselines;
  readonly database: DatabaseBaselines;
}

/** Requirement 002-48. */
export interface ApplicationBaselines {
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly requestsPerSecond: number;
  readonly availabilityPercent: number;
  readonly errorPercent: number;
}

/** Requirement 002-49. */
export interface InfrastructureBaselines {
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  readonly diskPercent: number;
  readonly networkGbps: number;
  readonly iops: number;
}

/** Requirement 002-50. */
export interface DatabaseBaselines {
  readonly connectionPoolPercent: number;
  readonly queryTimeMs: number;
  readonly transactionsPerSecond: number;
  readonly replicationLagMs: number;
  readonly backupMs: number;
}

const HOUR_MS = 3_600_000;

/** What holds where operations.yaml says nothing: the figures of requirements 002-48 to 002-50. */
export const DEFAULT_BASELINES: Baselines = {
  application: { p95Ms: 2_000, p99Ms: 5_000, requestsPerSecond: 1_000, availabilityPercent: 99.9, errorPercent: 0.1 },
  infrastructure: { cpuPercent: 60, memoryPercent: 70, diskPercent: 80, networkGbps: 1, iops: 3_000 },
  database: { connectionPoolPercent: 60, queryTimeMs: 100, transactionsPerSecond: 500, replicationLagMs: 1_000, backupMs: 4 * HOUR_MS },
};

/** The baseline of a measure, in the unit of the measure; undefined for what has none. */
export function baselineOf(id: MeasureId, { application, infrastructure, database }: Baselines): number | undefined {
  const values: Readonly<Partial<Record<MeasureId, number>>> = {
    p95: application.p95Ms,
    p99: application.p99Ms,
    errorRate: application.errorPercent,
    availability: application.availabilityPercent,
    cpu: infrastructure.cpuPercent,
    memory: infrastructure.memoryPercent,
    disk: infrastructure.diskPercent,
    connectionPool: database.connectionPoolPercent,
    queryTime: database.queryTimeMs,
    replicationLag: database.replicationLagMs,
    backupDuration: database.backupMs,
  };
  return values[id];
}
