/** The thresholds of a service in one environment: settings, resource and baselines together, checked. */

import type { ConfigurationCode } from '../problems/catalogue/configuration';
import { didYouMean } from '../problems/did-you-mean';
import type { Problem } from '../problems/problem';
import { DEFAULT_BASELINES, type Baselines } from '../thresholds/baselines';
import { isGap, MEASURE_IDS, type Measure } from '../thresholds/measure';
import { measureOf, measuresOf, type Resource } from '../thresholds/resource-kinds';
import { CLASS_DEFAULTS, defaultForMinutes, defaultValue, type Threshold } from '../thresholds/threshold';
import type { Location } from './resolve-objective';
import type { BaselineSettings, ThresholdSettings } from './thresholds-schema';

/** A threshold as it was written. */
export interface WrittenThreshold {
  readonly location: Location;
  readonly settings: ThresholdSettings;
}

/** What an environment and the application add to a threshold. */
export interface ThresholdContext {
  readonly resources: ReadonlyMap<string, Resource>;
  /** Resources with problems of their own: what watches them cannot be judged. */
  readonly brokenResources: ReadonlySet<string>;
  readonly baselines: Baselines;
}

/** What became of thresholds. */
interface ResolvedThresholds {
  readonly thresholds: readonly Threshold[];
  readonly problems: readonly Problem[];
}

type Finding = Pick<Problem, 'what' | 'allowed' | 'change'>;

/** The thresholds that an environment can have; what it cannot is reported, and what nobody publishes is left out and named. */
export function resolveThresholds(written: readonly WrittenThreshold[], context: ThresholdContext): ResolvedThresholds {
  const problems: Problem[] = [];
  const thresholds = written.flatMap(({ location: { source, path }, settings }) => {
    const report = (code: ConfigurationCode, key: keyof ThresholdSettings, finding: Finding, level: Problem['level'] = 'error'): void => {
      problems.push({ code, level, where: source.locate([...path, key]), received: source.written([...path, key]), ...finding });
    };
    return resolveThreshold(settings, context, report) ?? [];
  });
  return { thresholds, problems };
}

/** Takes a problem of one key of a threshold. */
export type Report = (code: ConfigurationCode, key: keyof ThresholdSettings, finding: Finding, level?: Problem['level']) => void;

/** A threshold that an environment can have; undefined, and reported, where it cannot. */
export function resolveThreshold(settings: ThresholdSettings, context: ThresholdContext, report: Report): Threshold | undefined {
  const measure = resolveMeasure(settings, context, report);
  const binding = context.resources.get(settings.resource);
  if (measure === undefined || binding === undefined) return undefined;
  const { resource, measure: measureId, class: thresholdClass } = settings;
  const { anomaly } = settings;
  const value = anomaly === undefined ? resolveValue(settings, measure, context.baselines, report) : anomaly.band;
  const forMinutes = resolveDuration(settings, measure, report);
  if (value === undefined || forMinutes === undefined) return undefined;
  const defaults = CLASS_DEFAULTS[thresholdClass];
  const handoverAfterSeconds = settings.handoverAfter === undefined ? defaults.handoverAfterSeconds : settings.handoverAfter * 60;
  return {
    resource,
    binding,
    measureId,
    measure,
    class: thresholdClass,
    severity: settings.severity ?? defaults.severity,
    ...(handoverAfterSeconds !== undefined && { handoverAfterSeconds }),
    value,
    ...(anomaly !== undefined && { anomaly: { since: anomaly.since } }),
    forMinutes,
    runbook: settings.runbook,
  };
}

