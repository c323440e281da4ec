import type { LoadedStack } from '../../aws/assembly/loaded-stack';

/** What a stack is called where it is deployed: another region is another stack. */
export function stackKey({ account, region, stackName }: LoadedStack): string {
  return `${account}/${region}/${stackName}`;
}

/** Stacks in the order they are deployed: those a stack depends on before it, otherwise as the assembly lists them. */
export function deploymentOrder(stacks: readonly LoadedStack[]): readonly LoadedStack[] {
  const order = new Set<LoadedStack>();
  const visit = (stack: LoadedStack, above: readonly LoadedStack[]): void => {
    if (order.has(stack) || above.includes(stack)) return;
    for (const other of stacks) if (stack.dependsOn.includes(other.artifactId)) visit(other, [...above, stack]);
    order.add(stack);
  };
  for (const stack of stacks) visit(stack, []);
  return [...order];
}
