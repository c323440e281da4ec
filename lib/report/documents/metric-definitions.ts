import { limitName } from '../../capacity/capacity-limit';
import { DAY2_METRICS } from '../../dashboard/day2-metrics';
import { objectiveLine } from '../../dashboard/objective-text';
import type { OperationsModel } from '../../model/model';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { plannedObjectives } from '../../plan/build-plan';
import type { ThresholdAlarmPlan } from '../../plan/threshold-plan';
import type { MathStep, MetricReference } from '../../slo/sli/sli';
import { formatMeasured } from '../../thresholds/threshold';
import { madeFrom, markdownTable } from './markdown';

/** Every metric that is watched or shown: what it is made of, and what it means to the business. Requirement 002-36. */
export function metricDefinitions(plan: OperationsPlan, { services }: Pick<OperationsModel, 'services'>): string {
  const lines = [
    ...madeFrom('What is measured', plan),
    'Names are those of CloudWatch. `bad` and `total` count events; in `bad` of a period 1 is a bad minute. A missing value counts as the formula says: `FILL(x, 0)` is nothing happened.',
    '',
    '## What day2 publishes itself',
    '',
    ...markdownTable(
      ['Metric', 'By', 'Unit', 'Calculation', 'What it means'],
      DAY2_METRICS.map(({ namespace, metricName, dimensionSets, unit, calculation, meaning }) => [
        `\`${namespace}\` \`${metricName}\``,
        dimensionSets.map((set) => set.join(', ')).join('; or '),
        unit,
        calculation,
        meaning,
      ]),
    ),
    '',
    '## What is promised',
    '',
    'The share that is bad is `100 * bad / total`; the error budget is the share that the target allows, over the whole window.',
    '',
    ...plannedObjectives(plan).flatMap(({ name, region, objective }) => {
      const service = services.find(({ objectives }) => objectives.some((each) => each.sli === objective.sli))!;
      const promised = service.objectives.find(({ id }) => id === objective.id)!;
      return [
        `### ${name}`,
        '',
        `${service.title}, ${objectiveLine(promised)}. When it is missed: ${objective.impact}. Answers for it: ${service.owner}. Measured in ${region}; runbook \`${objective.runbook}\`.`,
        '',
        ...computation(objective.sli),
        ...objective.sli.notes.map((note) => `- ${note}`),
        ...(objective.sli.notes.length === 0 ? [] : ['']),
      ];
    }),
    ...thresholdLines(plan),
    ...limitLines(services),
    '## What else dashboards show',
    '',
    ...markdownTable(['Metric', 'Calculation', 'What it means'], OTHERS),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function thresholdLines({ regions }: OperationsPlan): readonly string[] {
  const alarms = regions.flatMap(({ thresholds = [] }) => thresholds);
  if (alarms.length === 0) return [];
  const byMeasure = new Map<string, ThresholdAlarmPlan[]>();
  for (const alarm of alarms) {
    const key = `${alarm.watches.resource}: ${alarm.watches.measure.what}`;
    byMeasure.set(key, [...(byMeasure.get(key) ?? []), alarm]);
  }
  return [
    '## What is watched beyond the promises',
    '',
    ...[...byMeasure].flatMap(([title, same]) => {
      const { metrics, steps, watches } = same[0]!;
      return [
        `### ${title}`,
        '',
        `${same.map(({ severity, reason }) => `${severity} when ${reason}`).join('; ')}. Published by ${watches.measure.publishedBy} ([page](${watches.measure.documentation})). No data: ${watches.measure.missingData.because}. Runbook \`${watches.runbook}\`.`,
        '',
        ...computation({ metrics, steps }),
      ];
    }),
  ];
}

/** Metrics of AWS that dashboards show although no alarm of a service and no objective has them. */
const OTHERS: readonly (readonly string[])[] = [
  [
    '`AWS/Billing` `EstimatedCharges`',
    'what AWS expects to charge the account for the running month, several times a day; in us-east-1',
    'Compared with what the account may cost in a month.',
  ],
  ['`AWS/Events` `Invocations`', 'findings that a rule handed over, summed over an hour', 'How much security services report of what pages.'],
  ['`AWS/Events` `FailedInvocations`', 'findings that a rule could not hand over, summed over an hour', 'Each is one that nobody was paged for.'],
  ['`AWS/SQS` `NumberOfMessagesSent`', 'canaries that arrived beside the watchdog', 'Whether what is sent to people does arrive.'],
];

function limitLines(services: OperationsModel['services']): readonly string[] {
  const limits = services.flatMap((service) => service.limits ?? []);
  if (limits.length === 0) return [];
  return [
    '## What limits resources',
    '',
    'Shown as the share that is used: `100 * used / limit`.',
    '',
    ...limits.flatMap((limit) => {
      const { measure } = limit;
      const origin =
        limit.origin.kind === 'tested'
          ? `borne in a test on ${limit.origin.on} (${limit.origin.evidence})`
          : limit.origin.kind === 'share'
            ? 'all of it'
            : 'provisioned';
      return [`### ${limitName(limit)}`, '', `${measure.what}; the limit is ${formatMeasured(limit.limit, measure)}, ${origin}.`, '', ...computation(measure)];
    }),
  ];
}

/** The metrics and the formula over them. */
function computation({
  metrics,
  steps,
}: {
  readonly metrics: Readonly<Record<string, MetricReference>>;
  readonly steps: readonly MathStep[];
}): readonly string[] {
  return [
    '```',
    ...Object.entries(metrics).map(([id, { namespace, metricName, statistic, dimensions }]) => {
      const by = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
      return `${id} = ${statistic} of ${namespace} ${metricName}${by.length === 0 ? '' : ` {${by.join(', ')}}`}`;
    }),
    ...steps.map(({ id, expression }) => `${id} = ${expression}`),
    '```',
    '',
  ];
}
