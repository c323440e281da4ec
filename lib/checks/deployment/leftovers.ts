import type { LoadedStack } from '../../aws/assembly/loaded-stack';
import type { TemplateResource } from '../../aws/cloudformation/template';
import type { Problem } from '../../problems/problem';
import { stackKey } from './deployment-order';
import type { StackUpdate } from './stack-update';

/** Whether CloudFormation leaves a deployed resource behind when it goes from the template. */
export function isKept(resource: TemplateResource | undefined): boolean {
  return resource?.DeletionPolicy === 'Retain' || resource?.DeletionPolicy === 'RetainExceptOnCreate';
}

/** What stays in the account and belongs to nothing any more: stacks that are not synthesized, resources that are kept. */
export function leftovers(deployed: readonly LoadedStack[], next: readonly LoadedStack[], updates: readonly StackUpdate[]): Problem[] {
  const keys = new Set(next.map(stackKey));
  const stacks = deployed.filter((stack) => !keys.has(stackKey(stack)));
  return [
    ...stacks.map((stack): Problem => ({
      code: 'DEP006',
      level: 'warning',
      where: { file: stack.file },
      what: `the stack ${stack.stackName} in ${stack.region} is deployed and no longer synthesized`,
      received: `${Object.keys(stack.template.Resources).length} resources that go on working`,
      change: `when it is not wanted any more: aws cloudformation delete-stack --region ${stack.region} --stack-name ${stack.stackName}`,
    })),
    ...updates.flatMap(({ before, after, changes }) => {
      const { Resources: old } = before.template;
      const removed = Object.keys(old).filter((id) => after.template.Resources[id] === undefined && isKept(old[id]));
      const replaced = changes.filter(({ logicalId, verdict }) => verdict === 'replaces' && old[logicalId]?.UpdateReplacePolicy === 'Retain');
      return [...removed, ...replaced.map(({ logicalId }) => logicalId)].map((id): Problem => ({
        code: 'DEP007',
        level: 'warning',
        where: { file: after.file, path: `Resources.${id}` },
        what: `${old[id]!.Type} stays behind when it is ${removed.includes(id) ? 'removed' : 'replaced'}`,
        received: `a policy to retain it in ${before.stackName}`,
        change: 'delete it by hand once nothing needs it; until then its name is taken, and it costs what it costs',
      }));
    }),
  ];
}
