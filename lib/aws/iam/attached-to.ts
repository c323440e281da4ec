import type { LoadedResource } from '../assembly/loaded-stack';
import { NotSimulatedError } from '../errors';

/** What a policy of a resource is attached to. */
export interface AttachedTo {
  /** Those that are known, as the property writes them. */
  readonly names: readonly string[];
  /** Set when one of them cannot be resolved and may be anything. */
  readonly unread?: NotSimulatedError;
}

/**
 * What a policy names in a property, which may be a list. A reference to a resource of its own template that cannot be
 * resolved is that resource, whose own doubts tell of it, and nothing else.
 */
export function attachedTo(policy: LoadedResource, property: string): AttachedTo {
  const names: string[] = [];
  let unread: NotSimulatedError | undefined;
  const written = [policy.stack.template.Resources[policy.logicalId]?.Properties?.[property] ?? []].flat();
  try {
    policy
      .at(property)
      .oneOrMore()
      .forEach((item, index) => {
        try {
          names.push(item.text());
        } catch (error) {
          if (!(error instanceof NotSimulatedError)) throw error;
          if (!isOwnResource(policy, written[index])) unread ??= error;
        }
      });
  } catch (error) {
    if (!(error instanceof NotSimulatedError)) throw error;
    unread ??= error;
  }
  return { names, ...(unread !== undefined && { unread }) };
}

function isOwnResource({ stack }: LoadedResource, written: unknown): boolean {
  const { Ref: name } = typeof written === 'object' && written !== null ? (written as { Ref?: unknown }) : {};
  return typeof name === 'string' && Object.hasOwn(stack.template.Resources, name);
}
