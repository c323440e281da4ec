/**
 * Writes docs/reference/alert-designs.md: published alarm designs and ours, scored. It takes a minute or two, so it is
 * no part of `npm run golden`: run `npx tsx scripts/reference/alert-designs-page.ts` when a figure has moved.
 * test/score holds the figures that matter.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScoreClock } from '../../lib/score/clock';
import { DesignTrial } from '../../lib/score/design-trial';
import { measureNoise, measureOutages, type Noise, type OutageDetection } from '../../lib/score/noise-and-outages';
import { scoreLibrary, type LibraryScore } from '../../lib/score/score-design';
import { trafficNamed } from '../../lib/score/traffic';
import { formatPercent } from '../../lib/slo/burn-rate';
import { formatDurationMinutes } from '../../lib/time/time';
import { designMapping, readDesign } from '../../test/score/designs/read-designs';

const mapping = designMapping();

/** Names of templates in test/score/designs, and what they are. */
const PUBLISHED: readonly (readonly [name: string, title: string])[] = [
  ['workbook-1', '[1: 10 min above the objective](https://sre.google/workbook/alerting-on-slos/)'],
  ['workbook-2', '2: 36 h above the objective'],
  ['workbook-3', '3: 1 min, held for an hour'],
  ['workbook-4', '4: 1 h above 36×'],
  ['workbook-5', '5: long windows only'],
  ['workbook-6', '6: four rows, two windows each'],
  ['pyrra', '[Pyrra](https://github.com/pyrra-dev/pyrra), its windows of 28 days, with hold'],
  ['datadog', '[Datadog](https://docs.datadoghq.com/service_level_objectives/burn_rate/), 30 days'],
  ['yairst', '[slo-alarms-with-cdk](https://github.com/yairst/slo-alarms-with-cdk)'],
  ['slo-generator', '[slo-generator](https://github.com/google/slo-generator), 1 h and 12 h'],
  ['day2-default', '**day2, default**'],
];

const UNEVEN = [
  ['workbook-6', 'four rows of ratios'],
  ['day2-default', 'day2 rows, ratio'],
  ['consumption-uneven', 'day2 rows, consumption: `bad > f·u·N` in both windows'],
  ['day2-uneven', '**day2 rows, consumption while the objective is missed**'],
] as const;

const SPARSE = ['60-per-hour', '10-per-hour'].map((traffic) => ({
  traffic,
  designs: [
    ['day2-default', 'ratio alone'],
    [`at-least-10-${traffic}`, 'at least 10 bad events'],
    [`wilson-${traffic}`, 'Wilson interval, 98 %'],
    [`consumption-${traffic}`, 'consumption'],
    [`day2-${traffic}`, '**day2: as many bad events as chance does not bring**'],
  ] as const,
}));

const GROWING = ['6-per-minute', '60-per-minute', '600-per-minute', '6000-per-minute'];

function trial(name: string, clock: ScoreClock, traffic: string): DesignTrial {
  return new DesignTrial(readDesign(name, mapping), { mapping, clock, traffic: trafficNamed(traffic)! });
}

function library(name: string, clock: ScoreClock, traffic: string): LibraryScore {
  return scoreLibrary(readDesign(name, mapping), trial(name, clock, traffic));
}

const fraction = (value: number | null) => value?.toFixed(3) ?? 'n/a';
const duration = (minutes: number | null) => (minutes === null ? 'n/a' : formatDurationMinutes(Math.round(minutes)));
const percent = (value: number | null) => (value === null ? 'n/a' : formatPercent(Number(value.toPrecision(3))));
const alerts = ({ pagesPer30Days, ticketsPer30Days }: Noise) => `${pagesPer30Days.toFixed(2)} / ${ticketsPer30Days.toFixed(2)}`;

function steadyTable(clock: ScoreClock): string[] {
  const rows = PUBLISHED.map(([name, title]) => {
    const { all, pages, tickets } = library(name, clock, 'steady');
    return [
      title,
      fraction(all.precision),
      fraction(all.recall),
      `${duration(all.detectionMinutes.median)} / ${duration(all.detectionMinutes.p95)}`,
      `${percent(all.budgetAtFire.median)} / ${percent(all.budgetAtFire.worst)}`,
      duration(all.resetMinutes.median),
      duration(tickets.resetMinutes.worst),
      `${fraction(pages.precision)} / ${fraction(pages.recall)}`,
      readDesign(name, mapping).monthlyUsd.toFixed(2),
    ];
  });
  return table(
    [
      'Design',
      'Precision',
      'Recall',
      'Detection median / p95',
      'Budget at fire median / most',
      'Reset median',
      'Ticket reset, worst',
      'Pages: precision / recall',
      'USD a month',
    ],
    rows,
  );
}

function unevenTable(): string[] {
  const rows = UNEVEN.map(([name, title]) => {
    const { all, pages } = library(name, 'ideal', 'uneven');
    const [, nearlySpent] = measureNoise(trial(name, 'ideal', 'uneven'));
    return [
      title,
      `${fraction(all.precision)} / ${fraction(all.recall)}`,
      `${fraction(pages.precision)} / ${fraction(pages.recall)}`,
      `${duration(pages.detectionMinutes.median)} / ${duration(pages.detectionMinutes.p95)}`,
      alerts(nearlySpent!),
    ];
  });
  return table(
    ['Design', 'All: precision / recall', 'Pages: precision / recall', 'Page detection median / p95', 'Pages / tickets in 30 d at 80 % spent'],
    rows,
  );
}

