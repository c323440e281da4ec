import type { JsonObject } from '../../aws/cloudformation/template';
import { findOperation } from '../operations/operation';
import { operationKey, ownActions } from './iam-action';
import { refusedRead } from './refused-reads';

/** What a call does, and how that is known. Whatever is not known to read, mutates. */
export interface OperationEffect {
  readonly effect: 'reads' | 'mutates';
  /** As a sentence about the operation, for reports. */
  readonly reason: string;
}

/**
 * How the names of operations begin that read: what answers, and does nothing else. `Start`, `Generate`, `Detect`, `Export`,
 * `Receive` and `Poll` are not here, whatever the access level of one of them says. CloudWatch Logs calls a search a filter:
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
const READ_VERBS = /^(?:Describe|List|Get|Head|BatchGet|BatchDescribe|Search|Lookup|Filter|Simulate|Validate|Estimate)(?=[A-Z]|$)/;
/** Operations that try something out on a text. */
const TRIALS: readonly string[] = ['TestDNSAnswer', 'TestEventPattern', 'TestMetricFilter', 'TestTransformer'];

/**
 * Whether an operation reads, so that a dry run may call it: its IAM actions are all of level Read or List, and its name has a
 * verb of reading, and it is not in the table of reads that change, start, export, cost or reveal something. Writes that change
 * nothing (`kms:Decrypt`), and writes with a member that makes them a check (`DryRun` of EC2, whose success is an error), mutate.
 *
 * @param service what the account calls it, see `service-names.ts`
 * @param written name of the operation
 * @param input what it is called with, references included; undefined when that is not known
 */
export function effectOfOperation(service: string, written: string, input?: JsonObject): OperationEffect {
  const operation = findOperation(service, written);
  if ('unknown' in operation) return mutates(UNKNOWN[operation.unknown](service, written));
  const key = operationKey(operation);
  const actions = ownActions(operation);
  if (actions.length === 0) return mutates(`no IAM action is known of ${key}`);
  const write = actions.find(({ level }) => level === 'Write');
  if (write !== undefined) return mutates(`${key} is a write: ${write.name} is of access level ${write.level}`);
  const refused = refusedRead(key, input);
  if (refused !== undefined) return mutates(`${key} ${refused.does}`);
  if (!hasVerbOfReading(operation.name)) return mutates(`${key} has no verb of reading, whatever its access level`);
  return { effect: 'reads', reason: `${key} is of access level ${actions[0]!.level}` };
}

/** Whether an operation is called like one that answers, and does nothing else. */
export function hasVerbOfReading(operation: string): boolean {
  return READ_VERBS.test(operation) || TRIALS.includes(operation);
}

const UNKNOWN: Readonly<Record<'service' | 'operation' | 'cannot tell', (service: string, operation: string) => string>> = {
  service: (service) => `nothing is known of the service ${service}`,
  operation: (service, operation) => `${service} has no operation ${operation}`,
  'cannot tell': (service, operation) => `nothing is known of ${service}:${operation}`,
};

function mutates(reason: string): OperationEffect {
  return { effect: 'mutates', reason };
}
