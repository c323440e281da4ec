import { readFileSync } from 'node:fs';
import { tryFaultPairs, type PairTrial } from '../../lib/gameday/faults/fault-pairs';
import { searchSingleFaults, tryFault } from '../../lib/gameday/faults/fault-search';
import type { SearchedOutage } from '../../lib/gameday/faults/search-account';
import { MINUTE_MS, SECOND_MS } from '../../lib/time/time';
import { SCENARIO_START } from '../helpers/game-days';
import { shippedEnvironment, shippedStacks } from '../helpers/shipped-assembly';

/** Whatever fails once, somebody is notified; what fails together is known. */

const { plan } = shippedEnvironment('prod');
if (plan.incidents === undefined) throw new Error('nobody is on call in prod');

const OUTAGE: SearchedOutage = {
  plan: { ...plan, incidents: plan.incidents },
  stacks: shippedStacks('prod'),
  objective: 'partner-portal/availability',
  start: SCENARIO_START,
  alarmAt: SCENARIO_START + 4 * MINUTE_MS + 29 * SECOND_MS,
};

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

test('pairs of faults come to what docs/known-limits.md says (F65)', async () => {
  const table = (await tryFaultPairs(OUTAGE)).map(rowOf);
  const page = readFileSync('docs/known-limits.md', 'utf8');
  expect(
    page
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2),
  ).toEqual(table);
});

function rowOf({ faults, by, notifiedAfterSeconds }: PairTrial): string {
  const whom =
    by === undefined
      ? '**nobody**'
      : { tier: 'the first tier', fallback: 'everybody of the first tiers, by CloudWatch', watchdog: 'the watchdog', informed: '' }[by];
  const when =
    notifiedAfterSeconds === undefined ? '' : notifiedAfterSeconds < 60 ? 'within a minute' : `after ${Math.ceil(notifiedAfterSeconds / 60)} minutes`;
  return `| ${faults.join('; ')} | ${whom} | ${when} |`;
}