function sparseTable(traffic: string, designs: readonly (readonly [string, string])[]): string[] {
  const outage = ({ minutes, promptShare, missed, outages }: OutageDetection) => [
    `${minutes.median?.toFixed(1) ?? 'n/a'} / ${minutes.p95?.toFixed(1) ?? 'n/a'}`,
    percent(promptShare),
    `${missed} of ${outages}`,
  ];
  const rows = designs.map(([name, title]) => {
    const [half, nearlySpent] = measureNoise(trial(name, 'cloudwatch', traffic));
    const ideal = outage(measureOutages(trial(name, 'ideal', traffic)));
    return [title, alerts(half!), alerts(nearlySpent!), ...outage(measureOutages(trial(name, 'cloudwatch', traffic))), ideal[0]!, ideal[1]!];
  });
  return table(
    [
      'Rule',
      'Pages / tickets in 30 d at 50 % spent',
      'at 80 %',
      'Outage paged after, min: median / p95',
      'within 5 min',
      'never',
      'each minute on complete data: median / p95',
      'within 5 min',
    ],
    rows,
  );
}

function growingTable(): string[] {
  const rows = GROWING.map((traffic) => [traffic.replace('-per-', ' per '), ...measureNoise(trial('day2-default', 'cloudwatch', traffic)).map(alerts)]);
  return table(['Traffic', 'Pages / tickets in 30 d at 50 % spent', 'at 80 %'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

const page = [
  '# Alert designs, scored',
  '',
  'Generated by `npx tsx scripts/reference/alert-designs-page.ts`. Objective: 99.9 % over 30 days. What the words mean:',
  '[score alarms](../how-to/score-alarms.md). Every design is a CloudFormation template in `test/score/designs`.',
  '',
  '## Steady traffic, every alarm judged each minute on complete data',
  '',
  'The clock of published comparisons. The first ten rows meet their published figures to the last digit',
  '(`test/score/published-scores.test.ts`), 144 incidents of which 89 are significant and 69 worth a page.',
  '',
  ...steadyTable('ideal'),
  '',
  'The published row of Pyrra is that of its windows and holds for 28 days, not scaled to 30. A hold is no property of a',
  'CloudWatch alarm: the template has a composite alarm whose suppressor never fires and whose wait period is the hold.',
  '',
  '```sh',
  'cd test/score/designs',
  'npx day2 score --clock ideal --mapping mapping.yaml --template workbook-6.template.json --compare day2-default.template.json',
  '```',
  '',
  "## Steady traffic, CloudWatch's clock",
  '',
  'Metrics a minute late, every alarm at a second of its own, and alarms over more than a day once an hour. Incidents',
  'start at a full hour. What moves is detection, by one to two minutes, and by up to an hour where an alarm looks back',
  'for more than a day; a design of windows of a day or less keeps its figures.',
  '',
  ...steadyTable('cloudwatch'),
  '',
  '## Uneven traffic, 20:1 between day and night',
  '',
  'The 144 incidents at four hours of the day; what an incident costs is counted in events. N is the number of events in',
  'the period, which the rule has to be notified.',
  '',
  ...unevenTable(),
  '',
  'Consumption in both windows is complete, and pays with tickets in a month of 80 % even spending: the busy half of',
  'every day then spends 2 % of the budget, which is what the ticket row asks for. Asking also that the objective is',
  'being missed in the window silences it, and misses the few slow incidents that cannot be distinguished from such a day.',
  '',
  '```sh',
  'npx day2 score --clock ideal --traffic uneven --mapping mapping.yaml --template consumption-uneven.template.json --compare day2-uneven.template.json',
  '```',
  ...SPARSE.flatMap(({ traffic, designs }) => [
    '',
    `## ${traffic.replaceAll('-', ' ')}`,
    '',
    'Counts drawn at random, 12 seeds of 30 days; 120 full outages of an hour over a service that spends half its budget.',
    '',
    ...sparseTable(traffic, designs),
    '',
    '```sh',
    `npx day2 score --traffic ${traffic} --mapping mapping.yaml --template day2-default.template.json --compare day2-${traffic}.template.json`,
    '```',
  ]),
  '',
  'None of these rules does better on both sides, and little is left to gain. With one event a minute and 80 % of the',
  'budget spent, two failures come together within an hour more than once a month by chance, three once in two years; in',
  'an outage the third failure comes after 2.7 minutes in the median, and after five minutes with a chance of 12 %. Metrics',
  'and evaluation add one to two minutes. With ten events an hour the second failure comes after 10 minutes in the median.',
  'Sooner is only to be had with probes that add events.',
  '',
  '## The ratio alone, from few events to many',
  '',
  'The default design without a guard. It needs one below 600 events a minute, for its ticket row.',
  '',
  ...growingTable(),
  '',
];
writeFileSync(join(__dirname, '../../docs/reference/alert-designs.md'), page.join('\n'));
