import { reduceIncident } from '../../../lib/incident/lifecycle/reduce-incident';
import { informSentence } from '../../../lib/incident/message/inform-reasons';
import { MINUTE_MS } from '../../../lib/time/time';
import { anIncident, OPENED_AT } from '../../helpers/incidents';
import { informFacts } from '../../helpers/message-facts';

const due = OPENED_AT + 30 * MINUTE_MS;
const late = due + 2_000;
const { incident } = reduceIncident(anIncident({ updateClock: { dueAt: due, missed: 0 } }), { kind: 'tick' }, { now: late });

test('the reminder of a missed update names when that one was due, not when the next one is', () => {
  expect(incident.updateClock).toMatchObject({ dueAt: due + 30 * MINUTE_MS, missedAt: due, missed: 1 });
  expect(informSentence(informFacts({ incident, reason: 'update due', now: late }))).toBe('a status update is due at 03:40 UTC');
  expect(informSentence(informFacts({ incident, reason: 'update overdue', now: due + 10 * MINUTE_MS }))).toBe('the status update is overdue since 03:40 UTC');
});

test('after more than one missed cadence it is the last one', () => {
  const { incident: later } = reduceIncident(anIncident({ updateClock: { dueAt: due, missed: 0 } }), { kind: 'tick' }, { now: due + 65 * MINUTE_MS });
  expect(later.updateClock).toMatchObject({ missedAt: due + 60 * MINUTE_MS, dueAt: due + 90 * MINUTE_MS });
});
