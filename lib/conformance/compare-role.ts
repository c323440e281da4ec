import type { JsonValue } from '../aws/cloudformation/template';
import type { Comparison } from './comparison';
import type { DeployedThing } from './deployed-resources';
import { textOf } from './difference';
import { comparePermissions, permissionsOf, type Permission } from './granted-permissions';

/** Whose role is compared, and what it should allow. */
export interface ComparedRole {
  /** The planned thing the differences are of. */
  readonly name: string;
  /** What takes on the role, such as a function. */
  readonly owner: DeployedThing;
  /** ARN of the role, as the owner says it. */
  readonly roleArn: JsonValue | undefined;
  readonly permissions: readonly Permission[];
}

/** Whether the role of something is there, and allows exactly what is planned; nothing where roles are not asked for. */
export function compareRole(found: Comparison, { name, owner, roleArn, permissions }: ComparedRole): void {
  if (!found.asksFor('role')) return;
  const [role] = found.having('role', owner.region, ({ arn }) => arn === roleArn);
  if (role === undefined) return found.differ(name, owner, [{ what: 'role', planned: 'exists', found: textOf(roleArn) }]);
  const policies = found.known(role.policies);
  if (policies !== undefined) found.differ(name, role, comparePermissions(permissions, permissionsOf(policies)));
}
