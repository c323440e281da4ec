import { referencedAlarms } from '../aws/alarm-rule/alarm-rule';
import { parseAlarmRule } from '../aws/alarm-rule/parse-alarm-rule';
import { AlarmRuleSyntaxError } from '../aws/alarm-rule/tokenize-alarm-rule';
import { alarmNameOf, lastPartOfArn } from '../aws/arn';
import type { LoadedResource, LoadedStack } from '../aws/assembly/loaded-stack';
import { booleanOr, optionalText, requiredText, textsOf } from '../aws/assembly/property';
import { NotSimulatedError, ServiceError } from '../aws/errors';
import type { MetricMathNode } from '../aws/metric-math/ast';
import type { ScoreCode } from '../problems/catalogue/scores';
import { ProblemsError } from '../problems/problem';
import { readMetricAlarmDefinition, type MetricAlarmDefinition } from '../simulator/services/cloudwatch/metric-alarm-definition';
import type { Urgency } from '../slo/burn-rate';
import type { MappedMetric, ScoreMapping } from './mapping';
import { isSameMetric, unitsOf } from './metric-units';

/** A metric alarm whose metrics are all mapped. */
export interface ScoredMetricAlarm {
  readonly resource: LoadedResource;
  readonly definition: MetricAlarmDefinition;
}

/** An alarm that is left out of a score, and why. */
export interface NotScoredAlarm {
  readonly name: string;
  readonly reason: string;
}

/** The part of a template that watches one objective. */
export interface ScoredDesign {
  /** What it is called in a report: the file or directory it came from. */
  readonly name: string;
  /** Stacks with nothing but the alarms scored, their properties resolved once and for all. */
  readonly stacks: readonly LoadedStack[];
  readonly metricAlarms: readonly ScoredMetricAlarm[];
  readonly compositeAlarms: number;
  /** The mapped metrics, each with the unit that it is published in. */
  readonly metrics: readonly MappedMetric[];
  /** What a reader has to know of the units, one sentence each. */
  readonly unitNotes: readonly string[];
  /** Alarms that notify somebody, with what they are, by region and name as in {@link alarmKeyOf}. */
  readonly notifying: ReadonlyMap<string, Urgency>;
  readonly notScored: readonly NotScoredAlarm[];
  /** Longest evaluation range of any alarm, minutes. */
  readonly rangeMinutes: number;
  /** List price of the alarms, USD a month. */
  readonly monthlyUsd: number;
}

/** List prices a month in us-east-1. https://aws.amazon.com/cloudwatch/pricing/ (read 2026-11-20) */
const USD_PER_ALARM_METRIC = 0.1;
const USD_PER_COMPOSITE_ALARM = 0.5;

/** Distinguishes alarms of several regions. */
export function alarmKeyOf({ region, name }: { readonly region: string; readonly name: string }): string {
  return `${region} ${name}`;
}

/**
 * Finds the alarms of a template that can be scored: metric alarms that read mapped metrics only and do not only say that there are many
 * events, and composite alarms over such alarms. Every other alarm is listed with the reason.
 *
 * @throws ProblemsError SCR030 when there is none, SCR031 when none of them notifies anybody, SCR034 when the unit of a
 *   metric cannot be determined
 */
export function findScoredDesign(name: string, stacks: readonly LoadedStack[], mapping: ScoreMapping): ScoredDesign {
  const finder = new DesignFinder(mapping);
  for (const stack of stacks) for (const resource of stack.resources) finder.readMetricAlarm(resource, stack.account);
  for (const stack of stacks) for (const resource of stack.resources) finder.readCompositeAlarm(resource);
  finder.leaveOutDependents();
  const { metricAlarms, composites, notScored } = finder;
  if (metricAlarms.size === 0) throw noAlarms('SCR030', name, notScored);

  const scored = new Map([...metricAlarms.values(), ...composites.values()].map(({ resource }) => [resource.logicalId + resource.stackName, resource]));
  const notifying = new Map<string, Urgency>();
  for (const resource of scored.values()) {
    const urgency = urgencyOf(resource, mapping.tickets);
    if (urgency !== undefined) notifying.set(alarmKeyOf({ region: resource.region, name: resource.ref }), urgency);
  }
  if (notifying.size === 0) throw noAlarms('SCR031', name, notScored);

  const pricedMetrics = [...metricAlarms.values()].reduce((sum, { definition }) => sum + definition.metrics.length, 0);
  const units = unitsOf(mapping.metrics, [...metricAlarms.values()]);
  return {
    name,
    stacks: stacks.map((stack) => ({
      ...stack,
      transforms: [],
      resources: stack.resources.flatMap((resource) => scored.get(resource.logicalId + resource.stackName) ?? []),
    })),
    metricAlarms: [...metricAlarms.values()],
    compositeAlarms: composites.size,
    metrics: units.metrics,
    unitNotes: units.notes,
    notifying,
    notScored,
    rangeMinutes: Math.max(...[...metricAlarms.values()].map(({ definition }) => definition.periodMinutes * definition.evaluationPeriods)),
    monthlyUsd: pricedMetrics * USD_PER_ALARM_METRIC + composites.size * USD_PER_COMPOSITE_ALARM,
  };
}

