import { formatDelay } from '../../incident/lifecycle/delay';
import type { SeverityPolicy } from '../../incident/lifecycle/escalation-policy';
import { CHECKLIST_ITEMS, type ChecklistItem } from '../../incident/lifecycle/incident-event';
import { COMMUNICATION_KINDS, communicationTemplates } from '../../incident/message/communication-templates';
import { SEVERITIES, wakesSomebody } from '../../incident/severity';
import { formatDurationSeconds } from '../../time/time';
import { code, linkTo, list, paragraph, steps, subheading, table, type Block, type HandoverDocument, type Text } from '../document';
import { isOpen, open, type HandoverFacts } from '../facts';
import { roleTitle, runbookLink } from '../input';
import { ROLLBACK_RUNBOOK } from '../open-questions';
import { alarmsOf } from '../parts/alarms';
import { dashboardInline } from '../parts/dashboard-link';
import { silenceBlocks } from '../parts/silence';
import { turnBlocks } from './on-call-roster';
import { escalationTable } from './severity-matrix';

/** What whoever is paged does first: take it, look, start the runbook, tell the others, get help. */
function firstSteps(facts: HandoverFacts): readonly Text[] {
  const { model } = facts;
  const severities = model.onCall!.escalation.severities;
  const waking = SEVERITIES.filter((severity) => wakesSomebody(severity));
  const times = (of: (policy: SeverityPolicy) => string | undefined) => waking.flatMap((severity) => of(severities[severity]) ?? []).join(', ');
  const within = times(({ severity, acknowledgeWithin }) =>
    acknowledgeWithin === undefined ? undefined : `${severity} within ${formatDelay(acknowledgeWithin)}`,
  );
  const every = times(({ severity, updateEverySeconds }) =>
    updateEverySeconds === undefined ? undefined : `${severity} every ${formatDurationSeconds(updateEverySeconds)}`,
  );
  const dashboard = facts.plan.dashboards.find(({ id }) => id === 'incidents');
  return [
    [
      'Say "I have it": start ',
      runbookLink(facts, 'acknowledge-incident'),
      ', which the page leads to, or run ',
      code('day2 incident ack ID --by NAME'),
      `, with your short name in the roster: ${within}. Until somebody does, the next tier is paged.`,
    ],
    [
      'Look what is known: ',
      code('day2 incident show ID'),
      ...(dashboard === undefined ? [] : [', and the dashboard ', dashboardInline(facts, dashboard.name)]),
      '. Was something released just before? Then take it back first: ',
      linkTo('Rollback', 'incident-response', 'Rollback'),
      '.',
    ],
    [
      'Start the runbook that the page names: ',
      code(`day2 runbook start RUNBOOK --env ${model.environment} --parameter IncidentId=ID`),
      ', or the link of the page. Its first run changes nothing and says what it would do. By alarm: ',
      linkTo('Alert thresholds', 'incident-response', 'Alert thresholds'),
      '.',
    ],
    ['Let the others know: ', code('day2 incident update ID --by NAME'), every === '' ? '.' : `, ${every}, also when nothing is new.`],
    [
      'Alone with it, or stuck? Nobody has to be: who is paged next is in the ',
      linkTo('escalation paths', 'incident-response', 'Escalation paths'),
      ', who helps from outside in the ',
      linkTo('support playbook', 'support-playbook', 'Outside help'),
      '.',
    ],
    [
      'Over? ',
      code('day2 incident resolve ID --by NAME'),
      ' with what was done; it is refused while an alarm is on. What is owed then: ',
      linkTo('Afterwards', 'incident-response', 'Afterwards'),
      '.',
    ],
  ];
}

/** Every alarm that notifies somebody. */
function thresholdTable(facts: HandoverFacts): Block {
  return table(
    ['Severity', 'Watches', 'Fires when', 'Runbook', 'Region', 'Alarm'],
    alarmsOf(facts.plan).map(({ severity, watches, firesWhen, runbook, region, name }) => [
      severity,
      watches,
      firesWhen,
      runbookLink(facts, runbook),
      region,
      code(name),
    ]),
  );
}

/** Texts of each severity, once where severities share them. */
function templateBlocks({ model: { onCall } }: HandoverFacts): readonly Block[] {
  if (onCall === undefined) return [];
  const templates = communicationTemplates(onCall.escalation);
  return COMMUNICATION_KINDS.flatMap((kind) => {
    const ofKind = templates.filter((template) => template.kind === kind);
    const written = [...new Set(ofKind.flatMap((template) => ('none' in template ? [] : [`${template.subject}\n\n${template.text}`])))];
    const severities = (text: string) =>
      ofKind.filter((template) => !('none' in template) && `${template.subject}\n\n${template.text}` === text).map(({ severity }) => severity);
    if (written.length === 0) return [];
    return [
      subheading(`${kind}: ${ofKind[0]!.audience}`),
      ...written.flatMap((text): Block[] => [paragraph(`${severities(text).join(', ')}:`), { kind: 'verbatim', text }]),
    ];
  });
}

