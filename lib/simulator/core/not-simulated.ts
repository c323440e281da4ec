import type { LoadedResource } from '../../aws/assembly/loaded-stack';
import { NotSimulatedError } from '../../aws/errors';
import type { MissingValue } from '../../aws/missing-value';

/** Part of a template that bears on who is paged and that the simulated account does without. */
export interface NotSimulatedPart {
  readonly stackName: string;
  /** Absent when the part is the stack itself. */
  readonly logicalId?: string;
  readonly type: string;
  readonly constructPath?: string;
  readonly why: string;
  /** What somebody would have to give, where that is all that is wanting. */
  readonly missing?: MissingValue;
}

/**
 * Collects what could not be simulated while an account is built, so that a run can go on with the rest and its
 * report can say what it could not tell.
 */
export class NotSimulatedParts {
  readonly parts: NotSimulatedPart[] = [];

  /** Notes a resource that is left out. */
  add(resource: LoadedResource, why: string, missing?: MissingValue): void {
    const { stackName, logicalId, type, constructPath } = resource;
    this.parts.push({ stackName, logicalId, type, constructPath, why, ...(missing !== undefined && { missing }) });
  }

  /** Runs `read`; when it meets something not simulated, notes the resource and returns undefined. */
  attempt<T>(resource: LoadedResource, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) throw error;
      this.add(resource, error.message, error.missing);
      return undefined;
    }
  }
}

/** A call to something that no template has; it may have been stated. */
export class OutsideTemplatesError extends NotSimulatedError {}

/** A call about a kind of resources of which nothing was stated. */
export class NothingStatedError extends NotSimulatedError {}

/**
 * What a call to something that no template has comes to: it may be in the account all the same, deployed by others, and
 * nobody can tell what it does.
 *
 * @param kind such as `topic`
 * @param name as the call names it
 */
export function outsideTemplates(kind: string, name: string): OutsideTemplatesError {
  return new OutsideTemplatesError(`${kind} ${name}, which no template has`);
}
