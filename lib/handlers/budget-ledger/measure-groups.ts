import { decodeHours, type HourlyCounts } from '../../slo/budget/hourly-record';
import type { LedgerInput, LedgerTask } from '../../slo/budget/ledger-input';
import { parseInstant, type Instant } from '../../time/time';
import type { CloudWatchPort } from './clients';
import { fetchMetrics, type ReadResult } from './fetch-metrics';
import { measureObjective, type Measured } from './measure-objective';
import { bucketMinutesOf, MAX_DATAPOINTS, measuredEnd, planMeasuring, type MeasuringPlan } from './measuring-plan';
import { datapointsOf, packReads, readsOf, type MetricRead, type ObjectiveReads } from './metric-reads';
import type { Series } from './series';
import type { Stored } from './stored-records';
import { attempt, isUndetermined, UndeterminedError, type Determined } from './undetermined';

/** What is to be read of an objective. */
interface Planned {
  readonly plan: MeasuringPlan;
  readonly reads: ObjectiveReads;
  readonly hours: HourlyCounts | undefined;
}

/** Objectives with what is to be read of them, or why that cannot be said. */
export type PlannedTasks = ReadonlyMap<LedgerTask, Determined<Planned>>;

/** Plans what a run reads. */
export function planAll(input: LedgerInput, due: readonly LedgerTask[], stored: ReadonlyMap<LedgerTask, Stored>): PlannedTasks {
  const scheduledAt = parseInstant(input.scheduledAt)!;
  return new Map(
    due.map((task, index) => [
      task,
      attempt(() => {
        const before = storedHours(input, task, stored.get(task)!);
        const plan = planMeasuring(task, measuredEnd(input, task, scheduledAt), before);
        return { plan, reads: readsOf(plan, index), hours: before?.hours };
      }),
    ]),
  );
}

/**
 * Most datapoints that are read before what was computed of them is stored. A hundred objectives with a record need
 * less; the first run reads a month of each finely, and with many it takes longer than a function may. What is stored
 * by then is not read again, so each start gets further.
 */
const GROUP_DATAPOINTS = 5 * MAX_DATAPOINTS;

/** Objectives that are measured and stored together, those with the least to read first. */
export function inGroups(planned: PlannedTasks): PlannedTasks[] {
  const groups: Map<LedgerTask, Determined<Planned>>[] = [];
  let size = Infinity;
  const sized = [...planned].map(([task, each]) => ({ task, each, points: readsIn(each).reduce((sum, read) => sum + datapointsOf(read), 0) }));
  for (const { task, each, points } of sized.sort((a, b) => a.points - b.points)) {
    if (size + points > GROUP_DATAPOINTS) {
      groups.push(new Map());
      size = 0;
    }
    groups.at(-1)!.set(task, each);
    size += points;
  }
  return groups;
}

function readsIn(planned: Determined<Planned>): MetricRead[] {
  if (isUndetermined(planned)) return [];
  const { fine, hourly } = planned.reads;
  return hourly === undefined ? [fine] : [fine, hourly];
}

/** Reads and counts the objectives of a group. */
export async function measureGroup(cloudWatch: CloudWatchPort, planned: PlannedTasks): Promise<Map<LedgerTask, Determined<Measured>>> {
  const results = await fetchMetrics(cloudWatch, packReads([...planned.values()].flatMap(readsIn)));
  const measured = new Map<LedgerTask, Determined<Measured>>();
  for (const [task, each] of planned) {
    if (isUndetermined(each)) measured.set(task, each);
    else {
      const {
        plan,
        reads: { fine, hourly },
        hours,
      } = each;
      measured.set(
        task,
        attempt(() => measureObjective(plan, hours, seriesOf(results.get(fine)!), hourly && seriesOf(results.get(hourly)!))),
      );
    }
  }
  return measured;
}

/**
 * What the record knows of past hours, and up to when it was measured; nothing when the objective has been counted in
 * another way since.
 */
function storedHours(input: LedgerInput, task: LedgerTask, stored: Stored): { hours: HourlyCounts; end: Instant } | undefined {
  if (stored.kind !== 'record') return undefined;
  const hours = decodeHours(stored.record.hours)!;
  if (hours.bucketMinutes !== bucketMinutesOf(task.sli) || (hours.bad !== undefined) !== (task.sli.kind === 'slices')) return undefined;
  return { hours, end: measuredEnd(input, task, parseInstant(stored.record.scheduledAt)!) };
}

function seriesOf(result: ReadResult): ReadonlyMap<string, Series> {
  if ('fault' in result) throw new UndeterminedError(result.fault);
  return result.series;
}
