import { loadOperations } from '../../lib/cli/files/operations';
import type { OperationsModel } from '../../lib/model/model';
import { buildPlan } from '../../lib/plan/build-plan';
import type { ScoreClock } from '../../lib/score/clock';
import { deriveMapping } from '../../lib/score/derive-mapping';
import { DesignTrial } from '../../lib/score/design-trial';
import { measureNoise, measureOutages } from '../../lib/score/noise-and-outages';
import { scoreLibrary, type LibraryScore } from '../../lib/score/score-design';
import { findScoredDesign, type ScoredDesign } from '../../lib/score/scored-design';
import { trafficNamed } from '../../lib/score/traffic';
import { ACCOUNT_ID } from '../helpers/simulated-account';
import { synthesizedStacks } from '../helpers/synthesized-configuration';

/** The design that is shipped, as it is synthesized for an objective with declared traffic, keeps what it promises. */

const { model } = loadOperations('config', {}).environments.find(({ plan }) => plan.environment === 'prod')!;

/** The synthesized alarms of partner-portal/availability, had it declared this traffic. */
function shipped(
  typicalEventsPerMinute: number,
  trafficVariation = 1,
): { readonly design: ScoredDesign; readonly trialOn: (traffic: string, clock?: ScoreClock) => DesignTrial } {
  const [portal] = model.services;
  const availability = portal!.objectives.find(({ id }) => id === 'availability')!;
  // The alarm for silence is another promise, and as quiet as some of these are, one they would not make.
  const noData = { kind: 'expected', reason: 'nobody may be there' } as const;
  const objective = { ...availability, typicalEventsPerMinute, trafficVariation, noData };
  const narrowed: OperationsModel = { ...model, services: [{ ...portal!, objectives: [objective] }] };
  const { plan } = buildPlan(narrowed);
  const mapping = deriveMapping(plan.regions[0]!.objectives[0]!, ACCOUNT_ID);
  // Nor the ledger: its function takes longer to bundle than the alarms to be scored.
  const alarmsOnly = { ...plan, regions: plan.regions.map((region) => ({ ...region, errorBudget: undefined })) };
  const design = findScoredDesign('default', synthesizedStacks(alarmsOnly), mapping);
  return {
    design,
    trialOn: (traffic, clock = 'cloudwatch') => new DesignTrial(design, { mapping, clock, traffic: trafficNamed(traffic, typicalEventsPerMinute)! }),
  };
}

const noisyRuns = (trial: DesignTrial) => measureNoise(trial).map((noise) => noise.noisyRuns);

test('enough events, steadily', () => {
  const { design, trialOn } = shipped(10_000);
  const { all, pages, tickets }: LibraryScore = scoreLibrary(design, trialOn('steady'));
  expect([all.precision, all.recall, pages.precision, pages.recall]).toEqual([1, 1, 1, 1]);
  expect(all.detectionMinutes.p95).toBeLessThanOrEqual(600);
  expect(tickets.resetMinutes.worst).toBeLessThanOrEqual(80);
  expect(noisyRuns(trialOn('steady'))).toEqual([0, 0]);
});

test.each([
  ['6-per-minute', 6],
  ['60-per-minute', 60],
  ['600-per-minute', 600],
])('nobody is notified of a service that spends 80 %% of its budget evenly, at %s', (traffic, eventsPerMinute) => {
  expect(noisyRuns(shipped(eventsPerMinute).trialOn(traffic))).toEqual([0, 0]);
});

test('60 events an hour: no alert on a compliant service, and a full outage within five minutes in the median', () => {
  const trial = shipped(1).trialOn('60-per-hour');
  expect(noisyRuns(trial)).toEqual([0, 0]);
  const { outages, missed, minutes } = measureOutages(trial);
  expect([outages, missed]).toEqual([120, 0]);
  expect(minutes.median).toBeLessThanOrEqual(5);
  expect(minutes.p95).toBeLessThanOrEqual(8);
});

test('10 events an hour: no alert on a compliant service, and a full outage within a quarter of an hour in the median', () => {
  const trial = shipped(1 / 6).trialOn('10-per-hour');
  expect(noisyRuns(trial)).toEqual([0, 0]);
  const { missed, minutes } = measureOutages(trial);
  expect(missed).toBeLessThanOrEqual(1);
  expect(minutes.median).toBeLessThanOrEqual(15);
});

test('uneven traffic, 20:1: precision and recall of at least 0.99', () => {
  const { design, trialOn } = shipped(10_000, 20);
  const { all, pages } = scoreLibrary(design, trialOn('uneven', 'ideal'));
  for (const figure of [all.precision, all.recall, pages.precision, pages.recall]) expect(figure).toBeGreaterThanOrEqual(0.99);
  expect(noisyRuns(trialOn('uneven'))).toEqual([0, 0]);
});
