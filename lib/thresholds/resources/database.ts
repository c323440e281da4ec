import { z } from 'zod';
import { field, map, oneOf, text, wholeNumber } from '../../problems/schema-fields';
import { metricMeasure, NO_VERDICT, type Measure, type MeasureGap } from '../measure';
import type { ResourceKind } from '../resource-kind';

/** An instance of RDS or of Aurora. What it has as a whole, CloudWatch does not say: shares of it need the figures here. */
export interface DatabaseBinding {
  readonly source: 'database';
  readonly engine: 'rds' | 'aurora';
  readonly instanceIdentifier: string;
  /** `max_connections`. */
  readonly maxConnections?: number;
  readonly memoryGiB?: number;
  /** Allocated storage, of RDS. */
  readonly storageGiB?: number;
}

const GIB = 1_073_741_824;

const RDS_METRICS = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html';
const AURORA_METRICS = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html';

/** An instance of RDS or of Aurora. */
export const database: ResourceKind<DatabaseBinding> = {
  schema: map({
    source: field(z.literal('database'), 'An instance of RDS or Aurora, for thresholds and capacity.'),
    engine: field(oneOf(['rds', 'aurora']), 'Their metrics differ.'),
    instanceIdentifier: field(text(/^[a-z][a-z0-9-]{0,62}$/, 'the identifier of an instance, not of a cluster', 'orders-1'), 'Identifier of the instance.'),
    maxConnections: field(wholeNumber(1, 262_143, '500').optional(), 'Its `max_connections`: connections are judged as a share of it.', 'unknown'),
    memoryGiB: field(wholeNumber(1, 32_768, '16').optional(), 'Memory of its class: what is used is judged as a share of it.', 'unknown'),
    storageGiB: field(wholeNumber(1, 262_144, '100').optional(), 'Allocated storage of RDS: what is used is judged as a share of it.', 'unknown'),
  }),
  example: { source: 'database', engine: 'rds', instanceIdentifier: 'orders-1', maxConnections: 500, memoryGiB: 16, storageGiB: 100 },
  measures: {
    cpu: (binding) => of(binding, metric(binding, 'CPUUtilization', 'Average'), { what: 'CPU used', unit: 'percent' }),
    memory: (binding) => freeOf(binding, 'FreeableMemory', binding.memoryGiB, 'memoryGiB', 'memory used'),
    disk: (binding) =>
      binding.engine === 'aurora'
        ? { gap: 'the storage of Aurora grows by itself', change: 'remove it' }
        : freeOf(binding, 'FreeStorageSpace', binding.storageGiB, 'storageGiB', 'disk used'),
    connectionPool: connections,
    queryTime: (binding) =>
      binding.engine === 'rds'
        ? {
            gap: 'RDS publishes no time of queries: ReadLatency is that of the disk',
            change: 'remove it, or publish the time from the application and make an objective of it',
          }
        : // The mean of a minute: AWS publishes no percentile of it.
          of(binding, metric(binding, 'SelectLatency', 'Average'), { what: 'mean time of a query', unit: 'milliseconds' }),
    replicationLag,
    backupDuration: () => ({
      gap: 'AWS publishes no metric of how long a backup takes',
      change: 'remove it, and let the restore drill of maintenance.yaml look at it',
    }),
  },
};

function connections(binding: DatabaseBinding): Measure | MeasureGap {
  const { maxConnections } = binding;
  if (maxConnections === undefined) return unknownWhole('maxConnections');
  return {
    ...of(binding, metric(binding, 'DatabaseConnections', 'Maximum'), { what: 'connections used', unit: 'percent' }),
    steps: [{ id: 'used', expression: `100 * measured / ${maxConnections}` }],
  };
}

/**
 * How far a replica is behind. RDS says -1 where replication has stopped, which is less than any lag; it is read as a day.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_MySQL.Replication.ReadReplicas.Monitor.html
 */
function replicationLag(binding: DatabaseBinding): Measure {
  const shared = { what: 'lag of the replica', unit: 'milliseconds' } as const;
  if (binding.engine === 'aurora') return of(binding, metric(binding, 'AuroraReplicaLag', 'Maximum'), shared);
  return {
    // The lowest of a minute shows whether it stopped in it.
    ...of(binding, metric(binding, 'ReplicaLag', 'Minimum'), { ...shared, metricUnits: 0.001 }),
    steps: [{ id: 'lag', expression: 'IF(measured < 0, 86400, measured)' }],
  };
}

function freeOf(binding: DatabaseBinding, metricName: string, wholeGiB: number | undefined, key: string, what: string): Measure | MeasureGap {
  if (wholeGiB === undefined) return unknownWhole(key);
  return {
    ...of(binding, metric(binding, metricName, 'Minimum'), { what, unit: 'percent' }),
    steps: [{ id: 'used', expression: `100 * (1 - measured / ${wholeGiB * GIB})` }],
  };
}

function unknownWhole(key: string): MeasureGap {
  return { gap: `it is a share, and the resource does not say of how much`, change: `add ${key} to the resource` };
}

function metric({ instanceIdentifier }: DatabaseBinding, metricName: string, statistic: string) {
  return { namespace: 'AWS/RDS', metricName, dimensions: { DBInstanceIdentifier: instanceIdentifier }, statistic };
}

function of({ engine }: DatabaseBinding, reference: ReturnType<typeof metric>, settings: Pick<Measure, 'what' | 'unit'> & Partial<Measure>): Measure {
  return metricMeasure(reference, { missingData: NO_VERDICT, documentation: engine === 'aurora' ? AURORA_METRICS : RDS_METRICS, ...settings });
}
