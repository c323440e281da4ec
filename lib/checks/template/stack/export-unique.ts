import type { LoadedStack } from '../../../aws/assembly/loaded-stack';
import { CannotTellError } from '../../../aws/errors';
import type { StackCheck } from '../template-check';

/** No two outputs of an account and region are exported by one name. */
export const exportUnique: StackCheck = {
  code: 'STK010',
  requirement: 'no two outputs of an account and region are exported by one name',
  why: 'CloudFormation takes the template, and refuses the second export when the rest of its stack stands',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html',
  *check(stack) {
    let unnamed: string | undefined;
    for (const [output, name] of stack.exportNames) {
      const path = `Outputs.${output}.Export.Name`;
      if (name === undefined) unnamed ??= path;
      const first = name === undefined ? undefined : firstExport(stack, name);
      if (first === undefined || (first.stack === stack && first.output === output)) continue;
      if (first.stack !== stack && !(stack.isAccountKnown && stack.isRegionKnown)) {
        throw new CannotTellError(path, `${first.output} of ${first.stack.file} has the same name, and account or region is only known at deployment`);
      }
      yield {
        at: path,
        what: `${first.output} of ${first.stack.file} is exported by the same name`,
        received: name!,
        allowed: 'a name of its own for every export of an account and region',
        change: 'put the name of the stack into it: ${AWS::StackName}-…',
      };
    }
    if (unnamed !== undefined) throw new CannotTellError(unnamed, 'the name of the export is only known at deployment');
  },
};

function firstExport(stack: LoadedStack, wanted: string): { readonly stack: LoadedStack; readonly output: string } | undefined {
  for (const each of stack.neighbours) for (const [output, name] of each.exportNames) if (name === wanted) return { stack: each, output };
  return undefined;
}