interface ScoredComposite {
  readonly resource: LoadedResource;
  /** Names of the alarms it depends on, by rule or as suppressor. */
  readonly dependencies: readonly string[];
}

/** Collects alarms by region and name. */
class DesignFinder {
  readonly metricAlarms = new Map<string, ScoredMetricAlarm>();
  readonly composites = new Map<string, ScoredComposite>();
  readonly notScored: NotScoredAlarm[] = [];
  /** Names of all alarms of the template, scored or not. */
  readonly #declared = new Set<string>();
  readonly #mapping: ScoreMapping;

  constructor(mapping: ScoreMapping) {
    this.#mapping = mapping;
  }

  readMetricAlarm(resource: LoadedResource, accountId: string): void {
    if (resource.type !== 'AWS::CloudWatch::Alarm') return;
    this.#attempt(resource, () => {
      const alarm = this.#declare(resource);
      const definition = readMetricAlarmDefinition(alarm.ref, alarm.properties, accountId);
      const foreign = definition.metrics.find((metric) => !this.#mapping.metrics.some((mapped) => isSameMetric(mapped, metric)));
      if (foreign !== undefined)
        return this.#leaveOut(
          alarm.ref,
          `${foreign.namespace} ${foreign.metricName} ${dimensionsText(foreign.dimensions)} is ${foreign.account === undefined ? 'not mapped' : `a metric of account ${foreign.account}`}`,
        );
      if (isOfLoad(definition, this.#mapping)) return this.#leaveOut(alarm.ref, 'it says that there are many events, not that they fail');
      this.metricAlarms.set(alarmKeyOf({ region: alarm.region, name: alarm.ref }), { resource: alarm, definition });
    });
  }

  readCompositeAlarm(resource: LoadedResource): void {
    if (resource.type !== 'AWS::CloudWatch::CompositeAlarm') return;
    this.#attempt(resource, () => {
      const alarm = this.#declare(resource);
      const suppressor = optionalText(alarm.properties, 'ActionsSuppressor');
      const children = referencedAlarms(parseAlarmRule(requiredText(alarm.properties, 'AlarmRule')));
      if (children.length === 0) return this.#leaveOut(alarm.ref, 'its rule looks at no alarm');
      const dependencies = suppressor === undefined ? children : [...children, suppressor];
      this.composites.set(alarmKeyOf({ region: alarm.region, name: alarm.ref }), { resource: alarm, dependencies });
    });
  }

  leaveOutDependents(): void {
    let before: number;
    do {
      before = this.composites.size;
      for (const [key, { resource, dependencies }] of this.composites) {
        const missing = dependencies.map(alarmNameOf).find((name) => !this.#has(alarmKeyOf({ region: resource.region, name })));
        if (missing === undefined) continue;
        this.composites.delete(key);
        const reason = this.#declared.has(missing) ? 'it depends on an alarm that is not scored' : `alarm ${missing}, which it names, is not in the template`;
        this.#leaveOut(resource.ref, reason);
      }
    } while (this.composites.size < before);
  }

  #declare(resource: LoadedResource): LoadedResource {
    this.#declared.add(resource.ref);
    return resolved(resource);
  }

  #has(key: string): boolean {
    return this.metricAlarms.has(key) || this.composites.has(key);
  }

  #attempt(resource: LoadedResource, read: () => void): void {
    try {
      read();
    } catch (error) {
      const isKnown = error instanceof NotSimulatedError || error instanceof ServiceError || error instanceof AlarmRuleSyntaxError;
      if (!isKnown) throw error;
      this.#leaveOut(`${resource.stackName}.${resource.logicalId}`, error.message);
    }
  }

  #leaveOut(name: string, reason: string): void {
    this.notScored.push({ name, reason });
  }
}

