import { SEVERITIES } from '../../incident/severity';
import { formatPercent } from '../../slo/burn-rate';
import { judgeTelemetry } from '../artefacts/telemetry';
import { code, linkTo, list, paragraph, subheading, table, type Block, type HandoverDocument, type Text } from '../document';
import { isOpen, open, type HandoverFacts } from '../facts';
import { alarmsOf } from '../parts/alarms';
import { dashboardInline } from '../parts/dashboard-link';
import { PROTECTED, protectionsOf } from '../parts/protection';
import { verificationBlocks } from '../parts/verification';

/** What is measured of each objective, and what happens when its data stays away. */
function coverageTable({ model, plan }: HandoverFacts): Block {
  const alarms = plan.regions.flatMap(({ objectives }) => objectives);
  return table(
    ['Service', 'Objective', 'Measured on', 'Alarms that notify', 'Without data'],
    model.services.flatMap(({ id, title, objectives }) =>
      objectives.map((objective) => {
        const planned = alarms.find(({ name }) => name === `${id}/${objective.id}`);
        const { noData } = objective;
        return [
          title,
          objective.id,
          objective.binding.source,
          `${planned?.compositeAlarms.length ?? 0}`,
          noData.kind === 'alarm' ? `alarm of ${noData.severity} after ${noData.afterMinutes} minutes` : `expected: ${noData.reason}`,
        ];
      }),
    ),
  );
}

/** How many objectives have an alarm, and how many services an objective. */
function coverageLine({ model, plan }: HandoverFacts): string {
  const objectives = model.services.flatMap((service) => service.objectives);
  const alarmed = plan.regions.flatMap((region) => region.objectives).filter(({ compositeAlarms }) => compositeAlarms.length > 0);
  const services = model.services.filter((service) => service.objectives.length > 0);
  const share = objectives.length === 0 ? 0 : Math.floor((100 * alarmed.length) / objectives.length);
  return `${alarmed.length} of ${objectives.length} objectives have an alarm that notifies (${share} %); ${services.length} of ${model.services.length} services have an objective.`;
}

/** What dashboards look like when all is well, and what the levels of budgets mean where all objectives have the same. */
function whatIsGood({ plan }: HandoverFacts): Text {
  const policies = plan.regions.flatMap(({ errorBudget }) => errorBudget?.objectives ?? []).map(({ policy }) => policy);
  const [first] = policies;
  const isOne = first !== undefined && policies.every((each) => each.cautionBelow === first.cautionBelow && each.restrictedBelow === first.restrictedBelow);
  const budgets = isOne
    ? ` Of each error budget more than ${formatPercent(first.cautionBelow)} is left; below that changes pass with a notice, below ${formatPercent(first.restrictedBelow)} they need an approval, and when nothing is left they are frozen.`
    : '';
  return [
    `All is well when nothing is red, no incident of S0 or S1 is open, and each service level is above the dashed line of what is promised.${budgets} What is promised: `,
    linkTo('service levels', 'operations', 'SLOs & Error Budgets'),
    '.',
  ];
}

function dashboardBlocks(facts: HandoverFacts): readonly Block[] {
  const { dashboards } = facts.plan;
  return [
    ...(dashboards.length === 0
      ? [paragraph('No dashboard is deployed.')]
      : [
          table(
            ['Dashboard', 'What it is for', 'Name'],
            dashboards.map(({ title, purpose, name }) => [title, purpose, dashboardInline(facts, name)]),
          ),
          paragraph(whatIsGood(facts)),
        ]),
    ...(isOpen(facts, 'missing-dashboards') ? [paragraph(['Others are missing. ', open(facts, 'missing-dashboards')])] : []),
  ];
}

