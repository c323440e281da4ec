// The CDK hands validation plugins the paths of the templates, and no other way to their text.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  Stack,
  Stage,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolatingResource,
  type PolicyViolation,
} from 'aws-cdk-lib';
import { templateCheckCatalogue } from '../checks/template/catalogue';
import { runTemplateChecks, type NestedTemplateText, type TemplateText } from '../checks/template/run-template-checks';
import { hasErrors, type Problem } from '../problems/problem';

/**
 * Runs day2's checks of templates when an app is synthesized. An error fails the synthesis, a warning is shown and
 * does not. A finding is acknowledged like any other: `Validations.of(scope).acknowledge({ id: 'day2::CMP002', reason })`.
 *
 * Register it once, on the app: `Validations.of(app).addPlugins(new TemplateChecksPlugin())`.
 */
export class TemplateChecksPlugin implements IPolicyValidationPlugin {
  readonly name = 'day2';
  readonly ruleIds: string[] = templateCheckCatalogue().map(({ code }) => code);

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const all = context.appConstruct.node.findAll().filter((construct) => Stack.isStack(construct));
    const { problems } = runTemplateChecks(readTemplates(context, all));
    const templatePaths = new Map(context.stackTemplates.map((stack) => [stack.stackConstructPath, stack.templatePath]));
    for (const { node, templateFile } of all.filter(({ nestedStackParent }) => nestedStackParent !== undefined)) {
      const [around] = context.stackTemplates.filter(({ stackConstructPath }) => node.path.startsWith(`${stackConstructPath}/`));
      if (around !== undefined) templatePaths.set(node.path, join(dirname(around.templatePath), templateFile));
    }
    return {
      success: !hasErrors(problems),
      violations: problems.map((problem) => violationOf(problem, templatePaths)),
    };
  }
}

/** The templates, named by the construct paths of their stacks: what somebody who writes an app knows them by. */
function readTemplates({ stackTemplates }: IPolicyValidationContext, all: readonly Stack[]): TemplateText[] {
  const stacks = new Map(all.map((stack) => [stack.node.path, stack]));
  return stackTemplates.map(({ stackConstructPath, templatePath, accountId, region }) => {
    const stack = stacks.get(stackConstructPath);
    return {
      file: stackConstructPath,
      stackName: stack?.stackName ?? stackConstructPath,
      account: accountId,
      region,
      stage: stack && Stage.of(stack)?.node.path,
      body: readFileSync(templatePath, 'utf8'),
      ...(stack !== undefined && { nested: nestedTemplates(stack, all, dirname(templatePath)) }),
    };
  });
}

/** Templates of nested stacks stand beside that of the stack around them, and have no artifact of their own. */
function nestedTemplates(outer: Stack, all: readonly Stack[], directory: string): ReadonlyMap<string, NestedTemplateText> {
  const nested = all.filter(({ nestedStackParent }) => nestedStackParent === outer);
  return new Map(
    nested.map((stack) => [
      outer.getLogicalId(stack.nestedStackResource!),
      {
        file: stack.node.path,
        body: readFileSync(join(directory, stack.templateFile), 'utf8'),
        nested: nestedTemplates(stack, all, directory),
      },
    ]),
  );
}

function violationOf(problem: Problem, templatePaths: ReadonlyMap<string, string>): PolicyViolation {
  const received = problem.received === undefined ? '' : `, received ${problem.received}`;
  const allowed = problem.allowed === undefined ? '' : `, allowed: ${problem.allowed}`;
  return {
    ruleName: problem.code,
    description: `${problem.what}${received}${allowed}`,
    fix: problem.change,
    severity: problem.level,
    violatingResources: [violatingResource(problem, templatePaths)],
  };
}

function violatingResource({ where }: Problem, templatePaths: ReadonlyMap<string, string>): PolicyViolatingResource {
  const { file = '', path = '' } = where;
  const [, logicalId, inResource] = /^Resources\.([^.]+)(?:\.(.*))?$/.exec(path) ?? [];
  if (logicalId === undefined) return { constructPath: file, locations: [path].filter((location) => location !== '') };
  return {
    resourceLogicalId: logicalId,
    templatePath: templatePaths.get(file),
    locations: [inResource ?? ''].filter((location) => location !== ''),
  };
}
