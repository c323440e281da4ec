import { SEVERITIES } from '../../incident/severity';
import type { Diagram } from '../../page/diagram';
import { formatDurationSeconds } from '../../time/time';
import { code, diagram, linkTo, paragraph, steps, subheading, type Block, type HandoverDocument, type Text } from '../document';
import type { HandoverFacts } from '../facts';
import { roleTitle } from '../input';
import { alarmsOf } from '../parts/alarms';

/** The way of an alarm through the five phases. */
function triageDiagram({ model, plan }: HandoverFacts): Diagram {
  const severities = SEVERITIES.filter((severity) => alarmsOf(plan).some((alarm) => alarm.severity === severity));
  const ends = (severity: (typeof SEVERITIES)[number]) => model.onCall?.escalation.severities[severity].postmortem ?? 'none';
  const owed = severities.filter((severity) => ends(severity) === 'required');
  return {
    title: 'From an alarm to what is learnt from it',
    nodes: [
      { id: 'ingest', text: `ingest: ${alarmsOf(plan).length} alarms, findings, people` },
      { id: 'classify', text: 'classify: the worst alarm decides', isDecision: true },
      ...severities.map((severity) => ({ id: `act_${severity}`, text: `act: ${firstTier(model, severity)}` })),
      { id: 'resolve', text: 'resolve: what was done is written down' },
      ...(owed.length > 0 ? [{ id: 'postmortem', text: `postmortem: ${postmortemTime(model)}` }] : []),
      { id: 'closed', text: 'closed' },
    ],
    edges: [
      { from: 'ingest', to: 'classify' },
      ...severities.map((severity) => ({ from: 'classify', to: `act_${severity}`, text: severity })),
      ...severities.map((severity) => ({ from: `act_${severity}`, to: 'resolve' })),
      ...(owed.length > 0 ? [{ from: 'resolve', to: 'postmortem', text: owed.join(', ') }] : []),
      { from: 'resolve', to: 'closed', text: 'everything else' },
      ...(owed.length > 0 ? [{ from: 'postmortem', to: 'closed' }] : []),
    ],
  };
}

function firstTier(model: HandoverFacts['model'], severity: (typeof SEVERITIES)[number]): string {
  const tier = model.onCall?.escalation.severities[severity].tiers[0];
  if (tier === undefined) return 'nobody is paged';
  return tier.roles.map((role) => roleTitle({ model }, role)).join(', ');
}

function postmortemTime({ onCall }: HandoverFacts['model']): string {
  return onCall === undefined ? 'not known' : `within ${formatDurationSeconds(onCall.escalation.postmortem.dueSeconds)}`;
}

/** Each phase in a sentence. */
function phases({ model, plan }: HandoverFacts): readonly Text[] {
  const { onCall } = model;
  const due = postmortemTime(model);
  return [
    [
      'ingest: an alarm that goes on, a finding of a security service, or a person with ',
      code('day2 incident declare'),
      ' opens an incident; alarms of one service share it.',
    ],
    'classify: the most severe alarm of an incident decides; an alarm that joins may raise it, and a person may change it with a reason.',
    `act: whoever is on call is paged, acknowledges, and starts the runbook that the page names. ${plan.runbooks.length} runbooks are deployed.`,
    ['resolve: whoever has it says what was done; without that it is not resolved. See ', linkTo('Status updates', 'incident-response', 'Communication'), '.'],
    onCall === undefined
      ? 'postmortem: by whom is not known, because nobody is on call.'
      : `postmortem: ${due} after the resolution, with root cause, lessons and actions that have an owner.`,
  ];
}

/** Diagram and phases. */
export function triageBlocks(facts: HandoverFacts): readonly Block[] {
  return [paragraph('From something that happens to what is learnt from it:'), diagram(triageDiagram(facts)), subheading('The phases'), steps(phases(facts))];
}

/** How an alarm becomes an incident, and what becomes of that. Requirement 000-04. */
export function triageWorkflowDocument(facts: HandoverFacts): HandoverDocument {
  return { id: 'triage-workflow', title: 'Triage workflow', sections: [{ heading: 'Triage workflow', blocks: triageBlocks(facts) }] };
}
