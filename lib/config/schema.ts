/**
 * What a configuration may say: `operations.yaml`, and one file per environment. The texts here are the help that
 * editors show and the reference page; what a schema cannot say is in resolve-objective.ts and load.ts.
 */

import { z } from 'zod';
import { DASHBOARD_IDS } from '../dashboard/dashboard';
import type { NoDataMeaning } from '../model/model';
import { addIssue, either, EXAMPLE_MARK, field, listOf, map, mapOf, numberBetween, oneOf, text, trueOrFalse } from '../problems/schema-fields';
import { roundTo12Digits, type BurnRatePolicyAlert } from '../slo/burn-rate';
import { OBJECTIVE_CATEGORIES } from '../slo/objective';
import type { ObjectiveKind } from '../slo/sli/sli';
import { UNEVEN_TRAFFIC_FROM } from '../slo/traffic';
import { formatDurationMinutes } from '../time/time';
import { announcementsSchema } from './announcements-schema';
import { calendarSchema, errorBudgetSchema, exclusionsSchema } from './budget-schema';
import { capacitySchema } from './capacity-schema';
import { evidenceStoreSchema } from './evidence-store-schema';
import { identifier, runbook, sentence, severity, targetPercent, threshold, wholeDays, wholeMinutes } from './fields';
import { maintenanceNarrowingSchema } from './maintenance-schema';
import { pagedBySchema } from './pagers-schema';
import { PLACEHOLDERS, type PlaceholderName } from './placeholders';
import { requestsSchema } from './requests-schema';
import { resourceSchema } from './resource-schema';
import { runbookBindingsSchema } from './runbook-bindings-schema';
import { selfHealingOverrideSchema, selfHealingSchema, supervisionSchema } from './self-healing-schema';
import { signalsSchema } from './signals-schema';
import { baselinesSchema, thresholdsSchema } from './thresholds-schema';

const OBJECTIVE_KINDS = ['availability', 'latency', 'success-rate', 'freshness', 'delivery'] as const satisfies readonly ObjectiveKind[];

/** Below it a burn-rate alert would fire while the objective is being met. */
const LEAST_BURN_RATE = 1;
const ALLOWED_BURN_RATE = `a burn rate from 1 to 10000${EXAMPLE_MARK}1`;
const burnRate = z.number({ error: ALLOWED_BURN_RATE }).min(LEAST_BURN_RATE, { error: ALLOWED_BURN_RATE }).max(10_000, { error: ALLOWED_BURN_RATE });

const burnRatePolicyAlert = map({
  id: field(text(/^[a-z][a-z0-9-]{0,19}$/, 'lower case letters, digits and hyphens, 20 at most', 'fast'), 'Name of the burn-rate alert in alarm names.'),
  urgency: field(oneOf(['page', 'ticket']), 'Whether somebody is woken or the working day is soon enough.'),
  budgetPercent: field(
    numberBetween(0, 100, 'a percentage above 0 and below 100', '2'),
    'Share of the error budget that may be gone when the burn-rate alert fires, percent.',
  ),
  longWindow: field(wholeMinutes('1h').optional(), 'Window that has to spend that share; or `burnRate`.', 'follows from burnRate'),
  burnRate: field(
    burnRate.optional(),
    'How many times faster than allowed the share has to be spent; the long window follows from the period and is at most a day. Instead of `longWindow`.',
    'follows from longWindow',
  ),
  shortWindow: field(
    wholeMinutes('5m').optional(),
    'Window that has to burn as fast, so that the burn-rate alert clears soon.',
    'a twelfth of the long window',
  ),
})
  .check((context) => {
    const { longWindow, burnRate: rate } = context.value;
    if ((longWindow === undefined) !== (rate === undefined)) return;
    const both = longWindow !== undefined;
    addIssue(context, [], {
      code: 'CFG014',
      what: both
        ? 'a burn-rate alert has a long window and a burn rate, and each follows from the other'
        : 'a burn-rate alert has neither a long window nor a burn rate',
      allowed: 'longWindow: 1h or burnRate: 1',
      change: both ? 'keep one of the two' : 'add one of the two',
    });
  })
  .check((context) => {
    const { longWindow, shortWindow } = context.value;
    if (longWindow === undefined || shortWindow === undefined || shortWindow < longWindow) return;
    addIssue(context, ['shortWindow'], {
      code: 'CFG038',
      what: 'the short window is not shorter than the long window',
      received: formatDurationMinutes(shortWindow),
      allowed: `less than ${formatDurationMinutes(longWindow)}`,
      change: 'shorten the short window, by custom to a twelfth of the long one',
    });
  })
  .transform((row): BurnRatePolicyAlert => ({
    id: row.id,
    urgency: row.urgency,
    budgetFraction: roundTo12Digits(row.budgetPercent / 100),
    ...(row.longWindow === undefined ? { burnRate: row.burnRate ?? LEAST_BURN_RATE } : { longWindowMinutes: row.longWindow }),
    ...(row.shortWindow !== undefined && { shortWindowMinutes: row.shortWindow }),
  }))
  .meta({ oneOf: [{ required: ['longWindow'] }, { required: ['burnRate'] }] });

