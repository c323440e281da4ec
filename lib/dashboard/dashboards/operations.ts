import { wakesSomebody } from '../../incident/severity';
import type { DashboardDraft, WidgetDraft } from '../dashboard';
import type { DashboardFacts, ShownAlarm } from '../facts';
import { GRID_COLUMNS } from '../limits';
import { runbookPage, runsPage } from '../links';
import { closedTimesLine } from '../sections/closed-times';
import { openNumbers, owedNumbers, pagingGraph } from '../sections/incidents';
import { badShareGraph, partsByRegion, volumeGraph } from '../sections/service-levels';
import { alarmWidgets, textWidget } from '../widgets';

/** For whoever is on call: what is wrong, does paging work, where are the runbooks, what is closed. Requirement 002-29. */
export function operationsDashboard(facts: DashboardFacts): DashboardDraft {
  const { services, paging } = facts;
  const alarms = services.flatMap(({ objectives, measures }) => [...objectives, ...measures].flatMap((each) => each.alarms));
  return {
    id: 'operations',
    title: 'Operations',
    purpose: 'For whoever is on call: what is wrong right now, since when, what to start from, and whether paging itself works.',
    start: '-PT8H',
    variables: [],
    lines: [
      ...(paging === undefined
        ? []
        : [
            [
              openNumbers(facts, paging, { width: 9, height: 6 }),
              owedNumbers(facts, { width: 5, height: 6 }),
              pagingGraph(facts, paging, { width: 10, height: 6 }),
            ],
          ]),
      ...alarmLines(
        'Alarms that wake somebody (S0, S1)',
        'Somebody is paged for each red one, at any hour.',
        alarms.filter(({ severity }) => wakesSomebody(severity)),
      ),
      ...alarmLines(
        'Alarms that wait (S2 to S4)',
        'Red ones are worked on in their time: S2 within an hour, S3 on the next business day, S4 is information.',
        alarms.filter(({ severity }) => !wakesSomebody(severity)),
      ),
      ...(paging === undefined
        ? []
        : alarmWidgets(
            {
              title: 'Alarms on paging itself',
              description:
                'The alarms that watch the way from an alarm to people: engine, rule, queues, deliveries, watchdog, canary. A red one means that somebody may not be notified: notify the people on call yourself, then start the runbook incident-engine.',
            },
            paging.alarms,
          ).map((widget) => [widget])),
      [runbooksText(facts)],
      ...services.flatMap((service) =>
        partsByRegion(facts, service).map((part) => {
          const size = { width: 12, height: 6 };
          const volume = volumeGraph(part, size);
          return [badShareGraph(part, size), ...(volume === undefined ? [] : [volume])];
        }),
      ),
      closedTimesLine(facts),
    ],
  };
}

function alarmLines(title: string, meaning: string, alarms: readonly ShownAlarm[]): readonly (readonly WidgetDraft[])[] {
  const description = `${meaning} The alarm that changed last stands first. An alarm without data is grey: look for the reason, it is not healthy.`;
  return alarmWidgets({ title, description }, alarms).map((widget) => [widget]);
}

/** What to start from, by service. */
function runbooksText(facts: DashboardFacts): WidgetDraft {
  const { services, paging } = facts;
  const lines = services.map(({ title, objectives, measures }) => {
    const runbooks = [...new Set([...objectives.map(({ runbook }) => runbook), ...measures.flatMap(({ alarms }) => alarms.map(({ runbook }) => runbook))])];
    return `- **${title}**: ${runbooks.map((runbook) => runbookPage(facts, runbook)).join(', ')}`;
  });
  return textWidget(
    {
      title: 'Runbooks',
      description:
        'The runbooks that the alarms of each service name, and where runs of them are listed. Every runbook does a dry run first unless somebody says otherwise.',
      width: GRID_COLUMNS,
      height: 3 + Math.ceil(lines.length / 2),
    },
    [
      ...(paging === undefined ? [] : [`Somebody has to say "I have it": ${runbookPage(facts, paging.acknowledgeRunbook)}. What ran: ${runsPage(facts)}.`, '']),
      ...lines,
    ],
  );
}
