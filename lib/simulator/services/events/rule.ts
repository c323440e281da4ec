import type { DeployedIdentity, LoadedResource } from '../../../aws/assembly/loaded-stack';
import { listOf, optionalText } from '../../../aws/assembly/property';
import { parseJsonText } from '../../../aws/cloudformation/json-text';
import { isJsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../aws/errors';
import { compileEventPattern, type EventMatcher } from '../../../aws/events/event-pattern';
import { readTarget, type RuleTarget } from './target';

/** A rule that matches events of one bus. */
export interface Rule {
  readonly identity: DeployedIdentity;
  /** Name of its bus. */
  readonly bus: string;
  readonly matches: EventMatcher;
  readonly targets: readonly RuleTarget[];
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const ENABLED_STATES: ReadonlySet<string> = new Set(['ENABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']);

/**
 * Reads an AWS::Events::Rule; undefined for one that is switched off or runs on a schedule.
 *
 * @throws NotSimulatedError for a state or a pattern the simulator does not know
 */
export function readRule(resource: LoadedResource): Rule | undefined {
  const { properties, region, stackName, logicalId, constructPath } = resource;
  const { EventPattern: pattern } = properties;
  const state = optionalText(properties, 'State') ?? 'ENABLED';
  if (pattern === undefined || state === 'DISABLED') return undefined;
  if (!ENABLED_STATES.has(state)) throw new NotSimulatedError(`State ${state}`);
  const arn = resource.attribute('Arn');
  const where = `${stackName}/${logicalId}`;
  return {
    identity: { name: arn.split('/').at(-1)!, arn, region, stackName, logicalId, constructPath },
    bus: busName(optionalText(properties, 'EventBusName') ?? 'default'),
    matches: compileEventPattern(typeof pattern === 'string' ? parseJsonText(pattern) : pattern, where),
    targets: listOf(properties, 'Targets').map((target) => readTarget(isJsonObject(target) ? target : {}, region)),
  };
}

/** A bus may be given by name or by ARN. */
export function busName(bus: string): string {
  return bus.split('/').at(-1)!;
}
