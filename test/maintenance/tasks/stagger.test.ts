import { staggered } from '../../../lib/maintenance/tasks/stagger';

const task = (id: string, at: string) => ({ id, cadence: { kind: 'daily' as const, at } });
const starts = (...all: readonly (readonly [string, string])[]) =>
  staggered(all.map(([id, at]) => task(id, at))).map(({ id, cadence }) => `${id} ${cadence.at}`);

test('tasks for the same time of day start a minute apart, the first by id as it is written', () => {
  expect(starts(['patching', '05:00'], ['key-rotation', '05:00'], ['restore-drill', '05:00'])).toEqual([
    'patching 05:01',
    'key-rotation 05:00',
    'restore-drill 05:02',
  ]);
});

test('a minute that another task has is left to it, and the day stays the same before midnight', () => {
  expect(starts(['a', '05:00'], ['b', '05:00'], ['c', '05:01'])).toEqual(['a 05:00', 'b 05:01', 'c 05:02']);
  expect(starts(['a', '23:59'], ['b', '23:59'])).toEqual(['a 23:59', 'b 23:58']);
});

test('tasks at other times keep them', () => {
  expect(starts(['a', '05:00'], ['b', '04:59'])).toEqual(['a 05:00', 'b 04:59']);
});
