import { knownProperties } from '../../../aws/assembly/known-properties';
import type { DeployedIdentity, LoadedResource } from '../../../aws/assembly/loaded-stack';
import { optionalText } from '../../../aws/assembly/property';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { parseJsonText } from '../../../aws/cloudformation/json-text';
import { isJsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, orDoubt, orNotSimulated } from '../../../aws/errors';
import { compileEventPattern, type EventMatcher, type PatternLanguage } from '../../../aws/events/event-pattern';
import { parseScheduleExpression, type ScheduleExpression } from '../../../aws/schedule/schedule-expression';
import type { Instant } from '../../../time/time';
import { readTarget, type RuleTarget } from './target';

/** A rule that matches events of one bus, or is due on a schedule, or both. */
export interface Rule {
  readonly identity: DeployedIdentity;
  /** Name of its bus. */
  readonly bus: string;
  /** Nothing for a rule without a pattern. Throws NotSimulatedError when nobody can tell. */
  readonly matches: EventMatcher;
  /** When it is due by its schedule; undefined for a rule without one. */
  readonly schedule?: ScheduleExpression;
  readonly targets: readonly RuleTarget[];
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const ENABLED_STATES: ReadonlySet<string> = new Set(['ENABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']);

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-complex-example-or */
const MOST_OR_COMBINATIONS = 1_000;

/**
 * Reads an AWS::Events::Rule; undefined for one that is switched off.
 *
 * @param createdAt when the stack was deployed
 * @param assumptions what `anything-but` asks of lists
 * @throws NotSimulatedError for a state, a pattern or a schedule that the simulator does not know or EventBridge refuses
 */
export function readRule(resource: LoadedResource, createdAt: Instant, assumptions: Pick<PatternLanguage, 'anythingButOnLists'>): Rule | undefined {
  const { region, stackName, logicalId, constructPath } = resource;
  const { properties } = knownProperties(resource, ['Description', 'Tags', 'Targets']);
  const { EventPattern: pattern } = properties;
  const state = optionalText(properties, 'State') ?? 'ENABLED';
  if (state === 'DISABLED') return undefined;
  if (!ENABLED_STATES.has(state)) throw new NotSimulatedError(`State ${state}`);
  const arn = resource.attribute('Arn');
  const where = `${stackName}/${logicalId}`;
  const bus = busName(optionalText(properties, 'EventBusName') ?? 'default');
  const expression = optionalText(properties, 'ScheduleExpression');
  if (pattern === undefined && expression === undefined) throw new NotSimulatedError('a rule without EventPattern and ScheduleExpression');
  return {
    identity: { name: arn.split('/').at(-1)!, arn, region, stackName, logicalId, constructPath },
    bus,
    matches:
      pattern === undefined
        ? () => false
        : compileEventPattern(typeof pattern === 'string' ? parseJsonText(pattern) : pattern, where, {
            ...assumptions,
            emptyExists: true,
            mostOrCombinations: MOST_OR_COMBINATIONS,
          }),
    ...(expression !== undefined && { schedule: readSchedule(expression, bus, createdAt) }),
    targets: resource
      .at('Targets')
      .list()
      .map((target) => readKnownOrUnknown(target, region)),
  };
}

/** A target that cannot be resolved hides none of the others. */
function readKnownOrUnknown(node: PropertyNode, region: string): RuleTarget {
  const target = orDoubt(() => node.json());
  if (target instanceof NotSimulatedError) return { kind: 'unknown', arn: node.path, reason: target.message };
  return readTarget(isJsonObject(target) ? target : {}, region);
}

/**
 * Rules are due by UTC, and only on the default bus. A rate counts from the creation of the rule; that it is due at once
 * is our assumption. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
 */
function readSchedule(expression: string, bus: string, createdAt: Instant): ScheduleExpression {
  if (bus !== 'default') throw new NotSimulatedError(`ScheduleExpression of a rule on the bus ${bus}, which EventBridge refuses`);
  const schedule = orNotSimulated('ScheduleExpression', () => parseScheduleExpression(expression, 'UTC', createdAt));
  if (schedule.isOneTime) throw new NotSimulatedError(`ScheduleExpression ${expression} of a rule, which EventBridge refuses`);
  return schedule;
}

/** A bus may be given by name or by ARN. */
export function busName(bus: string): string {
  return bus.split('/').at(-1)!;
}
