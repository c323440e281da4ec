import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { messageOf } from '../../problems/error-message';
import type { GateState } from '../../slo/budget/gate-state';
import type { LedgerInput, LedgerTask } from '../../slo/budget/ledger-input';
import { printBudgetRecord } from '../../slo/budget/stored-record';
import { parseInstant } from '../../time/time';
import type { LedgerClients, ParameterPort } from './clients';
import { heartbeat, publishMetrics, recordMetrics } from './ledger-metrics';
import { inGroups, measureGroup, planAll } from './measure-groups';
import type { Measured } from './measure-objective';
import { isLaterStored, recordOfRun, recordOfUndeterminedRun } from './next-record';
import { readLedgerInput } from './read-input';
import { readStored, writeRecord, type Stored } from './stored-records';
import { attempt, isUndetermined, type Determined } from './undetermined';

/**
 * The budget ledger: one run measures up to its scheduled time.
 *
 * 1. Read every objective's record. A run that is stored already, or an older one, is left alone: a start that is late
 *    or doubled does nothing.
 * 2. Read the metrics of all other objectives in as few requests as possible, compute figures and state.
 * 3. Publish the metrics, then write the records. What was not published is not written, so a retry does both again.
 *    When there is more to read than a run has time for, 2 and 3 are done group by group, so that no start is in vain.
 * 4. Publish the heartbeat, last: 1 when every objective of the run was recorded and stored.
 *
 * An objective whose metrics, parameter or arithmetic fail cannot be determined in this run; the others can. Its record
 * stays as long as it is a state, and then becomes `unknown`. The function fails after everything else is done, so that
 * whoever started it starts the same run again.
 *
 * Two different runs at once would race between step 1 and 3, and Parameter Store cannot write conditionally. The
 * deployment keeps them apart: handing over, waiting inside of Lambda and the run itself take less time together than
 * lies between two runs. The same run twice at once computes the same bytes.
 *
 * Cost a month, USD, with n runs: `n · 0.01 / 1000 · Σ metrics · r` for GetMetricData, where r is 2 for events (by the
 * hour and finely) and 1 for slices; `2 · n · 0.01 / 1000` for PutMetricData; `0.30` for each published metric: 2 + burn
 * windows an objective, and the heartbeat. https://aws.amazon.com/cloudwatch/pricing/
 */

/** What became of one objective in a run. */
interface ObjectiveReport {
  readonly objective: string;
  /** `stored before`: the record was of this run or of a later one. */
  readonly outcome: 'stored' | 'stored before' | 'could not tell';
  /** State of the record there is now; absent when none is known. */
  readonly state?: GateState;
  /** Why it could not be determined. */
  readonly why?: string;
}

/** What became of a run. */
export interface LedgerReport {
  readonly scheduledAt: string;
  readonly objectives: readonly ObjectiveReport[];
  /** Why the heartbeat was not published. */
  readonly heartbeatFault?: string;
}

/** Thrown when something was left undetermined, after everything else was done. */
export class LedgerIncompleteError extends Error {
  override readonly name = 'LedgerIncompleteError';

  constructor(readonly report: LedgerReport) {
    const undetermined = report.objectives.filter(({ outcome }) => outcome === 'could not tell').map(({ objective, why }) => `${objective}: ${why}`);
    if (report.heartbeatFault !== undefined) undetermined.push(`the heartbeat: ${report.heartbeatFault}`);
    super(`the run ${report.scheduledAt} was not recorded completely\n${undetermined.join('\n')}`);
  }
}

/**
 * Works on the run of an event, as the schedule sends it.
 *
 * @throws ProblemsError when the event is not a {@link LedgerInput}; nothing was done then
 * @throws LedgerIncompleteError when an objective could not be determined, or the heartbeat not published
 */
export async function recordRun(event: unknown, clients: LedgerClients): Promise<LedgerReport> {
  const report = await runLedger(readLedgerInput(event), clients);
  if (report.heartbeatFault !== undefined || !isComplete(report.objectives)) throw new LedgerIncompleteError(report);
  return report;
}

