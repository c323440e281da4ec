import { referencedIds } from '../aws/metric-math/ast';
import { functionOfOtherPeriods } from '../aws/metric-math/other-periods';
import { parseMetricMath } from '../aws/metric-math/parse';
import type { BudgetWindow } from '../slo/budget/budget-window';
import { roundTo12Digits } from '../slo/burn-rate';
import type { MathStep, Sli } from '../slo/sli/sli';
import { calendarUnitAround } from '../time/calendar-unit';
import { formatDurationMinutes, MINUTES_PER_DAY, SECOND_MS } from '../time/time';
import { shorten } from './alarm-description';
import type { ApplicationSignalsPlan, GoalInterval, MetricQuery, ServiceLevelObjectivePlan, ServiceLevelObjectiveSettings } from './application-signals-plan';
import type { BudgetedObjective } from './plan-error-budget';

/*
 * Sources of the limits: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationsignals-servicelevelobjective.html
 * and the pages of its properties; of the interval https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-ServiceLevelObjectives.html
 */
const NAME_PATTERN = /^[0-9A-Za-z][-._0-9A-Za-z ]{0,126}[0-9A-Za-z]$/;
const MOST_NAME_CHARACTERS = 128;
const MOST_DESCRIPTION_CHARACTERS = 1_024;
const MOST_QUERIES = 20;
const PERIOD_MINUTES = { least: 1, most: 15 } as const;
const MOST_LOOK_BACK_WINDOWS = 10;
const MOST_LOOK_BACK_MINUTES = 7 * MINUTES_PER_DAY;
const MOST_INTERVAL_DAYS = 365;

/** Objectives of an account and region, unless it is raised. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
export const OBJECTIVES_OF_REGION = 250;

/** Length of a datapoint of counted events, seconds: a request-based objective has no period of its own. */
const COUNTED_SECONDS = 60;

/** Every calendar of UTC begins a unit at the first of these that is not before it; CloudFormation takes no earlier one. */
const FIRST_START = Date.UTC(2000, 0, 1);
const DURATIONS = {
  week: { duration: 7, durationUnit: 'DAY' },
  month: { duration: 1, durationUnit: 'MONTH' },
  quarter: { duration: 3, durationUnit: 'MONTH' },
} as const;
const UTC_ZONES: readonly string[] = ['UTC', 'Etc/UTC', 'Etc/GMT', 'GMT'];

/** Where the objectives live: the parts of their names. */
export interface ApplicationSignalsContext {
  readonly application: string;
  readonly environment: string;
}

/**
 * The objectives of a region as Application Signals expresses them. One that it cannot express is left out with every reason: nothing is
 * measured there in another way than here.
 */
export function planApplicationSignals(objectives: readonly BudgetedObjective[], context: ApplicationSignalsContext): ApplicationSignalsPlan {
  const planned = objectives.map((each) => ({ objective: each.alarms.name, plan: planObjective(each, context), reasons: reasonsAgainst(each, context) }));
  return {
    objectives: planned.filter(({ reasons }) => reasons.length === 0).map(({ plan }) => plan),
    without: planned.filter(({ reasons }) => reasons.length > 0).map(({ objective, reasons }) => ({ objective, reasons })),
  };
}

function planObjective(budgeted: BudgetedObjective, context: ApplicationSignalsContext): ServiceLevelObjectivePlan {
  const { alarms, budget } = budgeted;
  const { objective, serviceId, constructId, name } = alarms;
  const settings: ServiceLevelObjectiveSettings = {
    name: nameOf(budgeted, context),
    description: shorten(`${objective.impact}. Runbook: ${objective.runbook}.`, MOST_DESCRIPTION_CHARACTERS),
    ...indicatorOf(objective.sli),
    goal: {
      attainmentGoal: objective.targetPercent,
      warningThreshold: roundTo12Digits(budget.policy.cautionBelow * 100),
      interval: intervalOf(budget.window),
    },
    burnRateConfigurations: lookBackWindows(budgeted).map((lookBackWindowMinutes) => ({ lookBackWindowMinutes })),
  };
  return { objective: name, serviceId, constructId: `${constructId}-ServiceLevelObjective`, settings, differs: differencesOf(budgeted) };
}

function nameOf({ alarms: { serviceId, objective } }: BudgetedObjective, { application, environment }: ApplicationSignalsContext): string {
  return `${application}-${environment}-${serviceId}-${objective.id}`;
}

/** Events are requests; a slice is a period, good when the step `bad` is 0. */
function indicatorOf(sli: Sli): Pick<ServiceLevelObjectiveSettings, 'requestBasedSli' | 'sli'> {
  if (sli.kind === 'events') {
    return {
      requestBasedSli: {
        requestBasedSliMetric: {
          totalRequestCountMetric: queriesFor('total', sli, COUNTED_SECONDS),
          monitoredRequestCountMetric: { badCountMetric: queriesFor('bad', sli, COUNTED_SECONDS) },
        },
      },
    };
  }
  const periodSeconds = sli.sliceMinutes * 60;
  return {
    sli: { sliMetric: { metricDataQueries: queriesFor('bad', sli, periodSeconds), periodSeconds }, metricThreshold: 1, comparisonOperator: 'LessThan' },
  };
}

