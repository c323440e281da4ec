/**
 * The error budgets of one region: a ledger that measures them all every quarter of an hour, or several that share them,
 * alarms at the levels of the gate, an alarm for a ledger that has stopped, and composite alarms for pipelines.
 *
 * Why the alarms are built as they are. The ledger publishes one datapoint a run, timestamped with the time of the run. The
 * windows of CloudWatch alarms slide by a minute and are as long as their period: a period shorter than the distance of
 * two runs would be empty between them, and a period as long holds exactly one datapoint at any minute. An alarm
 * looks back further than its evaluation periods (by two, as far as is known), so a run that is a few minutes late
 * is bridged by the one before. That is why the period is the distance of two runs, and never less.
 */

import { atMost, type Severity } from '../incident/severity';
import type { ObjectiveBudget } from '../model/model';
import type { BudgetWindow } from '../slo/budget/budget-window';
import { LEDGER_METRICS, LEDGER_NAMESPACE, ledgerMetric, MAX_QUIET_MINUTES, type LedgerInput, type LedgerTask } from '../slo/budget/ledger-input';
import { allowedBadFraction, formatPercent, roundTo12Digits } from '../slo/burn-rate';
import { formatDurationMinutes, MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../time/time';
import { capitalize, describeAlarm, shorten } from './alarm-description';
import { topicName, type ObjectiveAlarmsPlan } from './alarm-plan';
import {
  DEAD_LETTER_QUEUE_NAME,
  type BudgetAlarmPlan,
  type BudgetAlarmRole,
  type ErrorBudgetPlan,
  type LedgerPlan,
  type LedgerSchedulePlan,
  type ObjectiveBudgetPlan,
} from './budget-plan';
import { planServiceSignals, planSignal } from './plan-signals';
import { stableGroups } from './stable-groups';

/**
 * Minutes between two runs. A run reads each metric of an objective twice, and GetMetricData costs USD 0.01 for a
 * thousand: fifteen objectives of three metrics cost USD 2.63 a month at this distance, and 7.88 at five minutes. The
 * page rows tell of a fast burn within minutes; the ledger is for what pages cannot see.
 * Source of the price: https://aws.amazon.com/cloudwatch/pricing/
 */
export const SLOT_MINUTES = 15;

/**
 * Minutes that datapoints are given to arrive. Metrics of AWS services are there within about three minutes; what is
 * later is taken in by the next run.
 */
const SETTLE_MINUTES = 5;

/** Windows whose burn rate is published: is it burning now, and has it been today. */
export const BURN_WINDOWS_MINUTES = [MINUTES_PER_HOUR, MINUTES_PER_DAY] as const;

/**
 * When the ledger runs. Runs lie {@link SETTLE_MINUTES} behind the quarters of an hour, so that each measures up to
 * a quarter, and none falls on the full hour, when everybody's schedules run.
 *
 * No two different runs run at once: handing over, waiting inside of Lambda, and the run itself together take less than
 * the distance of two runs (2 + 8 + 1 of 15 minutes, and one that Scheduler may be late). The same run may come twice,
 * as both deliver at least once; it is stored the same. Scheduler invokes functions asynchronously, so a run that fails
 * is tried again by Lambda, one and two minutes later, and by nobody else.
 * Sources: https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
const SCHEDULE: LedgerSchedulePlan = {
  offsetMinutes: SETTLE_MINUTES,
  expression: `cron(${SETTLE_MINUTES}/${SLOT_MINUTES} * * * ? *)`,
  handOverSeconds: 120,
  handOverRetries: 5,
  eventAgeSeconds: 480,
  retries: 2,
  timeoutSeconds: 60,
};

/**
 * Writes that Parameter Store takes in a second of an account and region as it is first set; ten at higher throughput.
 * Source: https://docs.aws.amazon.com/general/latest/gr/ssm.html
 */
export const STANDARD_WRITES_A_SECOND = 3;

/**
 * Most objectives of one ledger. A record is written a run and objective, one after the other: at {@link STANDARD_WRITES_A_SECOND}
 * a hundred take 34 of the 60 seconds a run may.
 */
export const MAX_LEDGER_OBJECTIVES = 100;

/**
 * Runs the remaining budget has to be above a level before the alarm of that level clears; a single run below starts
 * it. An hour: the far end of a rolling window moves once an hour, so that a budget near the level comes up at the full
 * hour and goes down until the next, and would set off the alarm every hour again.
 */
const SLOTS_TO_CLEAR = MINUTES_PER_HOUR / SLOT_MINUTES;

/** Runs without a recorded budget after which the ledger counts as stopped, with the time the last of them may take. */
const STOPPED_AFTER_MINUTES = 3 * SLOT_MINUTES + SETTLE_MINUTES;

/** An exhausted budget is answered at once (requirement 003-38); only the environment may lower it. */
const EXHAUSTED_SEVERITY: Severity = 'S1';
/** Nobody's customers suffer from a ledger that has stopped, but the next change would pass, or wait, on old figures. */
const STOPPED_SEVERITY: Severity = 'S2';
/** The next run makes up for a lost one; somebody should look why, some time. */
const LOST_SLOT_SEVERITY: Severity = 'S3';

/** Where the budgets live: the parts of their names. */
export interface BudgetContext {
  readonly application: string;
  readonly environment: string;
  readonly region: string;
  /** Nothing is more severe than this. */
  readonly highestSeverity: Severity;
  /** Whether every service has a stack of its own, and so a signal of its own. */
  readonly hasStackPerService: boolean;
}

/** An objective with its alarms and what is to be known of its budget. */
export interface BudgetedObjective {
  readonly alarms: ObjectiveAlarmsPlan;
  readonly budget: ObjectiveBudget;
}

/** Plans the ledgers of a region's objectives, at least one, with everything around them. */
export function planErrorBudget(objectives: readonly BudgetedObjective[], context: BudgetContext): ErrorBudgetPlan {
  const { application, environment, region } = context;
  const parameterPath = `/${application}/${environment}/error-budget`;
  const sorted = [...objectives].sort((a, b) => (a.alarms.name < b.alarms.name ? -1 : 1));
  const tasks = sorted.map((objective) => planTask(objective, parameterPath));
  const planned = sorted.map((objective, index) => planObjective(objective, tasks[index]!, context));
  const watched = planned.map(({ serviceId, alarms }, index) => ({
    serviceId,
    exhausted: alarms.at(-1)!.name,
    pages: sorted[index]!.alarms.compositeAlarms.filter(({ urgency }) => urgency === 'page').map((composite) => composite.name),
  }));
  const inputOf = (objectives: readonly LedgerTask[]): LedgerPlan['input'] => ({
    everyMinutes: SLOT_MINUTES,
    settleMinutes: SETTLE_MINUTES,
    application,
    environment,
    objectives,
  });
  const fits = (group: readonly LedgerTask[]) => group.length <= MAX_LEDGER_OBJECTIVES && ledgerInputBytes(inputOf(group)) <= MAX_LEDGER_INPUT_BYTES;
  const groups = stableGroups(tasks, ({ objective }) => objective, fits);
  return {
    region,
    parameterPath,
    ledgers: groups.map(({ number, items }) => planLedger(number, inputOf(items), context)) as [LedgerPlan, ...LedgerPlan[]],
    objectives: planned,
    signals: context.hasStackPerService ? planServiceSignals(watched, context) : planSignal(watched, context),
  };
}

/** The first ledger has neither number nor suffix: where there is one, it is called as if there could be no other. */
function planLedger(number: number, input: LedgerPlan['input'], context: BudgetContext): LedgerPlan {
  const alarms = [planStopped(number, context), planLostRuns(number, context)];
  if (number === 1) return { number, input, schedule: SCHEDULE, alarms };
  return { number, input: { ...input, ledger: number }, schedule: scheduleOf(number), alarms };
}

/** Ledgers run one minute after the other, so that they share what CloudWatch and Parameter Store take in a second. */
function scheduleOf(number: number): LedgerSchedulePlan {
  const offsetMinutes = (SETTLE_MINUTES + number - 1) % SLOT_MINUTES;
  return { ...SCHEDULE, offsetMinutes, expression: `cron(${offsetMinutes}/${SLOT_MINUTES} * * * ? *)` };
}

function planTask({ alarms, budget }: BudgetedObjective, parameterPath: string): LedgerTask {
  const { name, objective } = alarms;
  const { sli, noData } = objective;
  return {
    objective: name,
    parameterName: `${parameterPath}/${name}`,
    allowedBadFraction: allowedBadFraction(objective.targetPercent),
    window: budget.window,
    sli: {
      kind: sli.kind,
      metrics: sli.metrics,
      steps: sli.steps,
      ...(sli.kind === 'slices' && { sliceMinutes: sli.sliceMinutes }),
    },
    ...(noData.kind === 'alarm' && { quietMinutes: Math.min(noData.afterMinutes, MAX_QUIET_MINUTES) }),
    exclusions: budget.exclusions,
    exclusionMeaning: budget.exclusionMeaning,
    policy: budget.policy,
    burnWindowsMinutes: BURN_WINDOWS_MINUTES,
  };
}

function planObjective({ alarms, budget }: BudgetedObjective, { parameterName }: LedgerTask, context: BudgetContext): ObjectiveBudgetPlan {
  const { cautionBelow, restrictedBelow, frozenAt } = budget.policy;
  const { ticket } = alarms.objective.severity;
  const levels: readonly Level[] = [
    { id: 'caution', share: cautionBelow, inclusive: false, severity: ticket, gate: 'changes pass with a notice' },
    { id: 'restricted', share: restrictedBelow, inclusive: false, severity: ticket, gate: 'changes need an approval' },
    { id: 'exhausted', share: frozenAt, inclusive: true, severity: atMost(EXHAUSTED_SEVERITY, context.highestSeverity), gate: 'changes are frozen' },
  ];
  const { name, constructId } = alarms;
  return {
    name,
    serviceId: alarms.serviceId,
    constructId,
    parameterName,
    window: budget.window,
    policy: budget.policy,
    exclusions: budget.exclusions,
    alarms: levels.map((level) => planLevel(level, alarms, budget.window, context)),
  };
}

/** A share of the budget at which something changes. */
interface Level {
  readonly id: 'caution' | 'restricted' | 'exhausted';
  readonly share: number;
  readonly inclusive: boolean;
  readonly severity: Severity;
  /** What the gate does there. */
  readonly gate: string;
}

function planLevel(level: Level, alarms: ObjectiveAlarmsPlan, window: BudgetWindow, context: BudgetContext): BudgetAlarmPlan {
  const { application, environment } = context;
  const { id, share, inclusive, severity, gate } = level;
  const period = formatBudgetWindow(window);
  const spent = formatPercent(roundTo12Digits(1 - share));
  const reason = `${inclusive ? `${spent} or more` : `more than ${spent}`} of the ${period} error budget is spent; from here on ${gate}`;
  return {
    name: `${application}-${environment}-${alarms.serviceId}-${alarms.objective.id}-budget-${id}`,
    role: { kind: 'budget', level: id, windowMinutes: SLOT_MINUTES * SLOTS_TO_CLEAR },
    reason,
    description: describeAlarm({ environment, serviceId: alarms.serviceId, objective: alarms.objective, period }, reason),
    metrics: { remaining: ledgerMetric(context, alarms.name, 'remaining') },
    steps: [],
    periodSeconds: SLOT_MINUTES * 60,
    evaluationPeriods: SLOTS_TO_CLEAR,
    datapointsToAlarm: 1,
    comparison: inclusive ? 'LessThanOrEqualToThreshold' : 'LessThanThreshold',
    threshold: roundTo12Digits(share * 100),
    // A frozen budget of which nothing is recorded any more is still frozen: the signal for pipelines must not clear.
    treatMissingData: id === 'exhausted' ? 'ignore' : 'missing',
    silenceReason: 'a budget that is not recorded cannot be judged, and a ledger that does not record it has an alarm of its own',
    severity,
    topicName: topicName(application, environment, severity),
  };
}

/**
 * Every value is filled with 0: a heartbeat that is missing is one that was not recorded, and the older periods an alarm
 * falls back on must not speak for it.
 */
function planStopped(number: number, context: BudgetContext): BudgetAlarmPlan {
  const { application, environment } = context;
  const length = formatDurationMinutes(STOPPED_AFTER_MINUTES);
  const reason = `not one complete run of the budget ledger in ${length}: at least one objective has no known budget, so gates on it answer "unknown"`;
  return {
    ...ledgerAlarm(number, context, 'stopped', STOPPED_AFTER_MINUTES, STOPPED_SEVERITY, reason),
    metrics: {
      complete: {
        namespace: LEDGER_NAMESPACE,
        metricName: LEDGER_METRICS.complete,
        dimensions: { Application: application, Environment: environment, ...(number > 1 && { Ledger: String(number) }) },
        statistic: 'Sum',
      },
    },
    steps: [{ id: 'runs', expression: 'FILL(complete, 0)' }],
    comparison: 'LessThanThreshold',
    threshold: 1,
    treatMissingData: 'breaching',
  };
}

function planLostRuns(number: number, context: BudgetContext): BudgetAlarmPlan {
  const reason = 'a run of the budget ledger failed as often as it was tried; its input waits in the dead-letter queue, later runs take in what it missed';
  return {
    ...ledgerAlarm(number, context, 'dead-letters', 5, LOST_SLOT_SEVERITY, reason),
    metrics: {
      letters: {
        namespace: 'AWS/SQS',
        metricName: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: DEAD_LETTER_QUEUE_NAME },
        statistic: 'Maximum',
      },
    },
    steps: [],
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    treatMissingData: 'missing',
    silenceReason: 'an idle dead-letter queue publishes nothing, which is what it should do',
  };
}