const ITEM_TEXTS: Readonly<Record<ChecklistItem, string>> = {
  report: 'the report of the incident is stored',
  'telemetry-snapshot': 'the telemetry of the incident is archived',
  'lessons-shared': 'what was learnt is shared with whoever operates',
  'follow-ups': 'what follows is in the list of tasks, with an owner',
  documentation: 'documents say what was learnt, or why nothing has to change',
  postmortem: 'the postmortem is filed',
};

/** What an incident owes before it can be closed. */
function afterwards(facts: HandoverFacts): readonly Block[] {
  const { onCall } = facts.model;
  if (onCall === undefined) return [paragraph(['Nobody is on call. ', open(facts, 'on-call')])];
  const { postmortem, severities } = onCall.escalation;
  const required = SEVERITIES.filter((severity) => severities[severity].postmortem === 'required');
  return [
    paragraph(`Closing is refused until this is done. The postmortem is owed for ${required.join(' and ')}, by the worst an incident ever was.`),
    list(CHECKLIST_ITEMS.map((item) => [code(item), `: ${ITEM_TEXTS[item]}`])),
    paragraph([code('day2 incident report ID'), ' writes what is filed; ', code('day2 incident checklist done ID ITEM --by NAME'), ' ticks an item off.']),
    list([
      `A draft of the postmortem is due ${formatDurationSeconds(postmortem.draftSeconds)} after the resolution, the postmortem itself ${formatDurationSeconds(postmortem.dueSeconds)} after it.`,
      `${postmortem.owners.map((role) => roleTitle(facts, role)).join(', ')} is reminded after ${postmortem.reminderSeconds.map(formatDurationSeconds).join(', ')}; ${postmortem.lead.map((role) => roleTitle(facts, role)).join(', ')} is notified of a breach, again every ${formatDurationSeconds(postmortem.overdueEverySeconds)}.`,
    ]),
  ];
}

function rollbackBlocks(facts: HandoverFacts): readonly Block[] {
  if (isOpen(facts, 'rollback')) return [paragraph(['No runbook takes a release back. ', open(facts, 'rollback')])];
  const severe = alarmsOf(facts.plan).filter(({ severity }) => wakesSomebody(severity)).length;
  return [
    paragraph([
      `Where a release is the cause, it is taken back first and understood later: `,
      runbookLink(facts, ROLLBACK_RUNBOOK),
      `, for each of the ${severe} alarms of S0 and S1. It needs an approval; a freeze and a spent budget do not hold it.`,
    ]),
  ];
}

/** What to do when something is wrong. Requirements 001-06 to 001-12. */
export function incidentResponseDocument(facts: HandoverFacts): HandoverDocument {
  const { onCall } = facts.model;
  const ofPeople = (blocks: () => readonly Block[]) => (onCall === undefined ? [paragraph(['Nobody is on call. ', open(facts, 'on-call')])] : blocks());
  return {
    id: 'incident-response',
    title: 'Incident-response playbook',
    sections: [
      { heading: 'The first five minutes', blocks: ofPeople(() => [steps(firstSteps(facts))]) },
      { heading: 'Runbooks', blocks: [paragraph(['A page names its runbook. All of them: ', linkTo('runbook inventory', 'runbook-inventory'), '.'])] },
      { heading: 'Escalation paths', blocks: ofPeople(() => [escalationTable(facts)]) },
      { heading: 'On-call rotations', blocks: ofPeople(() => turnBlocks(facts)) },
      { heading: 'Communication', blocks: ofPeople(() => templateBlocks(facts)) },
      { heading: 'Rollback', blocks: rollbackBlocks(facts) },
      { heading: 'Afterwards', blocks: afterwards(facts) },
      ...(facts.plan.incidents === undefined ? [] : [{ heading: 'When paging itself is silent', blocks: silenceBlocks(facts, facts.plan.incidents) }]),
      {
        // Last: it is looked something up in, and longer than everything else.
        heading: 'Alert thresholds',
        blocks: [
          paragraph(['All alarms that notify somebody. What each severity means: ', linkTo('severity matrix', 'severity-matrix'), '.']),
          thresholdTable(facts),
        ],
      },
    ],
  };
}
