import { wakesSomebody } from '../../incident/severity';
import type { DashboardDraft } from '../dashboard';
import type { DashboardFacts } from '../facts';
import { GRID_COLUMNS } from '../limits';
import { runbookPage, runsPage } from '../links';
import { figureMeans, openGraph, openNumbers, owedNumbers, pagingGraph } from '../sections/incidents';
import { alarmWidgets, textWidget } from '../widgets';

/** For whoever has an incident, leads one, or looks back: what is open, what is owed, how fast people were. Undefined without an incident engine. Requirement 003-22. */
export function incidentsDashboard(facts: DashboardFacts): DashboardDraft | undefined {
  const { paging, services } = facts;
  if (paging === undefined) return undefined;
  const size = { width: 12, height: 4 };
  const heals = services.some(({ objectives }) => objectives.some(({ healsItself }) => healsItself));
  return {
    id: 'incidents',
    title: 'Incidents',
    purpose:
      'For whoever has an incident, leads one, or looks back at one: what is open, what is owed to others, how fast people were, and whether paging works.',
    start: '-P1D',
    variables: [],
    lines: [
      [openNumbers(facts, paging, { width: 16, height: 5 }), owedNumbers(facts, { width: 8, height: 5 })],
      [
        textWidget(
          {
            title: 'You were paged',
            description: 'What whoever was paged does first.',
            width: GRID_COLUMNS,
            height: 5,
          },
          [
            `1. Say "I have it": start ${runbookPage(facts, paging.acknowledgeRunbook)} with the id of the incident, or run \`day2 incident ack ID\`. Until somebody does, the next tier is paged.`,
            '2. Read what is known: `day2 incident show ID`. Start the runbook that the page names; its first run is a dry run.',
            '3. Let others know: `day2 incident update ID`. When it is over: `day2 incident resolve ID`.',
            '',
            `What ran: ${runsPage(facts)}.`,
          ],
        ),
      ],
      ...alarmWidgets(
        {
          title: 'Alarms that wake somebody (S0, S1)',
          description: 'Somebody is paged for each red one, at any hour. The alarm that changed last stands first.',
        },
        services
          .flatMap(({ objectives, measures }) => [...objectives, ...measures].flatMap(({ alarms }) => alarms))
          .filter(({ severity }) => wakesSomebody(severity)),
      ).map((widget) => [widget]),
      [openGraph(facts, paging, { width: 12, height: 6 }), pagingGraph(facts, paging, { width: 12, height: 6 })],
      [
        figureMeans(facts, paging, 'SecondsToAcknowledge', {
          title: 'Minutes until somebody had it, mean of 30 days',
          description: 'Time from the beginning of an incident to its first acknowledgement, by severity. A severity without a number had no incident.',
          ...size,
        }),
        figureMeans(facts, paging, 'SecondsToResolve', {
          title: 'Minutes until it was over, mean of 30 days',
          description: 'Time from the beginning of an incident to its resolution, by severity.',
          ...size,
        }),
      ],
      [
        figureMeans(facts, paging, 'AckWithinTarget', {
          title: 'Acknowledged in time, %, 30 days',
          description: 'The share of incidents that somebody acknowledged before the next tier had to be paged.',
          ...size,
        }),
        ...(heals
          ? [
              figureMeans(facts, paging, 'AutoHealMttrSeconds', {
                title: 'Minutes of what healed by itself, mean of 30 days',
                description: 'How long incidents lasted that a runbook ended before anybody was paged. A severity without a number had none.',
                ...size,
              }),
            ]
          : []),
      ],
      ...alarmWidgets(
        {
          title: 'Alarms on paging itself',
          description:
            'The alarms that watch the way from an alarm to people. A red one means that somebody may not be notified: notify the people on call yourself, then start the runbook incident-engine.',
        },
        paging.alarms,
      ).map((widget) => [widget]),
    ],
  };
}