/** Ten burn-rate alerts are twenty alarms an objective; no published policy has more than five. */
const burnRatePolicy = listOf(burnRatePolicyAlert, 'burn-rate alerts', 10).check((context) => {
  const ids = context.value.map((row) => row.id);
  ids.forEach((id, index) => {
    if (ids.indexOf(id) === index) return;
    addIssue(context, [index, 'id'], {
      code: 'CFG020',
      what: `another burn-rate alert is called ${id} too`,
      received: id,
      allowed: 'an id of its own for every burn-rate alert',
      change: 'rename one of the two',
    });
  });
});

const NO_DATA_FORMS = '{ alarmAfter: 15m, severity: S1 } or { expected: the reason }';

const noData = map(
  {
    alarmAfter: field(wholeMinutes('15m').optional(), 'Silence of this length is an alarm; with `severity`.', 'none'),
    severity: field(severity('S1').optional(), 'Severity of that alarm.', 'none'),
    expected: field(sentence('partners send files in working hours only').optional(), 'Why silence is nothing to worry about; instead of an alarm.', 'none'),
  },
  '{ alarmAfter: 15m, severity: S1 }',
)
  .check((context) => {
    const { alarmAfter, severity: level, expected } = context.value;
    const alarmKeys = [alarmAfter, level].filter((value) => value !== undefined).length;
    if (alarmKeys === (expected === undefined ? 2 : 0)) return;
    const both = expected !== undefined;
    addIssue(context, [], {
      code: 'CFG014',
      what: both ? 'silence is an alarm and expected at once' : 'it is not said what silence means',
      allowed: NO_DATA_FORMS,
      change: both ? 'keep one of the two forms' : 'complete one of the two forms',
    });
  })
  .transform(({ alarmAfter, severity: level, expected = '' }): NoDataMeaning =>
    alarmAfter !== undefined && level !== undefined ? { kind: 'alarm', afterMinutes: alarmAfter, severity: level } : { kind: 'expected', reason: expected },
  )
  .meta({ oneOf: [{ required: ['alarmAfter', 'severity'] }, { required: ['expected'] }] });

const typicalEventsPerMinute = numberBetween(0, 1e9, 'events a minute, above 0 and below 1000000000', '600');
const ALLOWED_VARIATION = `how many times busier the busiest hour is than the quietest, from 1 to 1000${EXAMPLE_MARK}20`;
const trafficVariation = z.number({ error: ALLOWED_VARIATION }).min(1, { error: ALLOWED_VARIATION }).max(1_000, { error: ALLOWED_VARIATION });
const latencyThreshold = threshold('2s');

const sla = map(
  {
    target: field(targetPercent().optional(), 'Share that is promised, percent.', 'that of the objective'),
    threshold: field(latencyThreshold.optional(), 'Longest latency or age that is promised; of latency and freshness only.', 'that of the objective'),
  },
  '{ target: 99.5 }',
);

