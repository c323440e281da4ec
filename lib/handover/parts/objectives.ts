import { windowDays } from '../../dashboard/objective-text';
import type { Objective, Service } from '../../model/model';
import { formatDurationMinutes, MINUTES_PER_DAY } from '../../time/time';
import { code, list, paragraph, subheading, table, type Block, type Text } from '../document';
import { isOpen, open, type HandoverFacts } from '../facts';
import { budgetBlocks } from './budgets';

/** Objectives with their budgets, and what the state of a budget means for changes. */
export function objectiveBlocks(facts: HandoverFacts): readonly Block[] {
  const objectives = facts.model.services.flatMap((service) => service.objectives.map((objective) => ({ service, objective })));
  const policies = new Map(objectives.map(({ objective }) => [JSON.stringify(objective.budget.policy), objective]));
  return [
    table(
      ['Objective', 'Kind', 'Target', 'Within', 'Window', 'Error budget', 'Promised to customers', 'When it is missed'],
      objectives.map(({ service, objective }) => objectiveRow(facts, service, objective)),
    ),
    paragraph(
      'An error budget is the time for which everything may fail in its window; while a tenth of all requests fails, it is spent ten times slower. Of a calendar unit it is that of the longest.',
    ),
    subheading('What is left'),
    ...budgetBlocks(facts),
    subheading('Error budgets and changes'),
    paragraph(['What is left of a budget decides whether a change may go out: ', code('day2 gate'), ' answers, and pipelines ask it.']),
    ...[...policies.values()].map((objective) => gateList(objective)),
  ];
}

function objectiveRow(facts: HandoverFacts, { id }: Service, objective: Objective): readonly Text[] {
  const { kind, targetPercent, thresholdMs, budget, sla, impact } = objective;
  const days = windowDays(budget.window);
  const promised =
    sla === undefined ? (isOpen(facts, 'service-level-agreements') ? open(facts, 'service-level-agreements') : 'nothing') : `${sla.targetPercent} %`;
  return [
    `${id}/${objective.id}`,
    kind,
    `${targetPercent} %`,
    thresholdMs === undefined ? 'does not apply' : formatDurationMinutes(thresholdMs / 60_000),
    budget.window.kind === 'rolling' ? `${days} days, rolling` : `a ${budget.window.unit}`,
    `${Number((((100 - targetPercent) / 100) * days * MINUTES_PER_DAY).toPrecision(12))} minutes`,
    promised,
    impact,
  ];
}

function gateList({ budget: { policy } }: Objective): Block {
  const left = (share: number) => `${Number((share * 100).toPrecision(12))} %`;
  return list([
    `less than ${left(policy.cautionBelow)} left: whoever changes something is notified`,
    `less than ${left(policy.restrictedBelow)} left: one approval by whoever answers for changes`,
    `${left(policy.frozenAt)} left or less: frozen, but for security fixes, rollbacks and the fix of the incident`,
    `one incident that spent more than ${left(policy.incidentShare)}: frozen until its postmortem is filed`,
    `measured for less than ${left(policy.coverageLimit)} of the time: unknown, which is never taken for healthy`,
  ]);
}