/** A step with the steps and metrics it is made of, and nothing else. */
function queriesFor(returned: 'bad' | 'total', { metrics, steps }: Sli, periodSeconds: number): readonly MetricQuery[] {
  const needed = new Set([returned as string]);
  for (const { id, expression } of [...steps].reverse()) {
    if (needed.has(id)) for (const used of referencedIds(parseMetricMath(expression))) needed.add(used);
  }
  const ofMetrics = Object.entries(metrics).map(([id, { namespace, metricName, dimensions, statistic }]): MetricQuery => {
    const metric = { namespace, metricName, dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })) };
    return { id, returnData: false, metricStat: { metric, period: periodSeconds, stat: statistic } };
  });
  const ofSteps = steps.map(({ id, expression }: MathStep): MetricQuery => ({ id, returnData: id === returned, expression }));
  return [...ofMetrics, ...ofSteps].filter(({ id }) => needed.has(id));
}

/** The intervals of a calendar follow one another from an instant that begins one. */
function intervalOf(window: BudgetWindow): GoalInterval {
  if (window.kind === 'rolling') return { rollingInterval: { duration: window.minutes / MINUTES_PER_DAY, durationUnit: 'DAY' } };
  const { start, next } = calendarUnitAround({ unit: window.unit, timeZone: 'UTC' }, FIRST_START);
  return { calendarInterval: { startTime: (start < FIRST_START ? next : start) / SECOND_MS, ...DURATIONS[window.unit] } };
}

/** The windows of all burn-rate alerts, shortest first, each once. */
function lookBackWindows({ alarms: { rows } }: BudgetedObjective): readonly number[] {
  const windows = rows.flatMap(({ longWindowMinutes, shortWindowMinutes }) => [longWindowMinutes, shortWindowMinutes]);
  return [...new Set(windows)].sort((a, b) => a - b);
}

function reasonsAgainst(budgeted: BudgetedObjective, context: ApplicationSignalsContext): readonly string[] {
  const { sli } = budgeted.alarms.objective;
  return [...reasonsOfName(nameOf(budgeted, context)), ...reasonsOfIndicator(sli), ...reasonsOfWindows(budgeted, sli)];
}

function reasonsOfName(name: string): string[] {
  return NAME_PATTERN.test(name) ? [] : [`its name would be ${name}, ${name.length} characters of ${MOST_NAME_CHARACTERS}`];
}

function reasonsOfIndicator(sli: Sli): string[] {
  const queries = sli.kind === 'events' ? queriesFor('total', sli, COUNTED_SECONDS) : queriesFor('bad', sli, COUNTED_SECONDS);
  const [beyond] = sli.steps.flatMap(({ expression }) => functionOfOtherPeriods(parseMetricMath(expression)) ?? []);
  return [
    ...(queries.length > MOST_QUERIES ? [`it takes ${queries.length} metrics and expressions, and Application Signals at most ${MOST_QUERIES}`] : []),
    ...(beyond === undefined
      ? []
      : [`whether a period is good depends on others (${beyond}), and over which ones Application Signals reads it is not documented`]),
    ...(sli.kind === 'slices' && (sli.sliceMinutes < PERIOD_MINUTES.least || sli.sliceMinutes > PERIOD_MINUTES.most)
      ? [`its periods are ${formatDurationMinutes(sli.sliceMinutes)}, and those of Application Signals at most ${formatDurationMinutes(PERIOD_MINUTES.most)}`]
      : []),
  ];
}

function reasonsOfWindows(budgeted: BudgetedObjective, sli: Sli): string[] {
  const { window } = budgeted.budget;
  const windows = lookBackWindows(budgeted);
  const { periodMinutes } = budgeted.alarms.objective;
  const odd = windows.filter(
    (minutes) => minutes > MOST_LOOK_BACK_MINUTES || minutes >= periodMinutes || (sli.kind === 'slices' && minutes % sli.sliceMinutes !== 0),
  );
  return [
    ...(window.kind === 'calendar' && !UTC_ZONES.includes(window.timeZone)
      ? [`its budget follows the calendar of ${window.timeZone}, and intervals of Application Signals that of UTC`]
      : []),
    ...(window.kind === 'rolling' && window.minutes > MOST_INTERVAL_DAYS * MINUTES_PER_DAY
      ? [`its budget is over ${formatDurationMinutes(window.minutes)}, and an interval at most ${MOST_INTERVAL_DAYS}d`]
      : []),
    ...(windows.length > MOST_LOOK_BACK_WINDOWS
      ? [`its burn-rate alerts have ${windows.length} windows, and Application Signals takes at most ${MOST_LOOK_BACK_WINDOWS}`]
      : []),
    ...(odd.length === 0
      ? []
      : [`its burn-rate alerts have windows that Application Signals does not take: ${odd.map((minutes) => formatDurationMinutes(minutes)).join(', ')}`]),
  ];
}

/**
 * Times that the budget leaves out cannot be deployed: the template of an exclusion window has to name a start in the future, however often
 * it is deployed, and a repeated one has no end.
 */
function differencesOf({ budget: { exclusions, exclusionMeaning } }: BudgetedObjective): string[] {
  if (exclusions.length === 0) return [];
  const times = exclusions.length === 1 ? '1 excluded time counts' : `${exclusions.length} excluded times count`;
  return [`${times} there, which the ledger excuses (${exclusionMeaning}): its budget may be lower`];
}