const objective = map({
  id: field(identifier('availability'), 'Name of the objective, unique in its service.'),
  kind: field(oneOf(OBJECTIVE_KINDS), 'What is promised.'),
  resource: field(identifier('portal-load-balancer'), 'What is measured: a name under `resources` of every environment.'),
  target: field(
    targetPercent().optional(),
    'Share of good events, or good minutes, that is promised, percent.',
    'AVAILABILITY_SLO_PERCENT for availability, 95 for latency; the other kinds need one',
  ),
  threshold: field(
    latencyThreshold.optional(),
    'Longest good latency or age; of latency and freshness only.',
    'PRIMARY_SLO_LATENCY_P95_MS for latency; freshness needs one',
  ),
  latencyMethod: field(
    oneOf(['events', 'slices']).optional(),
    'How the latency of functions, their URLs and state machines is counted: `events` counts slow requests, `slices` counts minutes whose percentile is too slow.',
    'events',
  ),
  period: field(wholeDays('30d').optional(), 'Rolling period of the objective.', 'ERROR_BUDGET_WINDOW_DAYS'),
  calendar: field(
    calendarSchema.optional(),
    'The budget starts again with each week, month or quarter; instead of `period`. Burn rates take 7, 30 or 91 days for it.',
    'the rolling period',
  ),
  typicalEventsPerMinute: field(
    typicalEventsPerMinute.optional(),
    'Events in a minute, as the mean over a day: for the guards of burn-rate alerts against chance, and for rehearsals.',
    'that of the service',
  ),
  trafficVariation: field(
    trafficVariation.optional(),
    `Events of the busiest hour of a day over those of the quietest. From ${UNEVEN_TRAFFIC_FROM} on, burn-rate alerts count bad events against the budget instead of comparing a ratio.`,
    'that of the service',
  ),
  impact: field(sentence('partners cannot sign in'), 'What a user notices when the objective is missed.'),
  runbook: field(runbook(), 'Runbook an operator starts from: one of the folder of runbooks, or the https address where it stands.'),
  handoverAfter: field(
    wholeMinutes('15m').optional(),
    'Nobody acknowledged for this long: the second tier is paged.',
    'as the severity says in the escalation',
  ),
  severity: field(
    map(
      {
        page: field(severity('S1'), 'Severity of burn-rate alerts that page.'),
        ticket: field(severity('S3'), 'Severity of burn-rate alerts that open a ticket; not above that of the page.'),
      },
      '{ page: S1, ticket: S3 }',
    ),
    'How bad it is when the budget burns.',
  ),
  noData: field(noData, 'What it means when no data arrives. Required: silence is never taken for health.'),
  burnRatePolicy: field(burnRatePolicy.optional(), 'Burn-rate alerts of this objective.', 'those of the application'),
  category: field(
    oneOf(OBJECTIVE_CATEGORIES).default('quality'),
    'What it is for: `excellence`, doing the work well; `quality`, what users get; `cost`; `compliance`, what rules ask for.',
    'quality',
  ),
  sla: field(sla.optional(), 'What customers are promised about it (service level agreement). The objective has to be stricter.', 'nothing is promised'),
  selfHealing: field(
    selfHealingSchema.optional(),
    'Runbook that alarms which page for this objective start by themselves, before people are paged. A dry run, until `supervision` of the environment says who supervises it.',
    'people are paged at once',
  ),
}).check((context) => {
  const { period, calendar } = context.value;
  if (period === undefined || calendar === undefined) return;
  addIssue(context, ['calendar'], {
    code: 'CFG014',
    what: 'the objective has a rolling period and a calendar at once',
    allowed: 'period: 30d or calendar: { unit: month, timeZone: Europe/Berlin }',
    change: 'keep one of the two',
  });
});

const service = map({
  id: field(identifier('partner-portal'), 'Name of the service, unique in the application.'),
  title: field(sentence('Partner portal'), 'Name of the service for people.'),
  owner: field(sentence('operations lead'), 'Role that answers for the service; not a person.'),
  typicalEventsPerMinute: field(
    typicalEventsPerMinute.optional(),
    'Events in a minute, as the mean over a day, for objectives that do not say it themselves.',
    'every objective says it itself',
  ),
  trafficVariation: field(
    trafficVariation.optional(),
    'Events of the busiest hour over those of the quietest, for objectives that do not say it themselves.',
    '1, the same all day',
  ),
  dependsOn: field(
    listOf(identifier('edi-translate'), 'services', 20).optional(),
    'Services that this one cannot work without, by id. While one of them has an open incident as severe, alarms of this service page nobody and stand there as affected.',
    'none: its alarms always page',
  ),
  objectives: field(listOf(objective, 'objectives', 50), 'What is promised about the service.'),
  thresholds: field(thresholdsSchema.optional(), 'What is watched beyond the objectives: causes that users do not notice yet.', 'nothing'),
});

