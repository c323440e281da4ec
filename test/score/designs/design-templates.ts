/**
 * Published alarm designs as CloudFormation templates, and what they are compared with. `npm run golden` writes each to
 * `<name>.template.json`; all of them read the metrics of `mapping.yaml`.
 */

import type { Urgency } from '../../../lib/slo/burn-rate';

/** Allowed bad share of the objective in mapping.yaml: 99.9 % over 30 days. */
const ALLOWED_BAD = 0.001;

/** A row of a design: an error ratio over a long window, and over a short one where there is one. */
interface DesignRow {
  readonly id: string;
  readonly urgency: Urgency;
  readonly longMinutes: number;
  readonly shortMinutes?: number;
  readonly burnRate: number;
  /** How long both windows have to be above the threshold before anybody is notified. */
  readonly holdMinutes?: number;
  /** Datapoints in a row of the long window's length that have to be above the threshold. */
  readonly datapoints?: number;
}

/** What the long window of a row is compared with. */
type Rule =
  | { readonly kind: 'ratio' }
  /** The ratio counts only when there are that many bad events, by row. */
  | { readonly kind: 'at least'; readonly badEvents: Readonly<Record<string, number>> }
  /** The lower end of the Wilson interval is above the threshold; z of the normal distribution. */
  | { readonly kind: 'wilson'; readonly z: number }
  /** Bad events are above the row's share of the budget of a period with that many events, in both windows. */
  | { readonly kind: 'consumption'; readonly eventsPerPeriod: number }
  /**
   * The same, in the long window only and while the objective is being missed there; the short window asks for a ratio
   * that is lower by as much as the busiest hour is above the mean.
   */
  | { readonly kind: 'consumption above objective'; readonly eventsPerPeriod: number; readonly peak: number };

/** A design of an alert, ready to become a template. */
export interface Design {
  readonly rows: readonly DesignRow[];
  /** Default: the ratio. Short windows always compare the ratio, or what makes it one for every event. */
  readonly rule?: Rule;
  /** Tickets wait behind pages, with CloudWatch's recommended 60 seconds. */
  readonly suppressesTickets?: boolean;
}

type Resources = Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>;

/** A CloudFormation template of a design. Alarm names end in `-page` and `-ticket`. */
export function designTemplate(name: string, design: Design): { readonly Resources: Resources } {
  const resources: Resources = {};
  const groups: Record<Urgency, string[]> = { page: [], ticket: [] };
  for (const row of design.rows) {
    const names = windowsOf(row).map(({ role, minutes }) => {
      const alarmName = `${name}-${row.id}-${role}`;
      resources[logicalId(row.id, role)] = {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { AlarmName: alarmName, ...windowProperties(row, role, minutes, design.rule ?? { kind: 'ratio' }) },
      };
      return alarmName;
    });
    const condition = names.map((each) => `ALARM("${each}")`).join(' AND ');
    if (row.holdMinutes === undefined) groups[row.urgency].push(names.length > 1 ? `(${condition})` : condition);
    else addHeldComposite(resources, name, row, condition);
  }
  for (const urgency of ['page', 'ticket'] as const) {
    if (groups[urgency].length === 0) continue;
    resources[logicalId(urgency)] = composite(`${name}-${urgency}`, groups[urgency].join(' OR '), urgency, {
      ...(urgency === 'ticket' &&
        design.suppressesTickets === true && { ActionsSuppressor: `${name}-page`, ActionsSuppressorWaitPeriod: 60, ActionsSuppressorExtensionPeriod: 60 }),
    });
  }
  return { Resources: resources };
}

interface RowWindow {
  readonly role: 'long' | 'short';
  readonly minutes: number;
}

function windowsOf({ longMinutes, shortMinutes }: DesignRow): readonly RowWindow[] {
  return [{ role: 'long', minutes: longMinutes }, ...(shortMinutes === undefined ? [] : [{ role: 'short' as const, minutes: shortMinutes }])];
}

function windowProperties(row: DesignRow, role: RowWindow['role'], minutes: number, rule: Rule): Record<string, unknown> {
  const { expression, threshold } = role === 'long' ? longCondition(row, rule) : shortCondition(row, minutes, rule);
  const stat = (metricName: string) => ({
    Metric: { Namespace: 'Shop', MetricName: metricName, Dimensions: [{ Name: 'Service', Value: 'checkout' }] },
    Period: minutes * 60,
    Stat: 'Sum',
  });
  const datapoints = row.datapoints ?? 1;
  return {
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: threshold,
    EvaluationPeriods: datapoints,
    DatapointsToAlarm: datapoints,
    TreatMissingData: 'notBreaching',
    Metrics: [
      { Id: 'requests', MetricStat: stat('Requests'), ReturnData: false },
      { Id: 'failures', MetricStat: stat('Failures'), ReturnData: false },
      { Id: 'total', Expression: 'FILL(requests, 0)', ReturnData: false },
      { Id: 'bad', Expression: 'FILL(failures, 0)', ReturnData: false },
      { Id: 'result', Expression: expression, ReturnData: true },
    ],
  };
}

