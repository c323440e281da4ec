import {
  MAX_RULE_CHARACTERS,
  MAX_RULE_CHILDREN,
  MAX_RULE_ELEMENTS,
  MAX_RULE_PARENTS,
  referencedAlarms,
  type AlarmRule,
} from '../../../aws/alarm-rule/alarm-rule';
import { countElements, parseAlarmRule } from '../../../aws/alarm-rule/parse-alarm-rule';
import { AlarmRuleSyntaxError } from '../../../aws/alarm-rule/tokenize-alarm-rule';
import { accountOfArn, alarmNameIn, regionOfArn } from '../../../aws/arn';
import { knownProperties } from '../../../aws/assembly/known-properties';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { allowOnly, optionalNumber, optionalText, requiredText } from '../../../aws/assembly/property';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { ServiceError } from '../../../aws/errors';
import type { ProblemCode } from '../../../problems/catalogue';
import type { Problem } from '../../../problems/problem';
import type { Instant } from '../../../time/time';
import type { Assumptions } from '../../core/assumptions';
import type { VirtualClock } from '../../core/clock';
import type { NotSimulatedParts } from '../../core/not-simulated';
import { ActionSuppression } from './action-suppression';
import { DISPENSABLE_OF_ALARMS, readAlarmCommon, type Alarm, type AlarmCommon, type CompositeAlarm, type MetricAlarm } from './alarm';
import type { MetricAlarmRun } from './metric-alarm';
import type { MetricAlarmInput } from './metric-alarm-run';
import type { MetricStore } from './metric-store';
import { LOG_ALARM } from './query-alarm-definition';
import { CLOUDWATCH_RESOURCES } from './resources';

/** Makes the evaluation of one metric alarm; throws ServiceError for what PutMetricAlarm refuses. */
export type MetricAlarmFactory = (input: MetricAlarmInput) => MetricAlarmRun;

/** What alarms are made with. */
export interface ReadAlarmsOptions {
  readonly accountId: string;
  readonly createdAt: Instant;
  readonly clock: VirtualClock;
  readonly store: MetricStore;
  readonly assumptions: Assumptions;
  readonly createMetricAlarm: MetricAlarmFactory;
  /** Types of alarms on queries that the factory makes as well. Default: none, there are no logs. */
  readonly queryAlarms?: ReadonlySet<string>;
  readonly notSimulated: NotSimulatedParts;
  /** Called when a suppressor lets go of the held actions of a composite alarm. */
  readonly onRelease: (alarm: CompositeAlarm) => void;
}

/** Every alarm that can be simulated, in the order of the templates, and what AWS would refuse to create. */
export interface ReadAlarms {
  readonly alarms: readonly Alarm[];
  readonly refused: readonly RefusedAlarm[];
}

/** An alarm that AWS would refuse to create, and what for. */
export interface RefusedAlarm {
  readonly resource: LoadedResource;
  readonly problem: Problem;
}

/**
 * Makes the alarms of all stacks. What is not simulated is noted and left out, together with the composite alarms that
 * depend on it or on an alarm that no template has, which may be of another stack. What AWS would refuse is a problem: ACC001
 * two alarms of one name, ACC002 not an alarm rule, ACC004 an alarm that PutMetricAlarm or PutCompositeAlarm refuses.
 */
export function readAlarms(stacks: readonly LoadedStack[], options: ReadAlarmsOptions): ReadAlarms {
  return new AlarmReader(options).read(stacks);
}

/** Kinds of alarms a rule may name as well, and why none of them is simulated. */
export const REFUSED_ALARM_TYPES: Readonly<Record<string, string>> = {
  [LOG_ALARM]: 'a log alarm is simulated where its results are stated, in day2 what-if',
  'AWS::CloudWatch::Alert': 'alerts are not simulated',
};

/** What a composite alarm is configured with, beside what every alarm has. */
interface CompositeSettings {
  readonly rule: AlarmRule;
  readonly suppressorName?: string;
  readonly waitSeconds: number;
  readonly extensionSeconds: number;
}

/** A composite alarm before the alarms it names are found. */
interface CompositeDraft extends CompositeSettings {
  readonly resource: LoadedResource;
  readonly file: string;
  readonly common: AlarmCommon;
}

class AlarmReader {
  readonly #options: ReadAlarmsOptions;
  readonly #refused: RefusedAlarm[] = [];
  /** Every alarm the templates define, simulated or not, by region and name. */
  readonly #declared = new Set<string>();
  readonly #metricAlarms = new Map<string, MetricAlarm>();
  readonly #drafts = new Map<string, CompositeDraft>();

  constructor(options: ReadAlarmsOptions) {
    this.#options = options;
  }

