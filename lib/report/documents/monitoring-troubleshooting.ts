import { FAULT_ACTIONS } from '../../incident/message/fault-message';
import { ENGINE_LOG_CODES } from '../../incident/use-cases/engine-log';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { ledgerAlarmsOf } from '../../plan/budget-plan';
import { madeFrom, markdownTable } from './markdown';
import { PAGING_FAULTS } from './paging-faults';

/** What to do when monitoring itself is in trouble. Requirement 002-37. */
export function monitoringTroubleshooting(plan: OperationsPlan): string {
  const lines = [
    ...madeFrom('When monitoring itself is in trouble', plan),
    'First: would somebody be paged right now? The dashboards of operations and incidents show heartbeats and canaries. Without them, watch the alarms yourself and call people by telephone.',
    '',
    '## A graph or a figure is empty',
    '',
    ...markdownTable(['What is empty', 'Look at'], EMPTY),
    '',
    ...alarmLines(plan),
    '## What can go wrong, and how it shows',
    '',
    'Each of these is played by tests and game days under the id that stands beside it.',
    '',
    ...markdownTable(
      ['Fault', 'How it shows', 'Check', 'Played as'],
      PAGING_FAULTS.map(({ fault, shows, check, ids }) => [fault, shows, check, ids.join(', ')]),
    ),
    '',
    ...(plan.incidents === undefined
      ? []
      : [
          '## What the watchdog is notified of',
          '',
          ...markdownTable(
            ['Fault', 'To do'],
            Object.entries(FAULT_ACTIONS).map(([code, action]) => [code, action]),
          ),
          '',
          '## What the engine writes to its log',
          '',
          `The log of the function \`${plan.incidents.names.engine}\` has JSON, an object a line, with \`code\`:`,
          '',
          ...markdownTable(
            ['Code', 'What it means'],
            Object.entries(ENGINE_LOG_CODES).map(([code, meaning]) => [code, meaning]),
          ),
          '',
        ]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

const EMPTY: readonly (readonly string[])[] = [
  [
    'everything of one service',
    'whether it gets requests at all; whether its resource was replaced or renamed since the last deployment of day2; the alarm on its silence',
  ],
  ['an error budget', 'the alarms on the budget ledger; whether the window is young: for the first day nothing is judged'],
  ['figures of how fast people were', 'nothing: a severity without an incident has none'],
  ['open incidents, updates, postmortems', 'heartbeats: the engine publishes them only in a minute in which all went well'],
  ['what the account is charged', 'whether billing alerts are switched on in the preferences of billing; the metric is in us-east-1 only'],
  ['findings of security services', 'nothing, if there were none; else whether the service is enabled, and the rule'],
  ['the whole dashboard', 'the account and the role you are signed in with: the dashboard is there, and the metrics may be in another account'],
];

/** Every alarm on paging and on budgets, with the reason that stands in it. */
function alarmLines(plan: OperationsPlan): readonly string[] {
  const ledgers = plan.regions.flatMap(({ region, errorBudget }) =>
    (errorBudget === undefined ? [] : ledgerAlarmsOf(errorBudget)).map(({ name, reason }) => [`\`${name}\` in ${region}`, reason, 'budget-ledger'] as const),
  );
  const { incidents } = plan;
  const paging =
    incidents === undefined
      ? []
      : [
          ...incidents.pagingAlarms.map(({ name, region, reason }) => [`\`${name}\` in ${region}`, reason, 'incident-engine'] as const),
          ...[incidents.watchdog.alarm, incidents.watchdog.canary.alarm].map(
            ({ name, reason }) => [`\`${name}\` in ${incidents.watchdog.region}`, reason, 'incident-engine'] as const,
          ),
          ...incidents.regions.map(({ region, silenceAlarm: { name, reason } }) => [`\`${name}\` in ${region}`, reason, 'incident-engine'] as const),
        ];
  return [
    '## An alarm on monitoring is red',
    '',
    ...markdownTable(
      ['Alarm', 'What it says', 'Runbook'],
      [...paging, ...ledgers].map(([alarm, reason, runbook]) => [alarm, reason, `\`${runbook}\``]),
    ),
    '',
  ];
}