/**
 * What AWS keeps for itself at the beginning of names that begin with that of the application: SSM documents (aws, amazon,
 * amzn), parameters (aws, ssm), metric filters, roles, and the data of OpsItems.
 * Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ssm-document.html,
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html,
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateOpsItem.html
 */
const RESERVED_BEGINNINGS = ['amazon', 'amzn', 'aws', 'ssm'] as const;

const applicationName = identifier('edi').check((context) => {
  const reserved = RESERVED_BEGINNINGS.find((beginning) => context.value.startsWith(beginning));
  if (reserved === undefined) return;
  addIssue(context, [], {
    code: 'CFG044',
    what: `the name of the application begins with ${reserved}, which AWS keeps for itself`,
    allowed: `a name that begins with none of ${RESERVED_BEGINNINGS.join(', ')}`,
    change: 'rename the application',
  });
});

/** `operations.yaml`: what is the same everywhere. */
export const operationsSchema = map({
  application: field(applicationName, 'First part of every resource name.'),
  burnRatePolicy: field(
    burnRatePolicy.optional(),
    'Burn-rate alerts of every objective that has none of its own.',
    '2 % of the budget in 1h and 5 % in 6h page, 2 % at a burn rate of 1 opens a ticket',
  ),
  errorBudget: field(errorBudgetSchema.optional(), 'How error budgets are judged.', 'the defaults of its keys'),
  baselines: field(baselinesSchema.optional(), 'How a healthy system is expected to do: values of thresholds that say none.', 'the defaults of its keys'),
  services: field(listOf(service, 'services', 1_000), 'The parts of the application.'),
});

function placeholder(name: PlaceholderName) {
  const { meaning, allowed, example, defaultValue, accepts } = PLACEHOLDERS[name];
  const error = `${allowed}${EXAMPLE_MARK}${example}`;
  const schema = z.number({ error }).check((context) => {
    if (accepts(context.value)) return;
    addIssue(context, [], {
      code: 'CFG040',
      what: `${name} has a value that is not allowed`,
      allowed,
      change: `write ${name}: ${example}`,
    });
  });
  return field(schema.optional(), `${meaning} Allowed: ${allowed}.`, String(defaultValue));
}

const override = map({
  target: field(targetPercent().optional(), 'Target in this environment, percent.', 'unchanged'),
  threshold: field(latencyThreshold.optional(), 'Threshold in this environment.', 'unchanged'),
  severity: field(
    map({
      page: field(severity('S2').optional(), 'Severity of burn-rate alerts that page.', 'unchanged'),
      ticket: field(severity('S3').optional(), 'Severity of burn-rate alerts that open a ticket.', 'unchanged'),
    }).optional(),
    'Severities in this environment.',
    'unchanged',
  ),
  sla: field(
    either(oneOf(['none']), sla, `none, or a map with the keys target, threshold${EXAMPLE_MARK}{ target: 99.5 }`).optional(),
    'What customers are promised in this environment; `none`: nothing.',
    'unchanged',
  ),
  selfHealing: field(selfHealingOverrideSchema.optional(), 'Names of resources for its automatic runs, or `false`: nothing heals it here.', 'unchanged'),
  enabled: field(z.literal(false, { error: 'false' }).optional(), '`false` leaves the objective out of this environment.', 'the objective is watched'),
});