/** How many alarms there are of each severity, and which of them were seen to fire in a game day. */
function healthBlocks(facts: HandoverFacts): readonly Block[] {
  const alarms = alarmsOf(facts.plan);
  const present = SEVERITIES.filter((severity) => alarms.some((alarm) => alarm.severity === severity));
  const played = facts.rehearsals.filter(({ kind }) => kind === 'scenario');
  return [
    table(
      ['Severity', 'Alarms'],
      present.map((severity) => [severity, `${alarms.filter((alarm) => alarm.severity === severity).length}`]),
    ),
    ...verificationBlocks(facts),
    ...(played.length === 0
      ? [paragraph(['No game day shows that they fire. ', open(facts, 'game-days')])]
      : [
          paragraph('Game days that show what fires, and who is paged:'),
          table(
            ['Game day', 'What happens', 'Outcome', 'Played on', 'Requirements it proves'],
            played.map(({ id, title, outcome, on, proves }): readonly Text[] => [id, title, outcome, on, proves.join(', ') || 'none']),
          ),
        ]),
  ];
}

/** What wakes people, by what it protects. Requirement 001-20. */
function protectionBlocks(facts: HandoverFacts): readonly Block[] {
  const protections = protectionsOf(facts);
  return [
    subheading('What is protected'),
    paragraph('What wakes people: availability is whether it can be used, reliability whether it does what it should, in time.'),
    table(
      ['Protects', 'Severity', 'Watched'],
      PROTECTED.flatMap((of) =>
        SEVERITIES.flatMap((severity) => {
          const watched = protections.filter((each) => each.of === of && each.severity === severity).map(({ watches }) => watches);
          return watched.length === 0 ? [] : [[of, severity, watched.join(', ')]];
        }),
      ),
    ),
    ...(isOpen(facts, 'unprotected') ? [paragraph(['Not everything is protected. ', open(facts, 'unprotected')])] : []),
  ];
}

/** What documents ask to observe, and by what it is. Requirement 001-04. */
function telemetryBlocks(facts: HandoverFacts): readonly Block[] {
  const { telemetry } = facts.settings;
  return [
    subheading('What was asked for'),
    telemetry.length === 0
      ? paragraph(['Nothing says what design, requirements and tests ask to observe. ', open(facts, 'telemetry')])
      : table(
          ['Requirement', 'Asked for in', 'Signal', 'Metric', 'Alarms', 'Dashboards'],
          judgeTelemetry(telemetry, facts.plan).map(({ id, source, signal, namespace, metricName, alarmed, shown }): readonly Text[] => {
            const isGap = alarmed.length === 0 && shown.length === 0;
            const orNone = (names: readonly string[]) => (isGap ? open(facts, 'unobserved') : names.join(', ') || 'none');
            return [id, source, signal, code(`${namespace} ${metricName}`), orNone(alarmed), orNone(shown)];
          }),
        ),
  ];
}

/** Questions that are gaps of observation. */
const GAPS = ['unprotected', 'telemetry', 'unobserved', 'missing-dashboards', 'unwatched-baselines', 'deployed', 'limits', 'use-of-capacity', 'game-days'];

function gapBlocks(facts: HandoverFacts): readonly Block[] {
  const gaps = facts.questions.filter(({ id }) => GAPS.includes(id));
  return [
    paragraph(['Each with its owner and the day by which it is closed: ', linkTo('open questions', 'open-questions'), '.']),
    list(gaps.map(({ id, question, due }) => [open(facts, id), `, by ${due}: ${question}`])),
  ];
}

/** What is measured, and what is not. `initial` while gaps are open. Requirements 001-03, 001-13, 001-14. */
export function observabilityStatusDocument(facts: HandoverFacts): HandoverDocument {
  const isComplete = !facts.questions.some(({ id }) => GAPS.includes(id));
  return {
    id: 'observability-status',
    title: 'Observability status',
    sections: [
      {
        heading: 'Coverage',
        blocks: [
          paragraph(`Status: ${isComplete ? 'complete' : 'initial; gaps are open'}. ${coverageLine(facts)}`),
          coverageTable(facts),
          ...protectionBlocks(facts),
          ...telemetryBlocks(facts),
        ],
      },
      { heading: 'Dashboards', blocks: dashboardBlocks(facts) },
      { heading: 'Alert health', blocks: healthBlocks(facts) },
      ...(isComplete ? [] : [{ heading: 'Gaps', blocks: gapBlocks(facts) }]),
    ],
  };
}
