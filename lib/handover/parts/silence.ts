import { ENGINE_RUNBOOK } from '../../incident/lifecycle/engine-policy';
import type { IncidentPlan } from '../../plan/incident-plan';
import { code, joined, paragraph, table, type Block, type Text } from '../document';
import type { HandoverFacts } from '../facts';
import { runbookLink } from '../input';

/** Alarms that notify people by themselves while nobody is paged any more: whoever gets one finds here what it is. */
export function silenceBlocks(facts: HandoverFacts, { regions, watchdog }: IncidentPlan): readonly Block[] {
  const fallbacks = regions.flatMap(({ region, fallbackAlarms, fallbackTopic }) =>
    fallbackAlarms.map(({ name, description }): readonly Text[] => [code(name), description, code(fallbackTopic.name), region]),
  );
  const watched = [watchdog.alarm, watchdog.canary.alarm].map(({ name, reason }): readonly Text[] => [
    code(name),
    reason,
    code(watchdog.topicName),
    watchdog.region,
  ]);
  const people = joined([...new Set(watchdog.subscriptions.map(({ person }) => person))]);
  return [
    paragraph([
      'These come from CloudWatch itself, not from day2: there is no incident behind them, nothing escalates, and nobody can acknowledge one. Start from ',
      runbookLink(facts, ENGINE_RUNBOOK),
      ', and look at the alarms of the services by hand until paging is back. The watchdog notifies ',
      ...(Array.isArray(people) ? people : [people]),
      '.',
    ]),
    table(['Alarm', 'Fires when', 'Topic', 'Region'], [...watched, ...fallbacks]),
  ];
}
