import type { LoadedStack } from '../../aws/assembly/loaded-stack';
import type { JsonValue } from '../../aws/cloudformation/template';
import type { Problem } from '../../problems/problem';
import { stackKey } from './deployment-order';
import type { StackUpdate } from './stack-update';
import { importsIn, isSame, referencesIn } from './template-references';

/**
 * Exports that would go or change while a deployed stack imports them, which CloudFormation refuses.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 *
 * @param order stacks as they are deployed
 */
export function exportsInUse(deployed: readonly LoadedStack[], order: readonly LoadedStack[], updates: readonly StackUpdate[]): Problem[] {
  return updates.flatMap(({ before, after, changes }) => {
    const replaced = new Set(changes.filter(({ verdict }) => verdict === 'replaces').map(({ logicalId }) => logicalId));
    const values = exportsOf(after);
    return [...exportsOf(before)].flatMap(([name, value]): Problem[] => {
      const next = values.get(name);
      if (next !== undefined && isSame(value, next) && !referencesIn(next).some((id) => replaced.has(id))) return [];
      // Whoever is deployed earlier and imports it no longer is out of the way by then.
      const earlier = order.slice(0, order.indexOf(after));
      const importers = deployed.filter(
        (stack) =>
          stack.region === before.region && isImporting(stack, name) && !earlier.some((each) => stackKey(each) === stackKey(stack) && !isImporting(each, name)),
      );
      if (importers.length === 0) return [];
      return [
        {
          code: 'DEP004',
          level: 'error',
          where: { file: after.file, path: 'Outputs' },
          what: `an export ${next === undefined ? 'goes' : 'changes'} while another stack imports it`,
          received: `${name}, imported by ${importers.map(({ stackName }) => stackName).join(', ')}`,
          allowed: 'exports that stay as they are as long as they are imported',
          change: `deploy ${importers.map(({ stackName }) => stackName).join(', ')} first, without the import (cdk deploy --exclusively)`,
        },
      ];
    });
  });
}

/** Values by name, names as JSON. */
function exportsOf({ template }: LoadedStack): ReadonlyMap<string, JsonValue> {
  return new Map(
    Object.values(template.Outputs).flatMap(({ Export: exported, Value: value }) =>
      exported === undefined ? [] : [[JSON.stringify(exported.Name), value] as const],
    ),
  );
}

function isImporting({ template }: LoadedStack, name: string): boolean {
  const { Resources: resources, Outputs: outputs } = template;
  return [resources, outputs].some((section) => importsIn(section as unknown as JsonValue).includes(name));
}