/** Works on a run and reports; it throws for nothing that CloudWatch or Parameter Store do. */
export async function runLedger(input: LedgerInput, { cloudWatch, parameters }: LedgerClients): Promise<LedgerReport> {
  const scheduledAt = parseInstant(input.scheduledAt)!;
  const stored = await readStored(parameters, input.objectives);
  const due = input.objectives.filter((task) => {
    const what = stored.get(task)!;
    return what.kind !== 'not read' && !(what.kind === 'record' && isLaterStored(what.record, scheduledAt));
  });
  const written = new Map<LedgerTask, Determined<Writing>>();
  for (const group of inGroups(planAll(input, due, stored))) {
    const measured = await measureGroup(cloudWatch, group);
    for (const [task, each] of await publishAndWrite(input, { cloudWatch, parameters }, stored, measured)) written.set(task, each);
  }

  const objectives: ObjectiveReport[] = [];
  for (const task of input.objectives) {
    const report = reportOf(task, stored.get(task)!, written.get(task));
    objectives.push(report.why === undefined ? report : { ...report, ...(await writeUndetermined(input, parameters, task, stored.get(task)!, report.why)) });
  }
  const faults = await publishMetrics(cloudWatch, new Map([['heartbeat', [heartbeat(input, isComplete(objectives))]]]));
  const heartbeatFault = faults.get('heartbeat');
  return { scheduledAt: input.scheduledAt, objectives, ...(heartbeatFault === undefined ? {} : { heartbeatFault }) };
}

/** What is computed of an objective and waits to be published and written. */
interface Writing {
  readonly state: GateState;
  readonly text: string;
  readonly metrics: readonly MetricDatum[];
}

async function publishAndWrite(
  input: LedgerInput,
  { cloudWatch, parameters }: LedgerClients,
  stored: ReadonlyMap<LedgerTask, Stored>,
  measured: ReadonlyMap<LedgerTask, Determined<Measured>>,
): Promise<Map<LedgerTask, Determined<Writing>>> {
  const results = new Map<LedgerTask, Determined<Writing>>();
  for (const [task, each] of measured) results.set(task, isUndetermined(each) ? each : attempt(() => writingOf(input, task, stored.get(task)!, each)));
  const groups = new Map([...results].flatMap(([task, each]) => (isUndetermined(each) ? [] : [[task, each.metrics] as const])));
  for (const [task, why] of await publishMetrics(cloudWatch, groups)) results.set(task, { why });
  for (const [task, each] of results) {
    if (isUndetermined(each)) continue;
    const fault = await faultOfWriting(parameters, task, each.text);
    if (fault !== undefined) results.set(task, { why: fault });
  }
  return results;
}

function writingOf(input: LedgerInput, task: LedgerTask, stored: Stored, measured: Measured): Writing {
  const { record, coverage } = recordOfRun(input, task, stored, measured);
  return { state: record.state, text: printBudgetRecord(record), metrics: recordMetrics(input, record, coverage) };
}

/** Stores that an objective cannot be determined any more, once its record is too old to be a state. */
async function writeUndetermined(
  input: LedgerInput,
  parameters: ParameterPort,
  task: LedgerTask,
  stored: Stored,
  why: string,
): Promise<Pick<ObjectiveReport, 'state' | 'why'>> {
  const record = recordOfUndeterminedRun(input, task, stored, why);
  if (record === undefined) return {};
  const printed = attempt(() => ({ text: printBudgetRecord(record) }));
  const fault = isUndetermined(printed) ? printed.why : await faultOfWriting(parameters, task, printed.text);
  return fault === undefined ? { state: record.state } : { why: `${why}; ${fault}` };
}

async function faultOfWriting(parameters: ParameterPort, { parameterName }: LedgerTask, text: string): Promise<string | undefined> {
  try {
    await writeRecord(parameters, parameterName, text);
    return undefined;
  } catch (error) {
    return `PutParameter failed: ${messageOf(error)}`;
  }
}

function reportOf({ objective }: LedgerTask, stored: Stored, written: Determined<Writing> | undefined): ObjectiveReport {
  const state = stored.kind === 'record' ? { state: stored.record.state } : {};
  if (stored.kind === 'not read') return { objective, outcome: 'could not tell', why: stored.fault };
  if (written === undefined) return { objective, outcome: 'stored before', ...state };
  return isUndetermined(written)
    ? { objective, outcome: 'could not tell', ...state, why: written.why }
    : { objective, outcome: 'stored', state: written.state };
}

function isComplete(objectives: readonly ObjectiveReport[]): boolean {
  return objectives.every(({ outcome }) => outcome !== 'could not tell');
}
