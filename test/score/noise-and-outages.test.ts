import { DesignTrial, RUN_START_MINUTE } from '../../lib/score/design-trial';
import { measureNoise, measureOutages } from '../../lib/score/noise-and-outages';
import { SEEDS } from '../../lib/score/random';
import { trafficNamed } from '../../lib/score/traffic';
import { designMapping, readDesign } from './designs/read-designs';

const mapping = designMapping();

const trial = (name: string, traffic: string) => new DesignTrial(readDesign(name, mapping), { mapping, clock: 'cloudwatch', traffic: trafficNamed(traffic)! });

const SILENT = { runs: SEEDS.length, pagesPer30Days: 0, ticketsPer30Days: 0, noisyRuns: 0 };

/** What the designs that are shipped promise at every traffic is in default-design.test.ts. */

test('6000 events a minute: nothing is said of a service that spends half or 80 % of its budget evenly', () => {
  expect(measureNoise(trial('day2-default', '6000-per-minute'))).toEqual([
    { ...SILENT, budgetSpent: 0.5 },
    { ...SILENT, budgetSpent: 0.8 },
  ]);
});

test('60 events an hour: a ratio alone pages nearly every day', () => {
  const [half] = measureNoise(trial('day2-default', '60-per-hour'));
  expect(half!.pagesPer30Days).toBeGreaterThan(15);
  expect(half!.noisyRuns).toBe(SEEDS.length);
});

test('10 events an hour: an outage that a guard of ten bad events does not see within its hour is missed, and has no detection time', () => {
  const { outages, missed, minutes, promptShare } = measureOutages(trial('at-least-10-10-per-hour', '10-per-hour'));
  expect(outages).toBe(120);
  expect(missed).toBeGreaterThan(10);
  expect(minutes.worst).toBeLessThanOrEqual(60);
  expect(promptShare).toBe(0);
});

test('a run that ends with its outage finds the notifications that the whole month has until then', () => {
  const outages = trial('day2-default', '600-per-minute');
  const fromMinute = RUN_START_MINUTE + 5 * 1440;
  const toMinute = fromMinute + 60;
  const month = outages.randomMonth(0.5, 1);
  const [whole, short] = [undefined, toMinute].map((end) =>
    outages.playDisturbed(month, { fromMinute, toMinute, errorRatio: 1 }, 1, end).firings.map(({ alarm, notifiedAt }) => ({ alarm, notifiedAt })),
  );
  expect(short!.length).toBeGreaterThan(0);
  expect(short).toEqual(whole!.filter(({ notifiedAt }) => notifiedAt <= toMinute * 60_000));
});
