import { DesignTrial } from '../../../lib/gameday/score/design-trial';
import { measureNoise, measureOutages } from '../../../lib/gameday/score/noise-and-outages';
import { SEEDS } from '../../../lib/gameday/score/random';
import { trafficNamed } from '../../../lib/gameday/score/traffic';
import { designMapping, readDesign } from './designs/read-designs';

const mapping = designMapping();

const trial = (name: string, traffic: string) =>
  new DesignTrial(readDesign(name, mapping), { mapping, clock: 'cloudwatch', traffic: trafficNamed(traffic)! });

const SILENT = { runs: SEEDS.length, pagesPer30Days: 0, ticketsPer30Days: 0, noisyRuns: 0 };

test.each(['steady', '600-per-minute', '6000-per-minute'])('the default says nothing of a service that spends 80 %% of its budget evenly, at %s', (traffic) => {
  expect(measureNoise(trial('day2-default', traffic))).toEqual([
    { ...SILENT, budgetSpent: 0.5 },
    { ...SILENT, budgetSpent: 0.8 },
  ]);
});

describe('60 events an hour', () => {
  test('a ratio alone pages nearly every day', () => {
    const [half] = measureNoise(trial('day2-default', '60-per-hour'));
    expect(half!.pagesPer30Days).toBeGreaterThan(15);
    expect(half!.noisyRuns).toBe(SEEDS.length);
  });

  test('guarded by bad events it says nothing in twelve months of 30 days, and pages a full outage within five minutes in the median', () => {
    const guarded = trial('day2-60-per-hour', '60-per-hour');
    expect(measureNoise(guarded)).toEqual([
      { ...SILENT, budgetSpent: 0.5 },
      { ...SILENT, budgetSpent: 0.8 },
    ]);
    const { outages, missed, minutes } = measureOutages(guarded);
    expect([outages, missed]).toEqual([120, 0]);
    expect(minutes.median).toBeLessThanOrEqual(5);
    expect(minutes.p95).toBeLessThanOrEqual(8);
  });
});

test('at 10 events an hour the second failure pages: silence, and a full outage in a quarter of an hour', () => {
  const guarded = trial('day2-10-per-hour', '10-per-hour');
  expect(measureNoise(guarded).map(({ noisyRuns }) => noisyRuns)).toEqual([0, 0]);
  const { missed, minutes } = measureOutages(guarded);
  expect(missed).toBeLessThanOrEqual(1);
  expect(minutes.median).toBeLessThanOrEqual(15);
});
