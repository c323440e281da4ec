import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType, SpecDatabase } from '@aws-cdk/service-spec-types';

/** The part of `@aws/cloudformation-validate` (Apache-2.0) that is used here. */
interface Validator {
  readonly SchemaValidator: new () => { validate(template: unknown): readonly Diagnostic[] };
  readonly TemplateContent: new (text: string, name: string) => unknown;
}

interface Diagnostic {
  readonly ruleId: string;
  readonly message: string;
  readonly propertyPath?: string;
}

/** Services whose types are in the table: those of alarms, of who hears them, of what they watch most, and of what runs on a schedule. */
const SERVICES =
  'ApplicationAutoScaling ApplicationSignals AutoScaling Backup Budgets CE Chatbot CloudWatch CodeDeploy DynamoDB Events KMS Kinesis Lambda Logs Pipes RUM Route53 SNS SQS SSM SSMContacts SSMIncidents Scheduler SecretsManager StepFunctions Synthetics XRay'.split(
    ' ',
  );

/** A text and a number that no enumeration has. */
const WRONG_TEXT = 'X~';
const WRONG_NUMBER = -987_654_321;

/**
 * `lib/aws/enumerations/enumerated-values.json`: of each type its properties with a list of values, by the list (values joined by
 * bars, `~` before it when letter case does not count), joined by spaces; `*` in a path is every item of a list or entry of a map.
 *
 * The service specification of the CDK has a third of these lists, and CloudFormation's validator has no way to print its own. So it
 * is asked: of each type a template with a wrong value everywhere is validated, and W3030 says what is allowed instead. That takes
 * half a minute, and is done when the version of the validator is no longer the one in the file.
 *
 * @param file the file as it is in the repository
 */
export function enumeratedValues(file: string): string {
  const version = (require(join(validatorDirectory(), 'package.json')) as { readonly version: string }).version;
  const written = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (written.startsWith(`{\n "validator": ${JSON.stringify(version)},\n`)) return written;
  const types = [...loadAwsServiceSpecSync().all('resource')].map(({ cloudFormationType }) => cloudFormationType);
  const asked = types.filter((type) => SERVICES.includes(type.split('::')[1]!)).sort();
  const lines = [...askedEnumerations(asked)].map(([type, lists]) => ` ${JSON.stringify(type)}: ${JSON.stringify(lists)}`);
  return `{\n "validator": ${JSON.stringify(version)},\n${lines.join(',\n')}\n}\n`;
}

/** What CloudFormation's validator answers for types; types without a list of values are left out. */
function askedEnumerations(types: readonly string[]): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const database = loadAwsServiceSpecSync();
  const { SchemaValidator, TemplateContent } = loadValidator();
  const validator = new SchemaValidator();
  const answers = types.map((type): [string, Readonly<Record<string, string>>] => {
    const { properties } = database.lookup('resource', 'cloudFormationType', 'equals', type).only();
    const template = { Resources: { Asked: { Type: type, Properties: wrongObject(database, properties, []) } } };
    const diagnostics = validator.validate(new TemplateContent(JSON.stringify(template), 'asked'));
    return [type, listsIn(diagnostics.filter(({ ruleId }) => ruleId === 'W3030'))];
  });
  return new Map(answers.filter(([, lists]) => Object.keys(lists).length > 0));
}

function listsIn(warnings: readonly Diagnostic[]): Record<string, string> {
  const lists = new Map<string, string[]>();
  for (const { message, propertyPath = '' } of warnings) {
    const list = listIn(message);
    const path = propertyPath
      .replace('Properties.', '')
      .replaceAll(`.${WRONG_TEXT}`, '.*')
      .replaceAll(/\.0(?=\.|$)/g, '.*');
    lists.set(list, [...(lists.get(list) ?? []), path]);
  }
  // The validator answers in another order every time.
  return Object.fromEntries([...lists].sort(([a], [b]) => (a < b ? -1 : 1)).map(([list, paths]) => [list, paths.sort().join(' ')]));
}

function listIn(message: string): string {
  const [, list, ignoresCase] = / is not one of \[(.*)\]( \(case-insensitive\))?$/s.exec(message) ?? [];
  const values = list?.split(', ').map((value) => value.replaceAll(/^'|'$/g, ''));
  if (values === undefined || values.some((value) => /[|'~]/.test(value))) throw new Error(`W3030 says something new: ${message}`);
  return `${ignoresCase === undefined ? '' : '~'}${values.join('|')}`;
}

function wrongObject(database: SpecDatabase, properties: Readonly<Record<string, Property>>, seen: readonly string[]): object {
  return Object.fromEntries(Object.entries(properties).map(([name, { type }]) => [name, wrongValue(database, type, seen)]));
}

/** Undefined, which JSON leaves out, where nothing can be wrong. */
function wrongValue(database: SpecDatabase, type: PropertyType, seen: readonly string[]): unknown {
  switch (type.type) {
    case 'string':
      return WRONG_TEXT;
    case 'integer':
    case 'number':
      return WRONG_NUMBER;
    case 'array':
      return [wrongValue(database, type.element, seen)].filter((item) => item !== undefined);
    case 'map':
      return { [WRONG_TEXT]: wrongValue(database, type.element, seen) };
    case 'ref': {
      const id = type.reference.$ref;
      return seen.includes(id) ? undefined : wrongObject(database, database.get('typeDefinition', id).properties, [...seen, id]);
    }
    case 'union':
      return type.types.map((each) => wrongValue(database, each, seen)).find((value) => value !== undefined);
    default:
      return undefined;
  }
}

function loadValidator(): Validator {
  return require(validatorDirectory()) as Validator;
}

/** It comes inside aws-cdk-lib. */
function validatorDirectory(): string {
  return dirname(require.resolve('@aws/cloudformation-validate', { paths: [dirname(require.resolve('aws-cdk-lib/package.json'))] }));
}