interface Condition {
  readonly expression: string;
  readonly threshold: number;
}

const RATIO = 'IF(total > 0, bad / total, 0)';

function longCondition(row: DesignRow, rule: Rule): Condition {
  const threshold = round(row.burnRate * ALLOWED_BAD);
  // Not filled: a minute whose requests have not arrived yet must stay missing, or there are never that many in a row.
  if (row.datapoints !== undefined) return { expression: 'bad / requests', threshold };
  switch (rule.kind) {
    case 'ratio':
      return { expression: RATIO, threshold };
    case 'at least':
      return { expression: `IF(bad >= ${rule.badEvents[row.id]} AND total > 0, bad / total, 0)`, threshold };
    // L > t for the lower end L of the Wilson interval of bad/total means bad > t·total and, both sides squared,
    // (bad − t·total)² / total > z²·t·(1 − t): no square root is needed. Brown, Cai, DasGupta, Statistical Science 16 (2001).
    case 'wilson': {
      const above = `(bad - ${threshold} * total)`;
      return { expression: `IF(bad > ${threshold} * total, ${above} * ${above} / total, 0)`, threshold: round(rule.z * rule.z * threshold * (1 - threshold)) };
    }
    case 'consumption':
      return { expression: 'bad', threshold: consumedBy(row, row.longMinutes, rule) };
    case 'consumption above objective':
      return { expression: `IF(bad > ${ALLOWED_BAD} * total, bad, 0)`, threshold: consumedBy(row, row.longMinutes, rule) };
  }
}

/** The short window only says that it still goes on; by consumption it asks for its share of what the long one asks for. */
function shortCondition(row: DesignRow, minutes: number, rule: Rule): Condition {
  if (rule.kind === 'consumption') return { expression: 'bad', threshold: consumedBy(row, minutes, rule) };
  if (rule.kind === 'consumption above objective') return { expression: RATIO, threshold: round(Math.max(1, row.burnRate / rule.peak) * ALLOWED_BAD) };
  return { expression: RATIO, threshold: round(row.burnRate * ALLOWED_BAD) };
}

const PERIOD_MINUTES = 43_200;

function consumedBy(row: DesignRow, minutes: number, { eventsPerPeriod }: { readonly eventsPerPeriod: number }): number {
  return round(((row.burnRate * minutes) / PERIOD_MINUTES) * ALLOWED_BAD * eventsPerPeriod);
}

/** A suppressor that is never in ALARM makes its wait period a hold: whoever goes quiet before its end is never notified of. */
function addHeldComposite(resources: Resources, name: string, row: DesignRow, condition: string): void {
  const never = `${name}-never`;
  resources.Never ??= {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: never,
      ...windowProperties({ ...row, burnRate: 2 / ALLOWED_BAD }, 'long', 1, { kind: 'ratio' }),
    },
  };
  const seconds = (row.holdMinutes ?? 0) * 60;
  resources[logicalId(row.id, row.urgency)] = composite(`${name}-${row.id}-${row.urgency}`, condition, row.urgency, {
    ActionsSuppressor: never,
    ActionsSuppressorWaitPeriod: seconds,
    ActionsSuppressorExtensionPeriod: 0,
  });
}

function composite(name: string, rule: string, urgency: Urgency, more: Record<string, unknown>): Resources[string] {
  return {
    Type: 'AWS::CloudWatch::CompositeAlarm',
    Properties: { AlarmName: name, AlarmRule: rule, AlarmActions: [`arn:aws:sns:us-east-1:111122223333:${urgency}`], ...more },
  };
}

function logicalId(...parts: readonly string[]): string {
  return parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1).replace(/[^A-Za-z0-9]/g, '')).join('');
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}

const row = (
  id: string,
  urgency: Urgency,
  longMinutes: number,
  shortMinutes: number | undefined,
  burnRate: number,
  more: Partial<DesignRow> = {},
): DesignRow => ({
  id,
  urgency,
  longMinutes,
  ...(shortMinutes !== undefined && { shortMinutes }),
  burnRate,
  ...more,
});

