import { formatDelay } from '../../incident/lifecycle/delay';
import { SEVERITIES } from '../../incident/severity';
import { formatDurationSeconds } from '../../time/time';
import { code, diagram, linkTo, list, paragraph, steps, table, type Block, type HandoverDocument, type Inline, type Text } from '../document';
import { open, type HandoverFacts } from '../facts';
import { ownerTitle, serviceTitle } from '../input';
import { lastBudgetText } from '../parts/budgets';
import { servicesDiagram } from '../parts/services-diagram';
import { referencesTable } from './runbook-inventory';

/** Where something is said, and who is notified. */
function channelsTable({ plan }: HandoverFacts): Block {
  const { chat, pagers = [], incidents } = plan;
  const rows: readonly (readonly Text[])[] = [
    ...chat.map(({ channelName, severities, tenantParameter }) => [
      `#${channelName}`,
      tenantParameter === undefined ? 'Slack' : 'Teams',
      severities.join(', '),
      'whoever is in the channel',
    ]),
    ...[...pagers, ...(incidents?.pagers ?? [])].map(({ id, severities }) => [id, 'pager', severities.join(', '), 'whoever is on call there']),
    ...(incidents === undefined ? [] : [['pages', 'the channels of each person', severitiesPaged(incidents.tierTopics), 'whoever is on call, tier by tier']]),
    ['day2 incident declare', 'command line', 'any', 'whoever is on call, as if an alarm had fired'],
  ];
  return table(['Channel', 'What it is', 'Severities', 'Who is notified'], rows);
}

function severitiesPaged(topics: readonly { readonly severity: string }[]): string {
  return [...new Set(topics.map(({ severity }) => severity))].sort().join(', ');
}

/** From request to answer. */
function intakeSteps({ model }: HandoverFacts): readonly Text[] {
  const { onCall } = model;
  const answered = SEVERITIES.flatMap((severity) => {
    const within = onCall?.escalation.severities[severity].acknowledgeWithin;
    return within === undefined ? [] : [`${severity} within ${formatDelay(within)}`];
  });
  const updates = SEVERITIES.flatMap((severity) => {
    const every = onCall?.escalation.severities[severity].updateEverySeconds;
    return every === undefined ? [] : [`${severity} every ${formatDurationSeconds(every)}`];
  });
  return [
    ['Find the severity in the ', linkTo('matrix', 'severity-matrix'), '; in doubt the more severe one.'],
    `Acknowledge it: ${answered.join(', ')}.`,
    ['Start from the runbook of the page, or from the guides ', linkTo('below', 'support-playbook', 'Guides'), '.'],
    `Write what is known: ${updates.join(', ')}; otherwise when something changes.`,
    'Say what was done. An incident that owes more is closed when that is done, too.',
  ];
}

/** Whom to ask outside; how they are reached stands where the text says. */
function outsideBlocks(facts: HandoverFacts): readonly Block[] {
  const contacts = facts.model.onCall?.externalContacts ?? [];
  if (contacts.length > 0)
    return [
      table(
        ['Who', 'Reached by'],
        contacts.map(({ title, reachedBy }) => [title, reachedBy]),
      ),
    ];
  return [paragraph(['Nobody outside is named. ', open(facts, facts.model.onCall === undefined ? 'on-call' : 'external-contacts')])];
}

/** Who answers for each service. */
function servicesTable(facts: HandoverFacts): Block {
  return table(
    ['Service', 'Answers for it', 'Cannot work without'],
    facts.model.services.map(({ title, owner, dependsOn = [] }) => [
      title,
      ownerTitle(facts, owner),
      dependsOn.map((id) => serviceTitle(facts, id)).join(', ') || 'nothing here',
    ]),
  );
}

/** What no document can say, because it changes by the hour, and which command says it. */
function standBlock(facts: HandoverFacts): Block {
  const {
    model: { environment },
    plan,
  } = facts;
  const of = (what: string, command: string, ...more: readonly Inline[]): Text => [`${what}: `, code(`${command} --env ${environment}`), ...more];
  return list([
    of('What is wrong', 'day2 incident list'),
    of('Who is on call', 'day2 oncall', ', and for the coming weeks the ', linkTo('roster', 'on-call-roster')),
    of('How much of each error budget is left', 'day2 slo status', ...lastBudgetText(facts)),
    of('Whether a service may be deployed now', 'day2 gate', '; when changes are frozen is in the ', linkTo('maintenance calendar', 'maintenance-calendar')),
    of('Whether what is planned is deployed and alive', 'day2 verify'),
    ...(plan.dashboards.length === 0 ? [] : [['What it looks like: ', linkTo('dashboards', 'observability-status', 'Dashboards')] satisfies Text]),
  ]);
}

/** Channels, intake, services, outside help and guides. Requirements 004-01 to 004-16. */
export function supportPlaybookDocument(facts: HandoverFacts): HandoverDocument {
  const services = servicesDiagram(facts);
  return {
    id: 'support-playbook',
    title: 'Support playbook',
    sections: [
      { heading: 'Channels', blocks: [channelsTable(facts)] },
      {
        heading: 'From request to answer',
        blocks: facts.model.onCall === undefined ? [paragraph(['Nobody is on call. ', open(facts, 'on-call')])] : [steps(intakeSteps(facts))],
      },
      { heading: 'Services', blocks: [...(services === undefined ? [] : [diagram(services)]), servicesTable(facts)] },
      { heading: 'How things stand now', blocks: [standBlock(facts)] },
      { heading: 'Outside help', blocks: outsideBlocks(facts) },
      {
        heading: 'Guides',
        blocks: [
          ...(facts.references.length === 0 ? [] : [referencesTable(facts)]),
          list([
            ['All runbooks: ', linkTo('runbook inventory', 'runbook-inventory')],
            ['Who is on call: ', linkTo('roster', 'on-call-roster')],
          ]),
        ],
      },
    ],
  };
}
