import type { LoadedStack } from '../aws/assembly/loaded-stack';
import { whatTellsApart } from '../aws/cloudformation/named-value';
import type { MissingValue } from '../aws/missing-value';
import type { AnomalyBand } from '../simulator/core/anomaly-band';
import { DEFAULT_ASSUMPTIONS } from '../simulator/core/assumptions';
import { alarmsWithNamedValues } from '../simulator/services/cloudwatch/alarms-with-named-values';
import { metricKey, type MetricIdentity } from '../simulator/services/cloudwatch/metric-store';
import { MINUTE_MS, type Instant } from '../time/time';
import type { Spell } from './alarm-histories';
import { neededByTemplate } from './needed-by-template';
import type { Pattern } from './pattern';
import { playBacktest } from './play-backtest';
import { nameOfPart, type NotPlayed } from './simulated-alarms';
import { StatedMetrics, type StatedMetric } from './stated-metrics';

/** Metrics by name: of every metric that alarms read by this name, all that have these dimensions. */
export interface MetricSelection {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What somebody asks: these metrics do this. */
export interface Supposition {
  readonly selection: MetricSelection;
  readonly pattern: Pattern;
}

/** An alarm that reads a metric of the suppositions, and nothing that they leave open. */
export interface WhatIfAlarm {
  readonly name: string;
  readonly region: string;
  /** What it notifies in ALARM: ARNs, or what stands in the place of one that cannot be determined. Empty: nobody. */
  readonly actions: readonly string[];
  /** When it is in ALARM, from the beginning of the patterns on. */
  readonly spells: readonly Spell[];
}

/** What alarms do when metrics do something. */
export interface WhatIf {
  /** When the patterns begin, and when the last one ends. */
  readonly from: Instant;
  readonly to: Instant;
  readonly metrics: readonly MetricIdentity[];
  readonly alarms: readonly WhatIfAlarm[];
  /** Alarms that read one of the metrics and were not played, most often because they read others as well, and those that AWS would refuse. */
  readonly notPlayed: readonly NotPlayed[];
  /** How many alarms nothing was supposed for: they read other metrics, cannot be simulated, or depend on such alarms. */
  readonly others: number;
}

/** A Monday, at midnight: buckets of any period begin there. */
const BEGIN: Instant = Date.UTC(2026, 0, 5);
/** So long before, alarms are deployed: each was evaluated, those over days as well. */
const SETTLED_MINUTES = 24 * 60;

/**
 * Plays suppositions through the alarms of templates, evaluation by evaluation as CloudWatch would.
 *
 * @param bands what anomaly detection expects, by name of the alarm that compares with it
 * @returns the selections that no alarm reads in place of an answer, when there are any
 * @throws ProblemsError for stacks of several accounts
 */
export function whatIf(
  given: readonly LoadedStack[],
  suppositions: readonly Supposition[],
  bands: Readonly<Record<string, AnomalyBand>> = {},
): WhatIf | { readonly unread: readonly MetricSelection[] } {
  const stacks = alarmsWithNamedValues(given);
  const { needed, byAlarm } = neededByTemplate(stacks, bands, true);
  const doubts = new Map<string, MissingValue>();
  const stated = new Map<string, StatedMetric>();
  const unread: MetricSelection[] = [];
  for (const { selection, pattern } of suppositions) {
    const selected = needed.filter(({ metric }) => isSelected(metric, selection));
    for (const { metric } of needed) {
      const doubt = doubtOf(metric, selection);
      if (doubt !== undefined) doubts.set(metricKey(metric), doubt);
    }
    if (selected.length === 0 && doubts.size === 0) unread.push(selection);
    for (const { metric, unit } of selected) stated.set(metricKey(metric), { metric, pattern, ...(unit !== undefined && { unit }) });
  }
  if (unread.length > 0) return { unread };
  const readers = [...byAlarm].filter(([, ofAlarm]) => ofAlarm.some(({ metric }) => stated.has(metricKey(metric))));
  const concerned = new Set(readers.map(([alarm]) => nameOfPart(alarm)));
  const doubtful = [...byAlarm].flatMap(([alarm, ofAlarm]): NotPlayed[] => {
    const missing = concerned.has(nameOfPart(alarm))
      ? undefined
      : ofAlarm.map(({ metric }) => doubts.get(metricKey(metric))).find((doubt) => doubt !== undefined);
    return missing === undefined ? [] : [{ name: nameOfPart(alarm), why: `whether it reads the metric depends on ${missing.kind} ${missing.name}`, missing }];
  });
  const isDoubtful = new Set(doubtful.map(({ name }) => name));
  const fromMinute = BEGIN / MINUTE_MS;
  const toMinute = fromMinute + Math.max(...suppositions.map(({ pattern }) => pattern.minutes));
  const metrics = new StatedMetrics([...stated.values()], { fromMinute, toMinute });
  const span = { from: (fromMinute - SETTLED_MINUTES) * MINUTE_MS, to: toMinute * MINUTE_MS };
  const { alarms, notPlayed } = playBacktest(stacks, metrics, span, { ...DEFAULT_ASSUMPTIONS, anomalyBands: bands });
  return {
    from: BEGIN,
    to: span.to,
    metrics: [...stated.values()].map(({ metric }) => metric),
    alarms: alarms.map(({ identity: { name, region }, actions, unknownActions, spells }) => ({
      name,
      region,
      actions: [...actions, ...unknownActions.map(({ action }) => `${action} (cannot be determined)`)],
      spells: spells.filter(({ to }) => to > BEGIN),
    })),
    notPlayed: [...notPlayed.filter(({ name, problem }) => problem !== undefined || concerned.has(name)), ...doubtful],
    others: notPlayed.filter(({ name, problem }) => problem === undefined && !concerned.has(name) && !isDoubtful.has(name)).length,
  };
}

/** What decides whether a metric is selected, where a part of its identity is only named: it may be the one that is asked for. */
function doubtOf(metric: MetricIdentity, { namespace, metricName, dimensions }: MetricSelection): MissingValue | undefined {
  const names = Object.keys(dimensions);
  if (names.some((name) => metric.dimensions[name] === undefined)) return undefined;
  const sides = [
    [metric.namespace, namespace],
    [metric.metricName, metricName],
    ...names.map((name) => [metric.dimensions[name]!, dimensions[name]!] as const),
  ] as const;
  const doubts = sides.filter(([one, other]) => one !== other).map(([one, other]) => whatTellsApart(one, other));
  return doubts.includes(undefined) ? undefined : doubts[0];
}

function isSelected(metric: MetricIdentity, { namespace, metricName, dimensions }: MetricSelection): boolean {
  if (metric.namespace !== namespace || metric.metricName !== metricName) return false;
  // As in a query of GetMetricData, `AccountId` is the account of a metric, unless that has a dimension of this name.
  const named: Readonly<Record<string, string | undefined>> = { AccountId: metric.account, ...metric.dimensions };
  return Object.entries(dimensions).every(([name, value]) => named[name] === value);
}
