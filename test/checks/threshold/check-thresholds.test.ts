import { checkThresholds } from '../../../lib/checks/threshold/check-thresholds';
import type { Objective, OperationsModel } from '../../../lib/model/model';
import { DEFAULT_BASELINES, type Baselines } from '../../../lib/thresholds/baselines';
import { RESOURCE_KINDS } from '../../../lib/thresholds/resource-kinds';
import type { Threshold } from '../../../lib/thresholds/threshold';
import { EXAMPLE_BINDINGS } from '../../helpers/every-indicator';
import { exampleModel, exampleObjective, objectiveOf } from '../../helpers/models';
import { thresholdOf } from '../../helpers/thresholds';

const { restApi } = EXAMPLE_BINDINGS;
const AVAILABILITY = exampleObjective({ severity: { page: 'S1', ticket: 'S3' } });
const LATENCY = objectiveOf(restApi, 'latency', { targetPercent: 95, thresholdMs: 2_000 });

function modelOf(objectives: readonly Objective[], thresholds: readonly Threshold[] = [], baselines?: Baselines): OperationsModel {
  const model = exampleModel({ checkout: objectives });
  return { ...model, services: model.services.map((service) => ({ ...service, thresholds })), ...(baselines !== undefined && { baselines }) };
}
const codes = (...model: Parameters<typeof modelOf>) => checkThresholds(modelOf(...model)).map(({ code, where }) => `${code} ${where.path}`);

describe('an objective covers what a threshold would page for', () => {
  test.each(['p95', 'p99'] as const)('latency and %s', (id) => {
    const threshold = thresholdOf(restApi, id, 'critical');
    expect(codes([LATENCY], [threshold])).toEqual([`THR001 prod checkout: ${id} of checkout-service`]);
    expect(codes([AVAILABILITY], [threshold])).toEqual([]);
  });

  test.each(['errorRate', 'availability'] as const)('availability and %s', (id) => {
    const threshold = thresholdOf(restApi, id, 'critical');
    expect(codes([AVAILABILITY], [threshold])).toEqual([`THR001 prod checkout: ${id} of checkout-service`]);
    expect(codes([LATENCY], [threshold])).toEqual([]);
    expect(checkThresholds(modelOf([AVAILABILITY], [threshold]))).toMatchObject([
      { level: 'warning', what: 'the objective availability pages for the same thing', change: expect.stringContaining('class: warning') },
    ]);
  });

  test('not where the threshold wakes nobody, the objective opens tickets only, or the resource is another', () => {
    expect(codes([LATENCY], [thresholdOf(restApi, 'p95', 'warning')])).toEqual([]);
    expect(codes([{ ...LATENCY, severity: { page: 'S2', ticket: 'S3' } }], [thresholdOf(restApi, 'p95', 'critical')])).toEqual([]);
    expect(codes([LATENCY], [thresholdOf({ ...restApi, stage: 'other' }, 'p95', 'critical')])).toEqual([]);
    expect(codes([LATENCY, AVAILABILITY], [thresholdOf(RESOURCE_KINDS.ecsService.example, 'cpu', 'critical')])).toEqual([]);
  });
});

describe('baselines are at least as strict as objectives (002-51, 002-52)', () => {
  const withBaseline = (application: Partial<Baselines['application']>) => ({
    ...DEFAULT_BASELINES,
    application: { ...DEFAULT_BASELINES.application, ...application },
  });

  test('the defaults keep 99.9 % and 95 % within 2 s', () => {
    expect(codes([AVAILABILITY, LATENCY], [], DEFAULT_BASELINES)).toEqual([]);
  });

  test.each<[Partial<Baselines['application']>, string]>([
    [{ p95Ms: 2_500 }, 'THR002 prod checkout/latency'],
    [{ availabilityPercent: 99.5 }, 'THR002 prod checkout/availability'],
    [{ errorPercent: 0.2 }, 'THR002 prod checkout/availability'],
  ])('%j is looser', (application, finding) => {
    expect(codes([AVAILABILITY, LATENCY], [], withBaseline(application))).toEqual([finding]);
  });

  test('a percentile below the promise says nothing of it', () => {
    expect(codes([{ ...LATENCY, targetPercent: 90 }], [], withBaseline({ p95Ms: 9_000 }))).toEqual([]);
    expect(codes([{ ...LATENCY, targetPercent: 99 }], [], DEFAULT_BASELINES)).toEqual(['THR002 prod checkout/latency']);
    // Whoever wrote none is expected to keep none.
    expect(codes([{ ...LATENCY, targetPercent: 99 }])).toEqual([]);
  });
});
