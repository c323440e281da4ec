import { runLedger, type LedgerReport } from '../../../lib/handlers/budget-ledger/ledger';
import type { BudgetRecord } from '../../../lib/slo/budget/budget-record';
import { DEFAULT_GATE_POLICY } from '../../../lib/slo/budget/gate-policy';
import type { LedgerInput, LedgerTask } from '../../../lib/slo/budget/ledger-input';
import { parseBudgetRecord } from '../../../lib/slo/budget/stored-record';
import type { FakeCloud } from './fake-cloud';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A Monday, at midnight. */
export const START = Date.UTC(2026, 2, 2);

const metric = (metricName: string, statistic = 'Sum') => ({ namespace: 'Test', metricName, dimensions: { Service: 'portal' }, statistic });

/** Requests and errors; what is rejected is in neither, and bad. Sums all the way, so that periods add up. */
export const EVENTS: LedgerTask['sli'] = {
  kind: 'events',
  metrics: { requests: metric('requests'), errors: metric('errors'), rejected: metric('rejected') },
  steps: [
    { id: 'bad', expression: 'FILL(errors, 0) + FILL(rejected, 0)' },
    { id: 'total', expression: 'MAX([FILL(requests, 0) + FILL(rejected, 0), bad])' },
  ],
};

/** Minutes in which the oldest message is older than 100. */
export const SLICES: LedgerTask['sli'] = {
  kind: 'slices',
  sliceMinutes: 1,
  metrics: { age: metric('age', 'Maximum') },
  steps: [{ id: 'bad', expression: 'IF(FILL(age, 0) > 100, 1, 0)' }],
};

export function task(changes: Partial<LedgerTask> = {}): LedgerTask {
  const objective = changes.objective ?? 'partner-portal/availability';
  return {
    objective,
    parameterName: `/edi/prod/budget/${objective}`,
    allowedBadFraction: 0.01,
    window: { kind: 'rolling', minutes: 2 * 1_440 },
    sli: EVENTS,
    quietMinutes: 30,
    exclusions: [],
    exclusionMeaning: 'drop',
    policy: DEFAULT_GATE_POLICY,
    burnWindowsMinutes: [60, 1_440],
    ...changes,
  };
}

export function input(scheduledAt: number, ...objectives: LedgerTask[]): LedgerInput {
  return {
    scheduledAt: new Date(scheduledAt).toISOString().replace('.000Z', 'Z'),
    everyMinutes: 60,
    settleMinutes: 5,
    application: 'edi',
    environment: 'prod',
    objectives: objectives.length === 0 ? [task()] : objectives,
  };
}

/** Runs a run as if the function had been started in time. */
export async function playRun(cloud: FakeCloud, scheduledAt: number, ...objectives: LedgerTask[]): Promise<LedgerReport> {
  cloud.now = scheduledAt;
  return runLedger(input(scheduledAt, ...objectives), cloud.clients);
}

/** The record an objective has in Parameter Store. */
export function recordOf(cloud: FakeCloud, { parameterName }: LedgerTask = task()): BudgetRecord {
  const text = cloud.parameters.get(parameterName);
  const record = text === undefined ? undefined : parseBudgetRecord(text);
  if (record === undefined) throw new Error(`no record in ${parameterName}: ${text}`);
  return record;
}

/** Steady traffic of 60 requests a minute, of which a share fails. */
export function steadyTraffic(cloud: FakeCloud, from: number, to: number, errorRatio = 0): void {
  for (let at = from; at < to; at += MINUTE) {
    cloud.put('requests', at, 60);
    if (errorRatio > 0) cloud.put('errors', at, 60 * errorRatio);
  }
}
