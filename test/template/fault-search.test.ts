import { searchSingleFaults, tryFault } from '../../lib/gameday/faults/fault-search';
import { MINUTE_MS } from '../../lib/time/time';
import { shippedOutage } from '../helpers/shipped-outage';

/** Whatever fails once, somebody is notified; what fails together is known, and in `fault-pairs.test.ts`. */

const OUTAGE = shippedOutage();

test('without a fault the first tier is paged at once', async () => {
  expect(await tryFault(OUTAGE, 'none', () => {})).toEqual({ fault: 'none', notifiedAfterSeconds: 0, by: 'tier' });
});

test('the search finds silence where there is some', async () => {
  const { alarmAt } = OUTAGE;
  const everything = { from: alarmAt - MINUTE_MS, until: alarmAt + 20 * MINUTE_MS, errorName: 'InternalFailure' };
  expect(await tryFault(OUTAGE, 'everything', (account) => account.failCalls(everything))).toEqual({ fault: 'everything' });
});

test('whichever call around the first page fails, loses its answer, kills the function or fails for ten minutes, some human is notified in time (F64, I6)', async () => {
  const trials = await searchSingleFaults(OUTAGE);
  expect(trials.length).toBeGreaterThan(100);
  expect(trials.filter(({ notifiedAfterSeconds }) => notifiedAfterSeconds === undefined)).toEqual([]);
  // What fails once costs a tick at most, and a page, not the watchdog, notifies.
  const lasting = / fails for \d+ minutes$/;
  const once = trials.filter(({ fault }) => !lasting.test(fault));
  expect(once.filter(({ notifiedAfterSeconds = Infinity, by }) => notifiedAfterSeconds > 60 || by !== 'tier')).toEqual([]);
});