const HOUR = 60;
const DAY = 1_440;

const PAGE_ROWS = [row('fast', 'page', HOUR, 5, 14.4), row('steady', 'page', 6 * HOUR, 30, 6)];

/** The default of day2: two paging rows and one ticket row, "2 % at a burn rate of 1", as long as a day has room for. */
const DEFAULT: Design = { rows: [...PAGE_ROWS, row('slow', 'ticket', 864, 72, 1)], suppressesTickets: true };

/** Quantile of the normal distribution for a two-sided interval of 98 %. */
const Z_OF_98_PERCENT = 2.326;

/** Events in 30 days with a mean of 10,000 a minute. */
const UNEVEN_EVENTS = 432_000_000;
/** Busiest minute over the mean of traffic that falls to a twentieth, as a wave. */
const UNEVEN_PEAK = 1 / 0.525;

/** The rules for few events, on the rows of the default. Guards by row: what chance does not reach once in 20 months. */
const sparse = (traffic: string, guard: Readonly<Record<string, number>>, eventsPerPeriod: number): Record<string, Design> => ({
  [`day2-${traffic}`]: { ...DEFAULT, rule: { kind: 'at least', badEvents: guard } },
  [`at-least-10-${traffic}`]: { ...DEFAULT, rule: { kind: 'at least', badEvents: { fast: 10, steady: 10, slow: 10 } } },
  [`wilson-${traffic}`]: { ...DEFAULT, rule: { kind: 'wilson', z: Z_OF_98_PERCENT } },
  [`consumption-${traffic}`]: { ...DEFAULT, rule: { kind: 'consumption', eventsPerPeriod } },
});

/** Every design by the name of its template. Sources: https://sre.google/workbook/alerting-on-slos/ unless given. */
export const DESIGNS: Readonly<Record<string, Design>> = {
  'workbook-1': { rows: [row('ratio', 'page', 10, undefined, 1)] },
  'workbook-2': { rows: [row('ratio', 'page', 36 * HOUR, undefined, 1)] },
  // A minute above the ratio, and an hour later still: 61 minutes in a row.
  'workbook-3': { rows: [row('ratio', 'page', 1, undefined, 1, { datapoints: 61 })] },
  'workbook-4': { rows: [row('burn', 'page', HOUR, undefined, 36)] },
  'workbook-5': {
    rows: [row('fast', 'page', HOUR, undefined, 14.4), row('steady', 'page', 6 * HOUR, undefined, 6), row('slowest', 'ticket', 3 * DAY, undefined, 1)],
  },
  'workbook-6': { rows: [...PAGE_ROWS, row('slow', 'ticket', DAY, 120, 3), row('slowest', 'ticket', 3 * DAY, 6 * HOUR, 1)] },
  // https://github.com/pyrra-dev/pyrra: windows and holds for 28 days, scaled to 30 and rounded to minutes.
  pyrra: {
    rows: [
      row('critical1h', 'page', 60, 5, 14, { holdMinutes: 2 }),
      row('critical6h', 'page', 360, 30, 7, { holdMinutes: 15 }),
      row('warning1d', 'ticket', 1_440, 120, 2, { holdMinutes: 60 }),
      row('warning4d', 'ticket', 5_760, 360, 1, { holdMinutes: 180 }),
    ],
  },
  // https://docs.datadoghq.com/service_level_objectives/burn_rate/
  datadog: { rows: [...PAGE_ROWS, row('slow', 'ticket', DAY, 120, 3)] },
  // https://github.com/yairst/slo-alarms-with-cdk
  yairst: { rows: [row('fast', 'page', 30, 3, 13.44), row('steady', 'page', 180, 15, 5.6), row('slow', 'ticket', DAY, 120, 1.12)] },
  // https://github.com/google/slo-generator
  'slo-generator': { rows: [row('fast', 'page', HOUR, undefined, 9), row('slow', 'ticket', 12 * HOUR, undefined, 3)] },
  'day2-default': DEFAULT,
  ...sparse('60-per-hour', { fast: 3, steady: 5, slow: 6 }, 43_200),
  ...sparse('10-per-hour', { fast: 2, steady: 3, slow: 3 }, 7_200),
  'consumption-uneven': { ...DEFAULT, rule: { kind: 'consumption', eventsPerPeriod: UNEVEN_EVENTS } },
  'day2-uneven': { ...DEFAULT, rule: { kind: 'consumption above objective', eventsPerPeriod: UNEVEN_EVENTS, peak: UNEVEN_PEAK } },
};
