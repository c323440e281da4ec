import { mayChange } from '../../../lib/maintenance/calendar/may-change';

const calendar = { type: 'DEFAULT_OPEN', events: [{ uid: 'a', summary: '', from: 10, until: 20 }] } as const;
const unreadable = 'AccessDeniedException';

test.each([
  ['routine', { calendar }, 5, true, 10, undefined],
  ['routine', { calendar }, 15, false, 20, undefined],
  ['routine', { unreadable }, 5, false, undefined, unreadable],
  ['recovery', { calendar }, 5, true, 10, undefined],
  ['recovery', { calendar }, 15, true, 20, undefined],
  ['recovery', { unreadable }, 15, true, undefined, unreadable],
] as const)('%s work, calendar %j, at %d: allowed %s (000-06)', (work, reading, at, isAllowed, nextTransition, fault) => {
  const answer = mayChange(work, reading, at);
  expect({ ...answer, reason: answer.reason !== '' }).toEqual({
    isAllowed,
    reason: true,
    ...(nextTransition !== undefined && { nextTransition }),
    ...(fault !== undefined && { fault }),
  });
});

test('a freeze that begins and ends is asked at the moment of the change: what was allowed before is not allowed for that (F26, F27)', () => {
  expect([9, 10, 19, 20].map((at) => mayChange('routine', { calendar }, at).isAllowed)).toEqual([true, false, false, true]);
  expect([9, 10, 19, 20].map((at) => mayChange('recovery', { calendar }, at).isAllowed)).toEqual([true, true, true, true]);
});
