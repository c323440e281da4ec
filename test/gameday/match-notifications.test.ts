import fc from 'fast-check';
import { matchNotifications, type Awaited } from '../../lib/gameday/match-notifications';
import { MINUTE_MS } from '../../lib/time/time';

interface Subject {
  readonly severity: string;
  readonly objective: string;
}

interface Named extends Awaited<Subject> {
  readonly name: string;
}

const await_ = (name: string, earliest: number, latest: number, severity = 'S1', objective = 'checkout/availability'): Named => ({
  name,
  subject: { objective, severity },
  earliest: earliest * MINUTE_MS,
  latest: latest * MINUTE_MS,
});
const notified = (minute: number, severity = 'S1', objective = 'checkout/availability') => ({ at: minute * MINUTE_MS, subject: { objective, severity } });
type Notification = ReturnType<typeof notified>;
/** `name@minute` for every answer, then the minutes of the unexpected ones. */
const match = (expected: readonly Named[], notifications: readonly Notification[]) => {
  const { answers, unexpected } = matchNotifications(expected, notifications);
  return [[...answers].map(([{ name }, { at }]) => `${name}@${at / MINUTE_MS}`).sort(), unexpected.map(({ at }) => at / MINUTE_MS)];
};

test('each expectation gets the notification of its own time', () => {
  expect(match([await_('first', 30, 33), await_('second', 300, 303)], [notified(32), notified(302)])).toEqual([['first@32', 'second@302'], []]);
});

test('when the page of the first incident is missing, that of the second still answers the second', () => {
  expect(match([await_('first', 30, 33), await_('second', 300, 303)], [notified(302)])).toEqual([['second@302'], []]);
});

test('a late notification answers its expectation, and does not take the place of one in time', () => {
  expect(match([await_('first', 30, 33), await_('second', 300, 303)], [notified(40), notified(302)])).toEqual([['first@40', 'second@302'], []]);
});

test('an early one as well', () => {
  expect(match([await_('first', 30, 33), await_('second', 300, 303)], [notified(31), notified(290)])).toEqual([['first@31', 'second@290'], []]);
});

test('overlapping times: the one with the least time left goes first', () => {
  expect(match([await_('long', 0, 200), await_('short', 60, 63)], [notified(62), notified(120)])).toEqual([['long@120', 'short@62'], []]);
});

test('a second notification for the same thing is unexpected', () => {
  expect(match([await_('only', 30, 33)], [notified(31), notified(32)])).toEqual([['only@31'], [32]]);
});

test('another severity or objective answers nothing', () => {
  expect(match([await_('only', 30, 33)], [notified(31, 'S0'), notified(32, 'S1', 'search/availability')])).toEqual([[], [31, 32]]);
});

test('the window includes both its ends', () => {
  expect(match([await_('a', 30, 33), await_('b', 40, 43)], [notified(30), notified(43)])).toEqual([['a@30', 'b@43'], []]);
});

test('nobody answers twice, nothing is lost, and as many as possible are in time', () => {
  const windows = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 10 })), { maxLength: 5 });
  const times = fc.array(fc.integer({ min: 0, max: 45 }), { maxLength: 5 }).map((list) => list.sort((a, b) => a - b));
  const inTime = ({ earliest, latest }: Awaited<Subject>, { at }: Notification) => at >= earliest && at <= latest;
  const best = (expected: readonly Awaited<Subject>[], notifications: readonly Notification[]): number => {
    const [first, ...rest] = expected;
    if (first === undefined) return 0;
    const choices = notifications.filter((notification) => inTime(first, notification));
    return Math.max(
      best(rest, notifications),
      ...choices.map(
        (choice) =>
          1 +
          best(
            rest,
            notifications.filter((other) => other !== choice),
          ),
      ),
    );
  };
  fc.assert(
    fc.property(windows, times, (spans, at) => {
      const expected = spans.map(([from, length], index) => await_(String(index), from, from + length));
      const notifications = at.map((minute) => notified(minute));
      const { answers, unexpected } = matchNotifications(expected, notifications);
      expect(new Set([...answers.values(), ...unexpected])).toEqual(new Set(notifications));
      expect(answers.size + unexpected.length).toBe(notifications.length);
      expect(answers.size).toBe(Math.min(expected.length, notifications.length));
      expect([...answers].filter(([each, notification]) => inTime(each, notification)).length).toBe(best(expected, notifications));
    }),
    { numRuns: 500 },
  );
});