  read(stacks: readonly LoadedStack[]): ReadAlarms {
    for (const stack of stacks) {
      for (const resource of stack.resources) {
        const { type } = resource;
        if (type === 'AWS::CloudWatch::Alarm' || this.#options.queryAlarms?.has(type) === true) {
          this.#read(resource, stack, (key) => this.#readMetric(key, resource));
        } else if (type === 'AWS::CloudWatch::CompositeAlarm') {
          this.#read(resource, stack, (key) => this.#readComposite(key, resource, stack.file));
        } else if (Object.hasOwn(REFUSED_ALARM_TYPES, type)) this.#declare(resource);
      }
    }
    this.#refuseCrowds();
    this.#leaveOutDependents();
    return { alarms: [...this.#metricAlarms.values(), ...this.#link()], refused: this.#refused };
  }

  #read(resource: LoadedResource, stack: LoadedStack, read: (key: string) => void): void {
    this.#options.notSimulated.attempt(resource, () => {
      const key = alarmKey(resource.region, resource.ref);
      if (this.#declared.has(key)) {
        this.#problem('ACC001', resource, stack.file, `alarm ${resource.ref} is defined twice in ${resource.region}`, {
          allowed: 'alarm names that are unique per account and region, metric and composite alarms together',
          change: 'give one of the alarms another name',
        });
        return;
      }
      this.#declared.add(key);
      try {
        read(key);
      } catch (error) {
        if (!(error instanceof ServiceError) && !(error instanceof AlarmRuleSyntaxError)) throw error;
        const isRule = error instanceof AlarmRuleSyntaxError;
        this.#problem(isRule ? 'ACC002' : 'ACC004', resource, stack.file, `CloudWatch would refuse the alarm: ${error.message}`, {
          received: isRule ? optionalText(resource.properties, 'AlarmRule') : undefined,
          change: isRule ? 'correct AlarmRule' : 'correct the properties of the alarm',
        });
      }
    });
  }

  /** Makes an alarm known by all it may be called, so that a rule naming it is not taken for a mistake. */
  #declare(resource: LoadedResource): void {
    this.#options.notSimulated.attempt(resource, () => {
      const names = [resource.ref, resource.attribute('Arn'), optionalText(resource.properties, 'AlarmName') ?? resource.ref];
      for (const name of names) this.#declared.add(alarmKey(resource.region, name));
    });
  }

  #readMetric(key: string, resource: LoadedResource): void {
    const { accountId, createdAt, createMetricAlarm, store, assumptions } = this.#options;
    const { region, ref: name, type } = resource;
    const known = knownProperties(resource, DISPENSABLE_OF_ALARMS);
    const common = readAlarmCommon(resource, known, 'metric', createdAt);
    const run = createMetricAlarm({ name, region, type, properties: known.properties, store, assumptions, accountId, createdAt });
    const state = { ...common.state, value: run.state };
    this.#metricAlarms.set(key, { ...common, state, previousState: state, type: 'metric', run, lookAhead: [] });
  }

  #readComposite(key: string, resource: LoadedResource, file: string): void {
    const known = knownProperties(resource, DISPENSABLE_OF_ALARMS);
    const { properties } = known;
    allowOnly(properties, CLOUDWATCH_RESOURCES['AWS::CloudWatch::CompositeAlarm']);
    const common = readAlarmCommon(resource, known, 'composite', this.#options.createdAt);
    this.#drafts.set(key, { resource, file, common, ...compositeSettings(properties) });
  }

  /** In the order of the templates: CloudWatch refuses the composite alarm that is one too many for a child. */
  #refuseCrowds(): void {
    const parents = new Map<string, number>();
    for (const [key, { resource, file, rule, common }] of this.#drafts) {
      const children = referencedAlarms(rule).map((name) => keyOfName(name, common));
      const crowded = children.findIndex((child) => (parents.get(child) ?? 0) >= MAX_RULE_PARENTS);
      if (crowded < 0) {
        for (const child of children) parents.set(child, (parents.get(child) ?? 0) + 1);
        continue;
      }
      this.#drafts.delete(key);
      const what = `alarm ${referencedAlarms(rule)[crowded]} is in the rules of ${MAX_RULE_PARENTS} composite alarms already`;
      this.#problem('ACC004', resource, file, `CloudWatch would refuse the alarm: ${what}`, {
        allowed: `${MAX_RULE_PARENTS} composite alarms for each child`,
        change: 'let composite alarms share one composite alarm over that child',
      });
    }
  }

  /** Without one of its alarms a composite alarm has no state one could tell; nor have the alarms above it. */
  #leaveOutDependents(): void {
    const isThere = (key: string) => this.#metricAlarms.has(key) || this.#drafts.has(key);
    let before: number;
    do {
      before = this.#drafts.size;
      for (const [key, draft] of this.#drafts) {
        const missing = namesIn(draft).find((name) => !isThere(keyOfName(name, draft.common)));
        if (missing === undefined) continue;
        this.#drafts.delete(key);
        const isDeclared = this.#declared.has(keyOfName(missing, draft.common));
        this.#options.notSimulated.add(draft.resource, `not simulated: alarm ${missing}, which it depends on${isDeclared ? '' : ' and no template has'}`);
      }
    } while (this.#drafts.size < before);
  }

  #link(): CompositeAlarm[] {
    const composites = new Map<string, CompositeAlarm & { suppressor?: Alarm; suppression?: ActionSuppression }>();
    const children = new Map<string, Map<string, Alarm>>();
    for (const [key, draft] of this.#drafts) {
      const childrenOfThis = new Map<string, Alarm>();
      children.set(key, childrenOfThis);
      composites.set(key, { ...draft.common, type: 'composite', rule: draft.rule, children: childrenOfThis });
    }
    const find = (name: string, from: AlarmCommon): Alarm => {
      const key = keyOfName(name, from);
      return this.#metricAlarms.get(key) ?? composites.get(key)!;
    };
    for (const [key, draft] of this.#drafts) {
      const alarm = composites.get(key)!;
      for (const name of referencedAlarms(draft.rule)) children.get(key)!.set(name, find(name, alarm));
      if (draft.suppressorName === undefined) continue;
      const suppressor = find(draft.suppressorName, alarm);
      alarm.suppressor = suppressor;
      alarm.suppression = new ActionSuppression({
        waitSeconds: draft.waitSeconds,
        extensionSeconds: draft.extensionSeconds,
        clock: this.#options.clock,
        isSuppressorInAlarm: () => suppressor.state.value === 'ALARM',
        onRelease: () => this.#options.onRelease(alarm),
      });
    }
    return [...composites.values()];
  }

  #problem(code: ProblemCode, resource: LoadedResource, file: string, what: string, rest: Pick<Problem, 'received' | 'allowed' | 'change'>): void {
    const path = `Resources.${resource.logicalId}`;
    this.#refused.push({ resource, problem: { code, level: 'error', where: { file, path }, what, ...rest } });
  }
}

