import { noticeDue } from '../../../lib/maintenance/owed-work/owed-work';

const HOUR = 3_600_000;
const at = (hours: number, notified = 0, dueHours = 8) => noticeDue({ openedAt: 0, dueAt: dueHours * HOUR, notified }, hours * HOUR);

test('the owner is reminded once when a quarter of the time is left', () => {
  expect(at(5.9)).toBeUndefined();
  expect(at(6)).toEqual({ kind: 'reminder', notified: 1 });
  expect(at(7, 1)).toBeUndefined();
});

test('a day before at the earliest, however long the time is', () => {
  expect(at(28 * 24 - 24.1, 0, 28 * 24)).toBeUndefined();
  expect(at(28 * 24 - 24, 0, 28 * 24)).toEqual({ kind: 'reminder', notified: 1 });
});

test('it is overdue when it was due, and again every day (003-10)', () => {
  expect(at(8, 1)).toEqual({ kind: 'overdue', notified: 2 });
  expect(at(31.9, 2)).toBeUndefined();
  expect(at(32, 2)).toEqual({ kind: 'overdue', notified: 3 });
});

test('what was missed meanwhile goes out once, as the latest of it', () => {
  expect(at(8 + 24 * 3)).toEqual({ kind: 'overdue', notified: 5 });
});
