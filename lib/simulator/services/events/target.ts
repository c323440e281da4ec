import { regionOfArn } from '../../../aws/arn';
import { allowOnly, objectIn, optionalNumber, optionalText, requiredText } from '../../../aws/assembly/property';
import type { JsonObject, JsonValue } from '../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../aws/errors';
import { deadLetterQueueIn } from '../sqs/dead-letter-queue';

/** Kinds of targets that are carried out. */
type TargetKind = 'function' | 'queue' | 'topic' | 'bus';

/** A target that is carried out. */
export interface KnownTarget {
  readonly kind: TargetKind;
  readonly arn: string;
  /** Role EventBridge takes on; buses have one, the other kinds decide by their own policies. */
  readonly roleArn?: string;
  /** What the target gets of an event, JSON. Throws NotSimulatedError when the event has no such part. */
  readonly payloadOf: (event: JsonObject) => string;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly deadLetterArn?: string;
}

/** A target that is not carried out, and why. */
interface UnknownTarget {
  readonly kind: 'unknown';
  readonly arn: string;
  readonly reason: string;
}

/** A target of a rule. */
export type RuleTarget = KnownTarget | UnknownTarget;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html; the largest is the default. */
const RETRY_ATTEMPTS = { least: 0, most: 185 };
const EVENT_AGE_SECONDS = { least: 60, most: 86_400 };

const KIND_OF_ARN: readonly (readonly [RegExp, TargetKind])[] = [
  [/^arn:[^:]+:lambda:[^:]+:\d{12}:function:[^:]+$/, 'function'],
  [/^arn:[^:]+:sqs:[^:]+:\d{12}:[^:]+$/, 'queue'],
  [/^arn:[^:]+:sns:[^:]+:\d{12}:[^:]+$/, 'topic'],
  [/^arn:[^:]+:events:[^:]+:\d{12}:event-bus\/.+$/, 'bus'],
];

const PROPERTIES = ['Arn', 'DeadLetterConfig', 'Id', 'Input', 'InputPath', 'RetryPolicy'];

/**
 * Reads a target of a rule. One that is not simulated is not an error: it is reported when an event matches.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-events-rule-target.html
 *
 * @param region of the rule
 * @throws NotSimulatedError for a target without an ARN
 */
export function readTarget(target: JsonObject, region: string): RuleTarget {
  const arn = requiredText(target, 'Arn');
  try {
    return readKnownTarget(target, arn, region);
  } catch (error) {
    if (error instanceof NotSimulatedError) return { kind: 'unknown', arn, reason: error.message };
    throw error;
  }
}

function readKnownTarget(target: JsonObject, arn: string, region: string): KnownTarget {
  const kind = KIND_OF_ARN.find(([pattern]) => pattern.test(arn))?.[1];
  if (kind === undefined) throw new NotSimulatedError(`target ${arn}`);
  const isOtherRegion = regionOfArn(arn) !== region;
  if (isOtherRegion !== (kind === 'bus')) throw new NotSimulatedError(`a ${kind} of ${isOtherRegion ? 'another' : 'the same'} region as target`);
  allowOnly(target, kind === 'bus' ? [...PROPERTIES, 'RoleArn'] : PROPERTIES);
  const retries = objectIn(target, 'RetryPolicy');
  allowOnly(retries, ['MaximumEventAgeInSeconds', 'MaximumRetryAttempts']);
  const deadLetterArn = optionalText(objectIn(target, 'DeadLetterConfig'), 'Arn');
  return {
    kind,
    arn,
    roleArn: kind === 'bus' ? requiredText(target, 'RoleArn') : undefined,
    payloadOf: readInput(target),
    maximumRetryAttempts: within(RETRY_ATTEMPTS, retries, 'MaximumRetryAttempts'),
    maximumEventAgeSeconds: within(EVENT_AGE_SECONDS, retries, 'MaximumEventAgeInSeconds'),
    deadLetterArn: deadLetterArn === undefined ? undefined : deadLetterQueueIn(region, deadLetterArn),
  };
}

/** `$`, `$.detail`, `$.detail.state.value`: names with dots between them. */
const SIMPLE_PATH = /^\$(\.[\w-]+)*$/;

function readInput(target: JsonObject): KnownTarget['payloadOf'] {
  const input = optionalText(target, 'Input');
  if (input !== undefined) return () => input;
  const path = optionalText(target, 'InputPath') ?? '$';
  if (!SIMPLE_PATH.test(path)) throw new NotSimulatedError(`InputPath ${path}`);
  const names = path.split('.').slice(1);
  return (event) => {
    let part: JsonValue | undefined = event;
    for (const name of names) part = typeof part === 'object' && part !== null ? own(part as JsonObject, name) : undefined;
    if (part === undefined) throw new NotSimulatedError(`InputPath ${path} of an event without it`);
    return JSON.stringify(part);
  };
}

function own(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function within({ least, most }: { readonly least: number; readonly most: number }, properties: JsonObject, name: string): number {
  const value = optionalNumber(properties, name) ?? most;
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new NotSimulatedError(`${name} ${value}, which is not ${least} to ${most}`);
}
