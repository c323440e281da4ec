import { PutMetricDataCommand, type MetricDatum } from '@aws-sdk/client-cloudwatch';
import { messageOf } from '../../problems/error-message';
import type { BudgetRecord } from '../../slo/budget/budget-record';
import { LEDGER_METRICS, LEDGER_NAMESPACE, type LedgerInput } from '../../slo/budget/ledger-input';
import { parseInstant } from '../../time/time';
import type { CloudWatchPort } from './clients';

/** Most metrics of one PutMetricData request. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const MAX_METRICS = 1_000;

/**
 * What is published of a record, at the time of its run. What remains and the burn rates are left out while the state is
 * `unknown`: no alarm may fire, and none recover, by a figure nobody vouches for. Of a young window, too little of which
 * exists to say what remains, burn rates are known all the same: they are of minutes that were measured.
 *
 * @param coverage measured share of the window, a fraction
 */
export function recordMetrics(input: LedgerInput, record: BudgetRecord, coverage: number): MetricDatum[] {
  const datum = (MetricName: string, Value: number, Unit: 'Percent' | 'None', window?: string): MetricDatum => ({
    MetricName,
    Dimensions: [
      ...environmentDimensions(input),
      { Name: 'Objective', Value: record.objective },
      ...(window === undefined ? [] : [{ Name: 'Window', Value: window }]),
    ],
    Timestamp: new Date(parseInstant(input.scheduledAt)!),
    Value,
    Unit,
  });
  const { figures, state, isYoung } = record;
  const recorded = state === 'unknown' ? undefined : figures;
  const burning = isYoung === true ? figures : recorded;
  return [
    datum(LEDGER_METRICS.coverage, coverage * 100, 'Percent'),
    ...(recorded === undefined ? [] : [datum(LEDGER_METRICS.remaining, recorded.remaining * 100, 'Percent')]),
    ...Object.entries(burning?.burnRates ?? {}).map(([window, rate]) => datum(LEDGER_METRICS.burnRate, rate, 'None', window)),
  ];
}

/** The heartbeat of a run. Read it with the statistic Maximum: a retry that completed the run publishes a second one. */
export function heartbeat(input: LedgerInput, isComplete: boolean): MetricDatum {
  return {
    MetricName: LEDGER_METRICS.complete,
    Dimensions: [...environmentDimensions(input), ...(input.ledger === undefined ? [] : [{ Name: 'Ledger', Value: String(input.ledger) }])],
    Timestamp: new Date(parseInstant(input.scheduledAt)!),
    Value: isComplete ? 1 : 0,
    Unit: 'Count',
  };
}

/**
 * Publishes groups of metrics in as few requests as the limit allows, never cutting a group in two.
 * @returns why a group was not published, by group; groups that were are not in it
 */
export async function publishMetrics<T>(cloudWatch: CloudWatchPort, groups: ReadonlyMap<T, readonly MetricDatum[]>): Promise<Map<T, string>> {
  const faults = new Map<T, string>();
  for (const batch of batches(groups)) {
    try {
      await cloudWatch.send(new PutMetricDataCommand({ Namespace: LEDGER_NAMESPACE, MetricData: batch.flatMap(([, data]) => data) }));
    } catch (error) {
      for (const [group] of batch) faults.set(group, `PutMetricData failed: ${messageOf(error)}`);
    }
  }
  return faults;
}

function batches<T>(groups: ReadonlyMap<T, readonly MetricDatum[]>): [T, readonly MetricDatum[]][][] {
  const all: [T, readonly MetricDatum[]][][] = [];
  let size = 0;
  for (const group of groups) {
    if (all.length === 0 || size + group[1].length > MAX_METRICS) {
      all.push([]);
      size = 0;
    }
    all.at(-1)!.push(group);
    size += group[1].length;
  }
  return all;
}

function environmentDimensions({ application, environment }: LedgerInput): { Name: string; Value: string }[] {
  return [
    { Name: 'Application', Value: application },
    { Name: 'Environment', Value: environment },
  ];
}