/**
 * Whether an alarm is on when there are many events, such as one at the rate that a load balancer was tested with: it defends no objective, and how
 * often it is on says how much traffic a score plays. One on few events, or on silence, is part of a design.
 */
function isOfLoad({ metrics, expressions, limit, returnedId }: MetricAlarmDefinition, mapping: ScoreMapping): boolean {
  if (!limit.comparison.startsWith('GreaterThan')) return false;
  const countsAll = (id: string) => {
    const metric = metrics.find((each) => each.id === id);
    return metric !== undefined && mapping.metrics.find((mapped) => isSameMetric(mapped, metric))?.counts === 'total';
  };
  const growsWithEvents = (node: MetricMathNode): boolean => {
    if (node.kind === 'reference') return expressions.has(node.id) ? growsWithEvents(expressions.get(node.id)!) : countsAll(node.id);
    return node.kind === 'binary' && (node.operator === '*' || node.operator === '/') && growsWithEvents(node.left) && isFactor(node.right);
  };
  return growsWithEvents({ kind: 'reference', id: returnedId, position: 0 });
}

/** Whether an expression only changes the unit of what it is multiplied or divided with: a number, or the seconds of a period. */
const isFactor = (node: MetricMathNode): boolean => node.kind === 'number' || (node.kind === 'call' && node.name === 'PERIOD');

/** A score runs an alarm hundreds of times; its properties are resolved once. */
function resolved(resource: LoadedResource): LoadedResource {
  const { stackName, logicalId, type, region, stack, constructPath, properties, ref } = resource;
  const arn = resource.attribute('Arn');
  return {
    stackName,
    logicalId,
    type,
    region,
    stack,
    constructPath,
    properties,
    ref,
    at: (property) => resource.at(property),
    requireCreated: () => resource.requireCreated(),
    naming: (paths) => resource.naming(paths),
    attribute: (name) => (name === 'Arn' ? arn : resource.attribute(name)),
  };
}

/** As a mapping file writes them, so that they can be copied into one. */
function dimensionsText(dimensions: Readonly<Record<string, string>>): string {
  const names = Object.keys(dimensions);
  return names.length === 0 ? 'without dimensions' : `{ ${names.map((name) => `${name}: ${dimensions[name]}`).join(', ')} }`;
}

/** A ticket when the alarm or one of its topics is named as one, else a page; undefined for an alarm that notifies nobody. */
function urgencyOf({ ref, properties }: LoadedResource, tickets: readonly string[]): Urgency | undefined {
  const actions = textsOf(properties, 'AlarmActions');
  if (actions.length === 0 || !booleanOr(properties, 'ActionsEnabled', true)) return undefined;
  const names = [ref, ...actions, ...actions.map(lastPartOfArn)];
  return tickets.some((ticket) => names.some((each) => matches(each, ticket))) ? 'ticket' : 'page';
}

/** Whether a text fits a pattern in which `*` stands for any part. */
function matches(value: string, pattern: string): boolean {
  const escaped = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 's').test(value);
}

function noAlarms(code: ScoreCode, name: string, notScored: readonly NotScoredAlarm[]): ProblemsError {
  const isSilent = code === 'SCR031';
  const first = notScored[0];
  return new ProblemsError([
    {
      code,
      level: 'error',
      where: { file: name },
      what: isSilent ? 'no alarm that reads the mapped metrics notifies anybody' : 'no alarm reads the mapped metrics and no others',
      received:
        first === undefined
          ? 'no other alarm'
          : `${notScored.length} other ${notScored.length === 1 ? 'alarm' : 'alarms'}; the first is ${first.name}: ${first.reason}`,
      allowed: isSilent ? 'at least one alarm with AlarmActions that are enabled' : 'at least one metric alarm over mapped metrics',
      change: isSilent
        ? 'give the alarm that pages its AlarmActions'
        : 'map every metric that the alarms read, with exactly the dimensions they name, in the file of --mapping; --suggest-mapping writes one',
    },
  ]);
}
