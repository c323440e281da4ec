import { readFileSync } from 'node:fs';
import { tryFaultPairs, type PairTrial } from '../../lib/gameday/faults/fault-pairs';
import { shippedOutage } from '../helpers/shipped-outage';

test('pairs of faults come to what docs/known-limits.md says (F65)', async () => {
  const table = (await tryFaultPairs(shippedOutage())).map(rowOf);
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
