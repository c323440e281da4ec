import { isJsonObject, type JsonObject, type JsonValue } from '../aws/cloudformation/template';
import { listOf, type RolePolicies } from '../aws/iam/role-policies';
import { textOf, type Difference } from './difference';

/** One thing a role may do, and where; conditions as JSON. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly condition?: string;
}

/** `cloudwatch:PutMetricData on *, if {...}`. */
function printPermission({ action, resource, condition }: Permission): string {
  return `${action} on ${resource}${condition === undefined ? '' : `, if ${condition}`}`;
}

/** Conditions in one form, whatever the order they are written in. */
export function printCondition(condition: JsonValue | undefined): string | undefined {
  return condition === undefined ? undefined : JSON.stringify(sorted(condition));
}

/**
 * What every policy that reaches a role allows; managed ones included, into which the CDK puts what has no room in an
 * inline policy. What is neither a plain permission nor readable here (a denial, a policy of somebody else, NotAction) is
 * a permission of its own that nobody can have planned.
 */
export function permissionsOf({ policies, unknownArns }: Pick<RolePolicies, 'policies' | 'unknownArns'>): Permission[] {
  return [
    ...policies.flatMap(({ document }) => listOf(document.at('Statement').json()).flatMap(permissionsIn)),
    ...unknownArns.map((resource) => ({ action: 'whatever is in', resource })),
  ];
}

function permissionsIn(statement: JsonValue): Permission[] {
  if (!isJsonObject(statement)) return [];
  const { Effect: effect, Action: actions, Resource: locations, Condition: condition } = statement;
  if (effect !== 'Allow' || actions === undefined || locations === undefined) {
    return [{ action: 'statement', resource: textOf(statement) }];
  }
  const shown = printCondition(condition);
  return listOf(actions).flatMap((action) =>
    listOf(locations).map((location) => ({
      action: textOf(action),
      resource: textOf(location),
      ...(shown !== undefined && { condition: shown }),
    })),
  );
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, entry]): [string, JsonValue] => [key, sorted(entry)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) as JsonObject;
}

/** Too little stops whoever has the role, too much is a hole: both are differences. */
export function comparePermissions(planned: readonly Permission[], found: readonly Permission[]): Difference[] {
  const texts = (permissions: readonly Permission[]) => new Set(permissions.map(printPermission));
  const [plannedTexts, foundTexts] = [texts(planned), texts(found)];
  const missing = planned.filter((permission) => !foundTexts.has(printPermission(permission)));
  const surplus = found.filter((permission) => !plannedTexts.has(printPermission(permission)));
  return [
    ...missing.map((permission) => ({ what: `permission ${permission.action}`, planned: printPermission(permission), found: 'is not granted' })),
    ...surplus.map((permission) => ({ what: `permission ${permission.action}`, planned: 'is not granted', found: printPermission(permission) })),
  ];
}