/** What a threshold watches; undefined, and reported, where the environment has no such thing. */
export function resolveMeasure(
  settings: Pick<ThresholdSettings, 'resource' | 'measure'>,
  { resources, brokenResources }: ThresholdContext,
  report: Report,
): Measure | undefined {
  const { resource: name, measure: id } = settings;
  const resource = resources.get(name);
  if (resource === undefined) {
    if (brokenResources.has(name)) return undefined;
    const names = [...resources.keys(), ...brokenResources];
    const meant = didYouMean(name, names);
    report('CFG080', 'resource', {
      what: `the environment has no resource ${name}`,
      allowed: names.length === 0 ? 'a resource of the environment; it has none' : names.join(', '),
      change: meant === undefined ? `add ${name} to the resources of the environment` : `write ${meant}`,
    });
    return undefined;
  }
  const measure = measureOf(resource, id);
  if (measure === undefined) {
    const known = MEASURE_IDS.filter((each) => measuresOf(resource).includes(each));
    report('CFG081', 'measure', {
      what: `${name} is of source ${resource.source}, which has no ${id}`,
      allowed: known.length === 0 ? 'objectives: no threshold can watch such a resource' : known.join(', '),
      change: 'watch something else of it, or another resource',
    });
    return undefined;
  }
  if (!isGap(measure)) return measure;
  const allowed = 'what somebody publishes: an alarm on anything else would be silent for ever, and is left out';
  report('CFG082', 'measure', { what: `nobody knows the ${id} of ${name}: ${measure.gap}`, allowed, change: measure.change }, 'warning');
  return undefined;
}

function resolveValue(settings: ThresholdSettings, { unit }: Measure, baselines: Baselines, report: Report): number | undefined {
  const { measure: id, value } = settings;
  if (value === undefined) {
    const byDefault = defaultValue(id, settings.class, baselines);
    if (byDefault !== undefined) return byDefault;
    report('CFG083', 'value', {
      what: `neither ${settings.class} thresholds nor baselines have a figure for ${id}`,
      allowed: unit === 'milliseconds' ? 'a duration' : unit === 'percent' ? 'a percentage' : 'a count',
      change: 'add value',
    });
    return undefined;
  }
  if (unit === 'milliseconds') {
    if (typeof value !== 'number') return value.milliseconds;
    report('CFG084', 'value', { what: `${id} is a duration`, allowed: 'a duration with its unit', change: 'write it with its unit, such as 3s' });
    return undefined;
  }
  if (typeof value === 'number' && (unit === 'count' || value <= 100)) return value;
  const isPercent = unit === 'percent';
  report('CFG084', 'value', {
    what: `${id} is a ${isPercent ? 'percentage' : 'count'}`,
    allowed: isPercent ? 'a number from 0 to 100' : 'a number',
    change: 'write a number without a unit',
  });
  return undefined;
}

function resolveDuration(settings: ThresholdSettings, { isOverWindow, periodSeconds }: Measure, report: Report): number | undefined {
  const minutes = settings.for ?? defaultForMinutes(settings.measure, settings.class);
  const period = periodSeconds / 60;
  if (isOverWindow || minutes % period === 0) return minutes;
  report('CFG085', 'for', {
    what: `${settings.measure} of ${settings.resource} is published every ${period} minutes`,
    allowed: `multiples of ${period}m`,
    change: `write for: ${Math.ceil(minutes / period) * period}m`,
  });
  return undefined;
}

/** What is said of baselines over what holds without. */
export function resolveBaselines(settings: BaselineSettings | undefined): Baselines {
  const { application = {}, infrastructure = {}, database = {} } = settings ?? {};
  const byDefault = DEFAULT_BASELINES;
  return {
    application: {
      p95Ms: application.p95 ?? byDefault.application.p95Ms,
      p99Ms: application.p99 ?? byDefault.application.p99Ms,
      requestsPerSecond: application.requestsPerSecond ?? byDefault.application.requestsPerSecond,
      availabilityPercent: application.availability ?? byDefault.application.availabilityPercent,
      errorPercent: application.errorRate ?? byDefault.application.errorPercent,
    },
    infrastructure: {
      cpuPercent: infrastructure.cpu ?? byDefault.infrastructure.cpuPercent,
      memoryPercent: infrastructure.memory ?? byDefault.infrastructure.memoryPercent,
      diskPercent: infrastructure.disk ?? byDefault.infrastructure.diskPercent,
      networkGbps: infrastructure.networkGbps ?? byDefault.infrastructure.networkGbps,
      iops: infrastructure.iops ?? byDefault.infrastructure.iops,
    },
    database: {
      connectionPoolPercent: database.connectionPool ?? byDefault.database.connectionPoolPercent,
      queryTimeMs: database.queryTime ?? byDefault.database.queryTimeMs,
      transactionsPerSecond: database.transactionsPerSecond ?? byDefault.database.transactionsPerSecond,
      replicationLagMs: database.replicationLag ?? byDefault.database.replicationLagMs,
      backupMs: database.backup ?? byDefault.database.backupMs,
    },
  };
}
