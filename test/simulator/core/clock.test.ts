import fc from 'fast-check';
import { AsynchronousEventError, VirtualClock } from '../../../lib/simulator/core/clock';

function recording(start = 0) {
  const clock = new VirtualClock(start);
  const seen: string[] = [];
  const at = (instant: number, name: string) => clock.schedule(instant, () => seen.push(`${name}@${clock.now}`));
  return { clock, seen, at };
}

test('events run in the order of their instants, each at its own', () => {
  const { clock, seen, at } = recording();
  at(30, 'c');
  at(10, 'a');
  at(20, 'b');
  clock.runUntil(25);
  expect(seen).toEqual(['a@10', 'b@20']);
  expect(clock.now).toBe(25);
  clock.runUntil(30);
  expect(seen).toEqual(['a@10', 'b@20', 'c@30']);
});

test('events at the same instant run in the order they were put on', () => {
  const { clock, seen, at } = recording();
  for (const name of ['a', 'b', 'c', 'd', 'e']) at(10, name);
  at(5, 'first');
  clock.runUntil(10);
  expect(seen).toEqual(['first@5', 'a@10', 'b@10', 'c@10', 'd@10', 'e@10']);
});

test('events at the same instant run by their order first', () => {
  const { clock, seen, at } = recording();
  const ordered = (name: string, order: number) => clock.schedule(10, () => seen.push(name), order);
  ordered('last', 9);
  ordered('second', 1);
  at(10, 'first');
  ordered('third', 1);
  clock.runUntil(10);
  expect(seen).toEqual(['first@10', 'second', 'third', 'last']);
});

test('an event may put on others, also for the present instant, after those already waiting', () => {
  const { clock, seen, at } = recording();
  clock.schedule(10, () => {
    at(10, 'now');
    at(11, 'later');
    at(99, 'beyond');
  });
  at(10, 'waiting');
  clock.runUntil(20);
  expect(seen).toEqual(['waiting@10', 'now@10', 'later@11']);
});

test('a cancelled event does not run, whoever cancels it and however often', () => {
  const { clock, seen, at } = recording();
  const first = at(10, 'first');
  const second = at(20, 'second');
  at(30, 'third');
  first.cancel();
  first.cancel();
  clock.schedule(15, () => second.cancel());
  clock.runUntil(40);
  expect(seen).toEqual(['third@30']);
  expect(first.at).toBe(10);
});

test('the past is refused, and so is what is not an instant', () => {
  const { clock, at } = recording(100);
  expect(() => at(99, 'past')).toThrow(new RangeError('cannot schedule at 99: the clock is already at 100'));
  expect(() => at(NaN, 'never')).toThrow(RangeError);
  expect(() => clock.runUntil(99)).toThrow(new RangeError('cannot run until 99: the clock is already at 100'));
  expect(() => clock.runUntil(NaN)).toThrow(RangeError);
  expect(clock.now).toBe(100);
  expect(() => clock.runUntil(100)).not.toThrow();
});

test('an event that fails stops the run at its instant; the rest is still to come', () => {
  const { clock, seen, at } = recording();
  clock.schedule(10, () => {
    throw new Error('broken');
  });
  at(20, 'after');
  expect(() => clock.runUntil(30)).toThrow('broken');
  expect(clock.now).toBe(10);
  clock.runUntil(30);
  expect(seen).toEqual(['after@20']);
});

test('any mixture of scheduling, cancelling and running gives what a sorted list gives', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('schedule' as const), delay: fc.nat(20) }),
    fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(50) }),
    fc.record({ kind: fc.constant('run' as const), delay: fc.nat(15) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const clock = new VirtualClock(0);
      const ran: number[] = [];
      const scheduled: ReturnType<VirtualClock['schedule']>[] = [];
      let waiting: { at: number; id: number }[] = [];
      const expected: number[] = [];
      for (const each of steps) {
        if (each.kind === 'schedule') {
          const id = scheduled.length;
          scheduled.push(clock.schedule(clock.now + each.delay, () => ran.push(id)));
          waiting.push({ at: clock.now + each.delay, id });
        } else if (each.kind === 'cancel') {
          scheduled[each.which]?.cancel();
          waiting = waiting.filter(({ id }) => id !== each.which);
        } else {
          const until = clock.now + each.delay;
          clock.runUntil(until);
          const due = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at || a.id - b.id);
          expected.push(...due.map(({ id }) => id));
          waiting = waiting.filter(({ at }) => at > until);
        }
        expect(ran).toEqual(expected);
      }
    }),
  );
});

describe('something asynchronous', () => {
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

  test('is waited for before time passes', async () => {
    const clock = new VirtualClock(0);
    const seen: string[] = [];
    clock.scheduleAsynchronous(10, () => void settled().then(() => seen.push(`then ${clock.now}`)));
    clock.schedule(10, () => seen.push(`same ${clock.now}`));
    clock.schedule(20, () => seen.push(`later ${clock.now}`));
    await clock.runUntilAsync(30, settled);
    expect(seen).toEqual(['then 10', 'same 10', 'later 20']);
    expect(clock.now).toBe(30);
  });

  test('stops a run that cannot wait, which can be gone on with', async () => {
    const clock = new VirtualClock(0);
    const seen: number[] = [];
    clock.schedule(5, () => seen.push(5));
    clock.scheduleAsynchronous(10, () => seen.push(10));
    expect(() => clock.runUntil(30)).toThrow(AsynchronousEventError);
    expect([clock.now, ...seen]).toEqual([5, 5]);
    await clock.runUntilAsync(30, settled);
    expect(seen).toEqual([5, 10]);
  });

  test('that was taken off stops nothing', () => {
    const clock = new VirtualClock(0);
    clock.scheduleAsynchronous(10, () => {}).cancel();
    clock.runUntil(30);
    expect(clock.now).toBe(30);
  });
});