type LedgerAlarmBase = Omit<BudgetAlarmPlan, 'metrics' | 'steps' | 'comparison' | 'threshold' | 'treatMissingData' | 'silenceReason'>;

function ledgerAlarm(
  number: number,
  context: BudgetContext,
  signal: Extract<BudgetAlarmRole, { kind: 'ledger' }>['signal'],
  windowMinutes: number,
  mostSevere: Severity,
  reason: string,
): LedgerAlarmBase {
  const { application, environment } = context;
  const severity = atMost(mostSevere, context.highestSeverity);
  const [suffix, called] = number === 1 ? ['', 'budget ledger'] : [`-${number}`, `budget ledger ${number}`];
  return {
    name: `${application}-${environment}-budget-ledger${suffix}-${signal}`,
    role: { kind: 'ledger', signal, windowMinutes },
    reason,
    description: shorten(`${environment} ${called} of ${application}. ${capitalize(reason)}. Runbook: budget-ledger.`),
    periodSeconds: windowMinutes * 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    severity,
    topicName: topicName(application, environment, severity),
  };
}

/** `30d`, or `month in Europe/Berlin`. */
export function formatBudgetWindow(window: BudgetWindow): string {
  return window.kind === 'rolling' ? formatDurationMinutes(window.minutes) : `${window.unit} in ${window.timeZone}`;
}

/**
 * Largest payload of EventBridge Scheduler, bytes. Source:
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/scheduler-quotas.html
 */
export const MAX_LEDGER_INPUT_BYTES = 262_144;

/** Bytes of the ledger's input; names that only CloudFormation knows are counted by their placeholders. */
export function ledgerInputBytes(ledger: Omit<LedgerInput, 'scheduledAt'>): number {
  return new TextEncoder().encode(JSON.stringify(ledger)).length;
}