/**
 * Reads rule and suppression of a composite alarm from its properties.
 *
 * @throws AlarmRuleSyntaxError for a rule that is none
 * @throws ServiceError ValidationError for what CloudWatch refuses
 */
export function compositeSettings(properties: JsonObject): CompositeSettings {
  const suppressorName = optionalText(properties, 'ActionsSuppressor');
  const waitSeconds = secondsOf(properties, 'ActionsSuppressorWaitPeriod');
  const extensionSeconds = secondsOf(properties, 'ActionsSuppressorExtensionPeriod');
  if (suppressorName !== undefined && (waitSeconds === undefined || extensionSeconds === undefined)) {
    throw new ServiceError('ValidationError', 'ActionsSuppressor needs ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod');
  }
  return {
    rule: readRule(requiredText(properties, 'AlarmRule')),
    ...(suppressorName !== undefined && { suppressorName }),
    waitSeconds: waitSeconds ?? 0,
    extensionSeconds: extensionSeconds ?? 0,
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
function readRule(text: string): AlarmRule {
  const rule = parseAlarmRule(text);
  const measures: readonly [count: number, most: number, unit: string][] = [
    [text.length, MAX_RULE_CHARACTERS, 'characters'],
    [referencedAlarms(rule).length, MAX_RULE_CHILDREN, 'child alarms'],
    [countElements(text), MAX_RULE_ELEMENTS, 'elements'],
  ];
  for (const [count, most, unit] of measures) {
    if (count > most) throw new ServiceError('ValidationError', `AlarmRule has ${count} ${unit}, at most ${most} are allowed`);
  }
  return rule;
}

function secondsOf(properties: JsonObject, name: string): number | undefined {
  const seconds = optionalNumber(properties, name);
  if (seconds === undefined || (Number.isInteger(seconds) && seconds >= 0)) return seconds;
  throw new ServiceError('ValidationError', `${name} must be a whole number of seconds, received ${seconds}`);
}

function namesIn(draft: CompositeDraft): string[] {
  const names = referencedAlarms(draft.rule);
  return draft.suppressorName === undefined ? names : [...names, draft.suppressorName];
}

function keyOfName(name: string, from: AlarmCommon): string {
  return alarmKey(...locateAlarm(name, from.identity));
}

/** Region and name by which an alarm named in a rule is to be found; an ARN of another account or region is found nowhere. */
export function locateAlarm(name: string, { arn, region }: AlarmCommon['identity']): [region: string, name: string] {
  const inArn = alarmNameIn(name);
  if (inArn === undefined) return [region, name];
  const isReachable = accountOfArn(name) === accountOfArn(arn) && regionOfArn(name) === region;
  return isReachable ? [region, inArn] : ['elsewhere', name];
}

/** Alarm names are unique within a region of the account. */
export function alarmKey(region: string, name: string): string {
  return `${region} ${name}`;
}
