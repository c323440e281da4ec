import type { JsonValue } from '../aws/cloudformation/template';
import type { RunbookBindings } from '../model/model';
import type { RunbookFacts } from '../runbook/library/runbook';

/** The parameter that an environment binds to people instead of a name. */
export const APPROVERS_PARAMETER = 'Approvers';

/**
 * The values that an environment binds parameters of a runbook to: who approves, by the roles that the runbook names, and what resources
 * are called. What the environment does not bind is left out; a check says so.
 */
export function boundValues({ bound = {}, approvers = [] }: RunbookFacts, bindings: RunbookBindings | undefined): Readonly<Record<string, JsonValue>> {
  const values = Object.keys(bound).flatMap((parameter): (readonly [string, JsonValue])[] => {
    const value = parameter === APPROVERS_PARAMETER ? approversOf(approvers, bindings) : bindings?.values[parameter];
    return value === undefined || value.length === 0 ? [] : [[parameter, value]];
  });
  return Object.fromEntries(values);
}

/** ARNs of those who approve, each once; `role/…` and `user/…` are of the account that the run is in. */
export function approversOf(roles: readonly string[], bindings: RunbookBindings | undefined): readonly string[] {
  const named = roles.flatMap((role) => bindings?.approvers[role] ?? []);
  return [...new Set(named)].map((name) => (name.startsWith('arn:') ? name : `arn:{{ global:AWS_PARTITION }}:iam::{{ global:ACCOUNT_ID }}:${name}`));
}
