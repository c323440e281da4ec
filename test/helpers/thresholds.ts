import { isGap, type MeasureId } from '../../lib/thresholds/measure';
import { measureOf, RESOURCE_KINDS, type Resource } from '../../lib/thresholds/resource-kinds';
import { CLASS_DEFAULTS, defaultForMinutes, type Threshold, type ThresholdClass } from '../../lib/thresholds/threshold';

/** A threshold of a class, at 80 where nothing else is said. */
export function thresholdOf(resource: Resource, measureId: MeasureId, thresholdClass: ThresholdClass, overrides: Partial<Threshold> = {}): Threshold {
  const measure = measureOf(resource, measureId);
  if (measure === undefined || isGap(measure)) throw new RangeError(`${resource.source} has no ${measureId}`);
  const { severity, handoverAfterSeconds, values } = CLASS_DEFAULTS[thresholdClass];
  return {
    resource: 'checkout-service',
    binding: resource,
    measureId,
    measure,
    class: thresholdClass,
    severity,
    ...(handoverAfterSeconds !== undefined && { handoverAfterSeconds }),
    value: values[measureId] ?? 80,
    forMinutes: defaultForMinutes(measureId, thresholdClass),
    runbook: 'api-failing',
    ...overrides,
  };
}

/** A warning, CPU of an ECS service at 80 % for 15 minutes. */
export function exampleThreshold(overrides: Partial<Threshold> = {}): Threshold {
  return thresholdOf(RESOURCE_KINDS.ecsService.example, 'cpu', 'warning', overrides);
}