/** `environments/<name>.yaml`: what differs between environments. */
export const environmentSchema = map({
  environment: field(identifier('prod'), 'Name of the environment; the same as that of its file.'),
  region: field(text(/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/, 'the code of an AWS region', 'eu-central-1'), 'Region the services run in.'),
  highestSeverity: field(severity('S3').optional(), 'Nothing in this environment is more severe: everything above is lowered to this.', 'S0'),
  nobodyIsPaged: field(
    sentence('staging is looked at in working hours, in chat').optional(),
    'Why nobody is paged for this environment. It has no incident engine; its alarms publish to their topics, which the channels of `chat` in on-call.yaml hear.',
    'people are paged as on-call.yaml says',
  ),
  pagedBy: field(
    pagedBySchema.optional(),
    'Pagers that people have already, and which alarms each hears. They page in place of the incident engine, of which there is none; what reaches each, its address or its key, is stored in Parameter Store.',
    'people are paged as on-call.yaml says',
  ),
  variables: field(
    map({
      PRIMARY_SLO_LATENCY_P95_MS: placeholder('PRIMARY_SLO_LATENCY_P95_MS'),
      AVAILABILITY_SLO_PERCENT: placeholder('AVAILABILITY_SLO_PERCENT'),
      ERROR_BUDGET_WINDOW_DAYS: placeholder('ERROR_BUDGET_WINDOW_DAYS'),
    }).optional(),
    'Placeholders; environment variables of the same names win over these, CDK context over both.',
    'each placeholder has its own',
  ),
  resources: field(
    mapOf(identifier('portal-load-balancer'), resourceSchema, 'a map from resource names to resources'),
    'AWS resources by the name that objectives and thresholds use.',
  ),
  objectives: field(
    mapOf(
      text(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, 'a service and an objective', 'partner-portal/availability'),
      override,
      'a map from objectives to what differs',
    ).optional(),
    'What differs for single objectives, by service and objective.',
    'nothing',
  ),
  exclusions: field(exclusionsSchema.optional(), 'Times that error budgets leave out, as `errorBudget.exclusions` of operations.yaml says.', 'none'),
  capacity: field(
    capacitySchema.optional(),
    'What resources can bear, by name: limits, which `day2 capacity` forecasts, and what says before and when they are reached.',
    'nothing',
  ),
  runbooks: field(runbookBindingsSchema.optional(), 'What runbooks leave to the environment: who approves, and what resources are called.', 'nothing'),
  maintenance: field(maintenanceNarrowingSchema.optional(), 'What differs from maintenance.yaml.', 'nothing'),
  signals: field(
    signalsSchema.optional(),
    'What people are paged about or notified of that is no alarm of a service: findings of security services, and costs.',
    'nothing',
  ),
  dashboards: field(
    map({ without: field(listOf(oneOf(DASHBOARD_IDS), 'dashboards', DASHBOARD_IDS.length), 'Dashboards that are left out.') }).optional(),
    'What people look at. A dashboard that has nothing to show in this environment is left out anyway.',
    'every dashboard',
  ),
  applicationSignals: field(
    trueOrFalse().optional(),
    'Creates a service level objective of CloudWatch Application Signals for each objective that it can express, so that the console shows them. Each costs money; what cannot be expressed is named by `day2 check` and `day2 plan`.',
    'false',
  ),
  evidenceStore: field(
    evidenceStoreSchema.optional(),
    'Keeps evidence in the account as well: a bucket in which every version of every file stays, encrypted with a key of its own.',
    'evidence is in the repository only',
  ),
  announcements: field(
    announcementsSchema.optional(),
    'What is posted to the channels of chat that hear S4: who is on call, at each handover, and a digest once a day.',
    'nothing',
  ),
  requests: field(
    requestsSchema.optional(),
    'How people ask for something that no alarm reports, and how soon they are looked after.',
    'no requests are taken',
  ),
  supervision: field(
    supervisionSchema.optional(),
    'Who supervises what heals by itself, and since when. Until then automatic runs change nothing: they are dry runs.',
    'nobody, so that automatic runs are dry runs',
  ),
}).check((context) => {
  const { nobodyIsPaged, pagedBy } = context.value;
  if (nobodyIsPaged === undefined || pagedBy === undefined) return;
  addIssue(context, ['pagedBy'], {
    code: 'CFG014',
    what: 'somebody is paged by a pager, and nobody is paged',
    received: Object.keys(pagedBy).join(', '),
    allowed: 'pagedBy or nobodyIsPaged',
    change: 'leave one of them out',
  });
});

/** The parts that are also read one by one, so that one mistake does not hide the others. */
export const objectiveSchema = objective;
export const serviceSchema = service;
export const burnRatePolicySchema = burnRatePolicy;
export const overrideSchema = override;

/** `operations.yaml`, well formed: durations in minutes, thresholds in milliseconds, severities S0 to S4. */
export type OperationsFile = z.output<typeof operationsSchema>;
/** The file of an environment, well formed. */
export type EnvironmentFile = z.output<typeof environmentSchema>;
/** One objective of `operations.yaml`. */
export type ObjectiveSettings = z.output<typeof objective>;
/** What an environment changes about an objective. */
export type ObjectiveOverride = z.output<typeof override>;
