import type { Operation } from '../operations/operation';
import { ACTION_EXCEPTIONS, FURTHER_ACTIONS, type FurtherActions } from './action-exceptions';
import { iamAction, type IamAction } from './iam-action-data';

/** An action that an operation asks for. */
export interface AskedAction {
  readonly action: IamAction;
  /** Members that name its resource, by resource type, where they are not those of the operation itself. */
  readonly on?: Readonly<Record<string, string>>;
  /** Resource types that it is about. Default: those that it names. */
  readonly types?: readonly string[];
}

const EXCEPTIONS: ReadonlyMap<string, readonly string[]> = new Map(ACTION_EXCEPTIONS.map(({ operation, actions }) => [operation, actions]));

/** `lambda:UpdateAlias`: an operation, with the name of its service. */
export function operationKey({ service, name }: Operation): string {
  return `${service.name}:${name}`;
}

/**
 * The IAM actions that an operation itself is: those of a table of exceptions, else the action of the same name, else, for API
 * Gateway, the method of its path. None where no action is known: what it may do is not known either.
 */
export function ownActions(operation: Operation): readonly IamAction[] {
  const { service, name, http } = operation;
  const names = EXCEPTIONS.get(operationKey(operation)) ?? [`${service.iam}:${name}`];
  const actions = names.map((each) => iamAction(each) ?? (http && iamAction(`${service.iam}:${http.method}`)));
  return actions.every((action) => action !== undefined) ? actions : [];
}

/**
 * All IAM actions that an operation asks for with an input: its own, and those that it asks for besides or instead.
 *
 * @param given names of the members that the input has
 */
export function askedActions(operation: Operation, given: ReadonlySet<string>): readonly AskedAction[] {
  const rows = FURTHER_ACTIONS.filter(({ operation: key, when }) => key === operationKey(operation) && (when === undefined || given.has(when)));
  const own = rows.some(({ instead }) => instead) ? [] : ownActions(operation).map((action) => ({ action }));
  return [...own, ...rows.flatMap(furtherActions)];
}

function furtherActions({ also, on, types }: FurtherActions): readonly AskedAction[] {
  return also.flatMap((name) => {
    const action = iamAction(name);
    return action === undefined ? [] : [{ action, ...(on !== undefined && { on }), ...(types !== undefined && { types }) }];
  });
}
