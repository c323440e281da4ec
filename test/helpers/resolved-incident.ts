import type { PostmortemContent } from '../../lib/incident/lifecycle/incident-event';
import { MINUTE_MS } from '../../lib/time/time';
import { OPENED_AT } from './incidents';
import { shopAlarm, type Happening } from './shop-incidents';

/** The alarm is over after thirty minutes. */
export const OVER: Happening = [30, shopAlarm('shop-prod-web-availability-s0', 'OK', OPENED_AT + 30 * MINUTE_MS)];

/** Acknowledged by ana after four minutes, over after thirty, resolved by her after forty. */
export const RESOLVED: readonly Happening[] = [
  [4, { kind: 'acknowledge', by: 'ana', via: 'cli' }],
  OVER,
  [40, { kind: 'resolve', by: 'ana', resolution: 'rolled back' }],
];

const POSTMORTEM: PostmortemContent = {
  overview: 'nobody could order',
  timeline: '03:10 first page',
  rootCause: 'the cache was switched off | by a script',
  lessons: 'the runbook did not name the switch',
  actions: [
    { what: 'take the switch out', owner: 'engineering', dueAt: Date.UTC(2026, 2, 20, 17), kind: 'prevent', status: 'open' },
    { what: 'name the switch', owner: 'chiara', dueAt: Date.UTC(2026, 2, 12, 17), kind: 'mitigate', status: 'open' },
  ],
};

/** The same, with its postmortem filed after an hour; its two actions are due four and twelve days later. */
export const FILED: readonly Happening[] = [...RESOLVED, [60, { kind: 'file postmortem', by: 'ana', postmortem: POSTMORTEM }]];
