import { functionNameOf, parseArn } from '../../../aws/arn';
import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { CannotTellError, NotSimulatedError } from '../../../aws/errors';
import { matchesArn, matchesWildcard } from '../../../aws/iam/condition';
import { findAll } from '../find-resources';
import type { Finding } from '../template-check';

const FUNCTION = 'AWS::Lambda::Function';
const PERMISSION = 'AWS::Lambda::Permission';
/** Policies of functions that are not read. */
const RESOURCE_POLICY = 'AWS::Lambda::ResourcePolicy';

/** A service that wants to invoke a function in the name of a resource. */
interface Invocation {
  readonly from: LoadedResource;
  /** Where the ARN of the function stands. */
  readonly target: PropertyNode;
  /** Such as `events.amazonaws.com`. */
  readonly service: string;
}

/**
 * The finding that no permission of the templates lets a service invoke a function; nothing where one does.
 *
 * @throws CannotTellError for a function that no template has: its permissions may be anywhere
 * @throws NotSimulatedError where the only permission that may do cannot be read
 */
export function* missingFunctionPermission({ from, target, service }: Invocation): Generator<Finding> {
  const name = functionNameOf(target.text());
  if (name === undefined || findAll(from.stack, [FUNCTION], name).length === 0) {
    throw new CannotTellError(target.path, `no template has the function ${target.text()}, so its permissions are not known`);
  }
  let unread: NotSimulatedError | undefined;
  for (const permission of from.stack.neighbours.flatMap(({ resources }) => resources)) {
    if (permission.type === RESOURCE_POLICY) unread ??= new CannotTellError(target.path, `${RESOURCE_POLICY} is not read`);
    if (permission.type !== PERMISSION) continue;
    try {
      if (allows(permission, from, target.text(), service)) return;
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) throw error;
      unread ??= error;
    }
  }
  if (unread !== undefined) throw unread;
  yield {
    at: target,
    what: `nobody lets ${service} invoke the function`,
    received: target.shown,
    allowed: `an ${PERMISSION} of lambda:InvokeFunction for ${service} on the function`,
    change: `add the permission, with the ARN of ${from.logicalId} as SourceArn`,
  };
}

/** Whether a permission is for a service and a function, and not for another source. What comes first is asked first: it may decide alone. */
function allows(permission: LoadedResource, from: LoadedResource, functionArn: string, service: string): boolean {
  if (permission.at('Principal').text() !== service) return false;
  if (!matchesWildcard('lambda:InvokeFunction', permission.at('Action').text())) return false;
  if (qualifiedName(permission.at('FunctionName').text()) !== qualifiedName(functionArn)) return false;
  const source = permission.at('SourceArn');
  return !source.isPresent || matchesArn(from.attribute('Arn'), source.text());
}

/** `name` or `name:alias` of a function that is named so, by its ARN, or by the end of its ARN. */
function qualifiedName(text: string): string {
  const parts = (parseArn(text)?.resource ?? text).split(':');
  return parts.slice(parts.indexOf('function') + 1).join(':');
}
