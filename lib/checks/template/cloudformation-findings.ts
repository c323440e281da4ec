import { isJsonObject, type JsonObject, type JsonValue } from '../../aws/cloudformation/template';
import type { Problem } from '../../problems/problem';

/** What the CDK calls the validation that CloudFormation brings. */
const CLOUDFORMATION = 'CloudFormation Validate';

/** Rules that take every parameter at its default, and do not follow the conditions that leave such a value out of a list. */
const AT_DEFAULTS: readonly string[] = ['E3039', 'E9006', 'F3031', 'F3033', 'F3037'];

/**
 * What the report of a synthesis says of CloudFormation's own rules that whoever deploys it should know, and nothing else shows:
 *
 * - CFN001, a finding for which CloudFormation refuses templates (its code begins with F) is acknowledged: the report is empty, and
 *   the deployment fails all the same;
 * - CFN002, a finding of a rule that judges values at the defaults of parameters. It may be about a value that the conditions of the
 *   template exclude, and fails nothing here.
 *
 * @param report the parsed `validation-report.json`, of any shape
 * @param file its name, for the problems
 */
export function cloudFormationFindings(report: JsonValue | undefined, file: string): Problem[] {
  return objectsIn(report, 'pluginReports')
    .filter(({ pluginName }) => pluginName === CLOUDFORMATION)
    .flatMap((plugin) => [
      ...objectsIn(plugin, 'suppressedViolations')
        .filter(({ ruleName }) => textOf(ruleName).startsWith('F'))
        .map((each) => acknowledged(each, file)),
      ...objectsIn(plugin, 'violations')
        .filter(({ ruleName }) => AT_DEFAULTS.includes(textOf(ruleName)))
        .map((each) => atDefaults(each, file)),
    ]);
}

function acknowledged(violation: JsonObject, file: string): Problem {
  const { acknowledgedAt, reason } = violation;
  const where = acknowledgedAt === undefined ? 'above the stacks, for all of them' : `at ${textOf(acknowledgedAt)}`;
  return {
    code: 'CFN001',
    level: 'warning',
    where: { file, path: placesOf(violation) },
    what: `${textOf(violation.ruleName)} is acknowledged, ${where}: ${textOf(violation.description)}`,
    received: `the reason: ${textOf(reason) || 'none'}`,
    allowed: 'no acknowledgement of a finding for which CloudFormation refuses the template',
    change: 'correct the template; keep the acknowledgement only when the rule is wrong, and say why in the reason',
  };
}

function atDefaults(violation: JsonObject, file: string): Problem {
  return {
    code: 'CFN002',
    level: 'warning',
    where: { file, path: placesOf(violation) },
    what: `${textOf(violation.ruleName)}, judged with every parameter at its default: ${textOf(violation.description)}`,
    received: 'a value that conditions of the template may exclude',
    allowed: 'a value that the rule takes, or a condition that keeps it from being used',
    change: 'look whether a condition excludes the default; if so, nothing is to be done',
  };
}

/** The constructs it is about. */
function placesOf(violation: JsonObject): string {
  return objectsIn(violation, 'violatingConstructs')
    .map(({ constructPath }) => textOf(constructPath))
    .join(', ');
}

function objectsIn(value: JsonValue | undefined, key: string): readonly JsonObject[] {
  const list = isJsonObject(value) ? value[key] : undefined;
  return Array.isArray(list) ? (list as readonly JsonValue[]).filter((item) => isJsonObject(item)) : [];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
