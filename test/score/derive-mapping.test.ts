import { loadOperations } from '../../lib/cli/files/operations';
import type { ObjectiveAlarmsPlan } from '../../lib/plan/alarm-plan';
import { ProblemsError } from '../../lib/problems/problem';
import { deriveMapping } from '../../lib/score/derive-mapping';
import { DesignTrial } from '../../lib/score/design-trial';
import { findScoredDesign } from '../../lib/score/scored-design';
import { trafficNamed } from '../../lib/score/traffic';
import { tableAvailability } from '../../lib/slo/sli/table';
import { ACCOUNT_ID } from '../helpers/simulated-account';
import { synthesizedStacks } from '../helpers/synthesized-configuration';

const { plan } = loadOperations('config', {}).environments.find((environment) => environment.plan.environment === 'prod')!;
const objectives = plan.regions.flatMap((region) => region.objectives);
const stacks = synthesizedStacks(plan);
const overEvents = objectives.filter(({ objective }) => objective.sli.kind === 'events');

test.each(overEvents.map((objective): [string, ObjectiveAlarmsPlan] => [objective.name, objective]))(
  '%s: a full outage pages as soon as its fast row allows',
  (_, objective) => {
    const mapping = deriveMapping(objective, ACCOUNT_ID);
    const design = findScoredDesign('prod', stacks, mapping);
    expect(design.metricAlarms.map(({ resource }) => resource.ref).sort()).toEqual(objective.metricAlarms.map(({ name }) => name).sort());
    const trial = new DesignTrial(design, { mapping, clock: 'cloudwatch', traffic: trafficNamed('steady', 6_000)! });
    const month = trial.randomMonth(0, 1);
    const fromMinute = month.series.firstMinute + 10 * 1_440;
    const { firings } = trial.playDisturbed(month, { fromMinute, toMinute: fromMinute + 60, errorRatio: 1 }, 1);
    const minutes = firings.filter(({ urgency }) => urgency === 'page').map(({ notifiedAt }) => notifiedAt / 60_000 - fromMinute);
    expect(minutes).toHaveLength(1);
    // What the fast row allows to be lost, and three minutes for metrics and evaluation.
    const [fast] = objective.rows;
    expect(minutes[0]).toBeLessThan(fast!.longWindowMinutes * fast!.errorRatioThreshold + 3);
  },
);

test('an objective over time slices has no events that could fail', () => {
  const slices = objectives.find(({ objective }) => objective.sli.kind === 'slices')!;
  expect(() => deriveMapping(slices, ACCOUNT_ID)).toThrow(ProblemsError);
  expect(() => deriveMapping(slices, ACCOUNT_ID)).toThrow(/SCR032/);
});

test('events happen to one operation of a table, or they would count once an operation', () => {
  const sli = tableAvailability({ source: 'table', tableName: 'orders', operations: ['GetItem', 'PutItem'] });
  const [first] = overEvents;
  const { metrics } = deriveMapping({ ...first!, objective: { ...first!.objective, sli } }, ACCOUNT_ID);
  expect(metrics.map(({ metricName, dimensions, counts }) => [metricName, dimensions.Operation, counts])).toEqual([
    ['SuccessfulRequestLatency', 'GetItem', 'good'],
    ['SystemErrors', 'GetItem', 'bad'],
    ['SuccessfulRequestLatency', 'PutItem', 'nothing'],
    ['SystemErrors', 'PutItem', 'nothing'],
  ]);
});
