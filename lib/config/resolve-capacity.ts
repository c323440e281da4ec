/** What the resources of an environment can bear: limits for forecasts, and triggers, which are thresholds with a mode. */

import { useBeforeBuffer, type CapacityLimit, type LimitOrigin } from '../capacity/capacity-limit';
import { didYouMean } from '../problems/did-you-mean';
import type { Problem } from '../problems/problem';
import type { CapacityMode, Threshold } from '../thresholds/threshold';
import type { LimitSettings, ResourceCapacitySettings } from './capacity-schema';
import type { Location } from './resolve-objective';
import { resolveMeasure, resolveThreshold, type Report, type ThresholdContext } from './resolve-thresholds';

/** What a resource can bear, as it was written. */
export interface WrittenCapacity {
  /** The resource. */
  readonly name: string;
  readonly location: Location;
  readonly settings: ResourceCapacitySettings;
}

/** Limits and triggers of one service. */
export interface ServiceCapacity {
  readonly limits: readonly CapacityLimit[];
  readonly triggers: readonly Threshold[];
}

/** By service, and what is wrong. */
export interface ResolvedCapacity {
  readonly services: ReadonlyMap<string, ServiceCapacity>;
  readonly problems: readonly Problem[];
}

const NONE: ServiceCapacity = { limits: [], triggers: [] };

/** @param services ids of all services; what is of none has nobody who would look at it */
export function resolveCapacity(written: readonly WrittenCapacity[], services: readonly string[], context: ThresholdContext): ResolvedCapacity {
  const problems: Problem[] = [];
  const resolved = new Map<string, ServiceCapacity>();
  for (const each of written) {
    problems.push(...unknownService(each, services), ...missingModes(each));
    const { limits, triggers } = resolveResource(each, context, problems);
    const { service } = each.settings;
    const before = resolved.get(service) ?? NONE;
    resolved.set(service, { limits: [...before.limits, ...limits], triggers: [...before.triggers, ...triggers] });
  }
  return { services: resolved, problems };
}

function resolveResource({ name, location, settings }: WrittenCapacity, context: ThresholdContext, problems: Problem[]): ServiceCapacity {
  const { runbook, leadTime, proactive = [], reactive = [] } = settings;
  const shared = { resource: name, class: 'warning', runbook } as const;
  const limits: CapacityLimit[] = [];
  const triggers: Threshold[] = [];
  const add = (capacity: CapacityMode, threshold: Threshold | undefined): void => {
    if (threshold !== undefined) triggers.push({ ...threshold, capacity });
  };
  proactive.forEach((each, index) => {
    const report = reporter(location, ['proactive', index], 'limit', problems);
    const limit = resolveLimit({ name, leadTime, ...each }, context, report);
    if (limit === undefined) return;
    limits.push(limit);
    const { severity } = each;
    const value = useBeforeBuffer(limit.limit);
    if (severity !== undefined) add('proactive', resolveThreshold({ ...shared, measure: each.measure, value, severity }, context, report));
  });
  reactive.forEach(({ measure, above, for: minutes, severity }, index) => {
    const report = reporter(location, ['reactive', index], 'above', problems);
    add('reactive', resolveThreshold({ ...shared, measure, value: above, for: minutes, severity }, context, report));
  });
  return { limits, triggers };
}

interface WrittenLimit {
  readonly name: string;
  readonly leadTime: number;
  readonly measure: CapacityLimit['measureId'];
  readonly limit?: LimitSettings;
}

function resolveLimit(
  { name, leadTime, measure: measureId, limit: given }: WrittenLimit,
  context: ThresholdContext,
  report: Report,
): CapacityLimit | undefined {
  const measure = resolveMeasure({ resource: name, measure: measureId }, context, report);
  if (measure === undefined) return undefined;
  const isShare = measure.unit === 'percent';
  if (isShare !== (given === undefined)) {
    report('CFG091', 'value', {
      what: isShare ? `${measureId} is a share of 100 %, and a limit is given besides` : `it is not said how much ${measureId} there is`,
      allowed: isShare ? 'no limit' : '{ provisioned: 50 }, or tested with on and evidence',
      change: isShare ? 'remove the limit' : 'add limit',
    });
    return undefined;
  }
  const size = given === undefined ? 100 : (given.provisioned ?? given.tested!);
  return { resource: name, measureId, measure, limit: size, origin: originOf(given), leadTimeMinutes: leadTime };
}

function originOf(limit: LimitSettings | undefined): LimitOrigin {
  if (limit === undefined) return { kind: 'share' };
  const { on, evidence } = limit;
  return on === undefined || evidence === undefined ? { kind: 'provisioned' } : { kind: 'tested', on, evidence };
}

/** Reports as thresholds do, at the place of a trigger. */
function reporter({ source, path }: Location, below: readonly (string | number)[], valueKey: string, problems: Problem[]): Report {
  return (code, key, finding, level = 'error') => {
    const where = key === 'resource' ? path : [...path, ...below, key === 'value' ? valueKey : key];
    problems.push({ code, level, where: source.locate(where, key === 'resource' ? 'key' : 'value'), received: source.written(where), ...finding });
  };
}

function unknownService({ location: { source, path }, settings: { service } }: WrittenCapacity, services: readonly string[]): Problem[] {
  if (services.length === 0 || services.includes(service)) return [];
  const meant = didYouMean(service, services);
  return [
    {
      code: 'CFG092',
      level: 'error',
      where: source.locate([...path, 'service']),
      what: `there is no service ${service}`,
      received: service,
      allowed: services.join(', '),
      change: meant === undefined ? 'name the service that the resource belongs to' : `write ${meant}`,
    },
  ];
}

/** Requirement 000-07: what only says that it is too late, or only that it may be, is half of it. */
function missingModes({ name, location: { source, path }, settings }: WrittenCapacity): Problem[] {
  return (['proactive', 'reactive'] as const).flatMap((mode): Problem[] =>
    settings[mode] !== undefined
      ? []
      : [
          {
            code: 'CFG090',
            level: 'error',
            where: source.locate(path, 'key'),
            what: `nothing ${mode} is said of the capacity of ${name}`,
            allowed: 'both proactive and reactive for every resource',
            change: mode === 'proactive' ? 'add proactive: what is limited, and how much there is' : 'add reactive: what shows that it has run out',
          },
        ],
  );
}
