import type { LoadedStack } from '../../aws/assembly/loaded-stack';
import { sortProblems, type Problem } from '../../problems/problem';
import { alarmsLookedAt } from './alarms-looked-at';
import { compareResources, type ResourceChange } from './compare-resources';
import { deploymentOrder, stackKey } from './deployment-order';
import { exportsInUse } from './exports-in-use';
import { leftovers } from './leftovers';
import type { StackUpdate } from './stack-update';
import { takenNames } from './taken-names';

/** What the deployment of one stack does. */
export interface StackRehearsal {
  readonly stackName: string;
  readonly region: string;
  readonly action: 'create' | 'update' | 'nothing to do';
  readonly added: number;
  readonly removed: number;
  readonly changes: readonly ResourceChange[];
}

/** A deployment over one that is there. */
export interface DeploymentRehearsal {
  /** In the order of deployment. */
  readonly stacks: readonly StackRehearsal[];
  /** DEP001 to DEP008. */
  readonly problems: readonly Problem[];
}

/**
 * Whether CloudFormation can get from what is deployed to what was synthesized, as far as templates say: stack by stack in their
 * order, without an account. Values are compared as they are written; a name that is made of parameters counts as the same
 * when it is written the same.
 *
 * @param deployed stacks of the older assembly
 * @param next stacks of the newer one
 */
export function rehearseDeployment(deployed: readonly LoadedStack[], next: readonly LoadedStack[]): DeploymentRehearsal {
  const before = new Map(deployed.map((stack) => [stackKey(stack), stack]));
  const order = deploymentOrder(next);
  const updates: StackUpdate[] = [];
  const stacks = order.map((after): StackRehearsal => {
    const old = before.get(stackKey(after));
    const { stackName, region } = after;
    const resources = Object.keys(after.template.Resources);
    if (old === undefined) return { stackName, region, action: 'create', added: resources.length, removed: 0, changes: [] };
    const changes = compareResources(old.template.Resources, after.template.Resources);
    updates.push({ before: old, after, changes });
    const added = resources.filter((id) => old.template.Resources[id] === undefined).length;
    const removed = Object.keys(old.template.Resources).filter((id) => after.template.Resources[id] === undefined).length;
    const action = added + removed + changes.length === 0 ? 'nothing to do' : 'update';
    return { stackName, region, action, added, removed, changes };
  });
  const problems = [
    ...updates.flatMap((update) => update.changes.flatMap((change) => changeProblems(update.after, change))),
    ...exportsInUse(deployed, order, updates),
    ...takenNames(deployed, order),
    ...leftovers(deployed, next, updates),
    ...alarmsLookedAt(deployed, order, updates),
  ];
  return { stacks, problems: sortProblems(problems) };
}

function changeProblems({ file }: LoadedStack, { logicalId, type, verdict, properties, keptName }: ResourceChange): Problem[] {
  const where = { file, path: `Resources.${logicalId}` };
  const of = (wanted: string) => properties.filter((property) => property.verdict === wanted).map(({ path }) => path);
  if (verdict === 'depends') {
    return [
      {
        code: 'DEP003',
        level: 'warning',
        where,
        what: `whether ${type} can be changed in place depends on what no template says`,
        received: of('depends').join(', '),
        change: 'look into the change set before you execute it',
      },
    ];
  }
  if (verdict !== 'fails') return [];
  if (keptName !== undefined) {
    return [
      {
        code: 'DEP001',
        level: 'error',
        where,
        what: `${type} would have to be replaced, and its name is in use by the one that is there`,
        received: `a change of ${of('fails').join(', ')}`,
        allowed: 'a new name with the change, or no name',
        change: `give it another ${keptName}, or take the change back`,
      },
    ];
  }
  return [
    {
      code: 'DEP002',
      level: 'error',
      where,
      what: `${type} cannot be changed so`,
      received: of('fails').join(', '),
      allowed: 'the value that is deployed, or a new resource under another logical id',
      change: 'make a new resource beside it, move what uses it, and remove the old one with a later deployment',
    },
  ];
}
