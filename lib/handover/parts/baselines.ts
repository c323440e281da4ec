import { objectiveName } from '../../slo/objective';
import { formatDurationSeconds } from '../../time/time';
import { code, table, type Block, type Text } from '../document';
import type { HandoverInput } from '../input';

/** One figure of a healthy system, and the measure that would notice when it is missed; null where CloudWatch has none. */
interface BaselineFigure {
  readonly what: string;
  readonly value: string;
  readonly measure: string | null;
}

/** The figures of the plan, in its order. */
function figures({ plan }: Pick<HandoverInput, 'plan'>): readonly BaselineFigure[] {
  const { application, infrastructure, database } = plan.baselines;
  const ms = (milliseconds: number) => (milliseconds < 1_000 ? `${milliseconds} ms` : formatDurationSeconds(milliseconds / 1_000));
  return [
    { what: 'p95 of response times', value: ms(application.p95Ms), measure: 'p95' },
    { what: 'p99 of response times', value: ms(application.p99Ms), measure: 'p99' },
    { what: 'requests a second', value: `${application.requestsPerSecond}`, measure: 'throughput' },
    { what: 'availability', value: `${application.availabilityPercent} %`, measure: 'availability' },
    { what: 'errors', value: `${application.errorPercent} %`, measure: 'errorRate' },
    { what: 'CPU', value: `${infrastructure.cpuPercent} %`, measure: 'cpu' },
    { what: 'memory', value: `${infrastructure.memoryPercent} %`, measure: 'memory' },
    { what: 'disk', value: `${infrastructure.diskPercent} %`, measure: 'disk' },
    { what: 'network', value: `${infrastructure.networkGbps} Gbit/s`, measure: null },
    { what: 'input and output operations a second', value: `${infrastructure.iops}`, measure: null },
    { what: 'connection pool', value: `${database.connectionPoolPercent} %`, measure: 'connectionPool' },
    { what: 'p95 of query times', value: ms(database.queryTimeMs), measure: 'queryTime' },
    { what: 'transactions a second', value: `${database.transactionsPerSecond}`, measure: null },
    { what: 'replication lag', value: ms(database.replicationLagMs), measure: 'replicationLag' },
    { what: 'duration of a backup', value: ms(database.backupMs), measure: 'backupDuration' },
  ];
}

/** Objectives measure these, whether or not a threshold does. */
const MEASURED_BY_OBJECTIVES: Readonly<Record<string, readonly string[]>> = {
  p95: ['latency'],
  availability: ['availability', 'success-rate'],
  errorRate: ['availability', 'success-rate'],
};

/** What would notice that a figure is missed: objectives and thresholds of every service, by their names. */
function watchersOf({ measure }: BaselineFigure, { model }: Pick<HandoverInput, 'model'>): readonly string[] {
  if (measure === null) return [];
  return model.services.flatMap((service) => [
    ...service.objectives.filter(({ kind }) => MEASURED_BY_OBJECTIVES[measure]?.includes(kind)).map((objective) => objectiveName(service, objective)),
    ...(service.thresholds ?? []).filter(({ measureId }) => measureId === measure).map(({ resource }) => `${measure} of ${resource}`),
  ]);
}

/** What baselines say and nothing in the environment watches. */
export function unwatchedBaselines(input: Pick<HandoverInput, 'model' | 'plan'>): readonly string[] {
  return figures(input)
    .filter((figure) => watchersOf(figure, input).length === 0)
    .map(({ what }) => what);
}

/** Where the figures come from. */
export function baselinesSource({ model }: Pick<HandoverInput, 'model'>): Text {
  const what = 'How a healthy system is expected to do. ';
  return model.baselines === undefined
    ? [what, 'These are the figures that day2 comes with, and no measurement: ', code('baselines'), ' of operations.yaml has those of the service.']
    : [what, 'From ', code('baselines'), ' of operations.yaml; what it does not name is the figure that day2 comes with.'];
}

/** The baselines with what watches them. */
export function baselinesTable(input: Pick<HandoverInput, 'model' | 'plan'>): Block {
  return table(
    ['Baseline', 'Value', 'Watched by'],
    figures(input).map((figure) => [figure.what, figure.value, [...new Set(watchersOf(figure, input))].join(', ') || 'nothing']),
  );
}
