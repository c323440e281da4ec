import type { ResourceChange } from '../../checks/deployment/compare-resources';
import type { DeploymentRehearsal, StackRehearsal } from '../../checks/deployment/rehearse-deployment';

/** A rehearsed deployment as people read it: stacks in their order, and what does more to a resource than changing it in place. */
export function printRehearsal({ stacks }: DeploymentRehearsal): string {
  const lines = stacks.flatMap((stack, index) => [`${String(index + 1).padStart(3)}. ${headline(stack)}`, ...stack.changes.flatMap(printChange)]);
  return ['deployment, in this order:', ...lines].join('\n');
}

function headline({ stackName, region, action, added, removed, changes }: StackRehearsal): string {
  const what = action === 'update' ? `update: ${added} added, ${changes.length} changed, ${removed} removed` : action;
  return `${stackName} (${region}): ${action === 'create' ? `create, ${added} resources` : what}`;
}

function printChange({ logicalId, type, verdict, properties }: ResourceChange): string[] {
  if (verdict === 'none') return [];
  const paths = properties
    .filter((property) => property.verdict !== 'none')
    .map(({ path, verdict: each, because }) => `${path} ${each}${because === undefined ? '' : `, with ${because}`}`);
  return [`       ${logicalId} (${type}): ${verdict}; ${paths.join('; ')}`];
}
