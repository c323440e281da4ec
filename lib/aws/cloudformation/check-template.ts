import type { Problem } from '../../problems/problem';
import { expandLoops } from './expand-loops';
import { isJsonObject, type JsonObject, type JsonValue, type Template } from './template';

/** A template, or everything that is wrong with its shape. */
export type CheckedTemplate = { readonly template: Template } | { readonly problems: readonly Problem[] };

const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Outputs'] as const;

/**
 * Checks that a parsed document has the shape of a template, and gives it the sections it leaves out. Only the shape:
 * whether references resolve is found out resource by resource.
 *
 * Problems: ASM005 not a template, ASM006 a section or an entry of the wrong shape.
 *
 * Loops of `AWS::LanguageExtensions` over texts are written out. What other loops and other macros would write is not there: the template says
 * in `Transform` that it is not final.
 *
 * @param given the parsed JSON or YAML
 * @param file name for the problems
 */
export function checkTemplate(given: unknown, file: string): CheckedTemplate {
  const document = withoutLoops(given);
  if (!isJsonObject(document) || !isJsonObject(document.Resources)) {
    return {
      problems: [
        {
          code: 'ASM005',
          level: 'error',
          where: { file, path: isJsonObject(document) ? 'Resources' : '' },
          what: 'not a CloudFormation template: it has no Resources',
          received: describe(isJsonObject(document) ? document.Resources : document),
          allowed: 'an object with Resources, an object of resources by logical id',
          change: 'give the file that synthesis wrote, such as cdk.out/<stack>.template.json',
        },
      ],
    };
  }
  const problems: Problem[] = [];
  const wants = (holds: boolean, path: string, value: unknown, allowed: string): boolean => {
    if (!holds) problems.push(wrongShape(file, path, value, allowed));
    return holds;
  };
  for (const section of SECTIONS) {
    wants(isAbsentOrObject(document[section]), section, document[section], 'an object');
  }
  for (const [id, parameter] of entries(document.Parameters)) {
    if (!wants(isJsonObject(parameter), `Parameters.${id}`, parameter, 'an object with Type')) continue;
    const type = (parameter as JsonObject).Type;
    wants(typeof type === 'string', `Parameters.${id}.Type`, type, 'a text');
  }
  for (const [id, resource] of entries(document.Resources)) checkResource(id, resource, wants);
  for (const [id, output] of entries(document.Outputs)) checkOutput(id, output, wants);
  if (problems.length > 0) return { problems };
  return {
    template: { Parameters: {}, Mappings: {}, Conditions: {}, Outputs: {}, ...document } as unknown as Template,
  };
}

/** A template with the loops written out that its language extensions would expand; anything else as it is. */
function withoutLoops(document: unknown): unknown {
  if (!isJsonObject(document) || ![document.Transform].flat().includes('AWS::LanguageExtensions')) return document;
  const sections = (['Resources', 'Conditions', 'Outputs'] as const).flatMap((name) => {
    const section = document[name];
    return isJsonObject(section) ? [[name, expandLoops(section)] as const] : [];
  });
  return { ...document, ...Object.fromEntries(sections) };
}

type Wants = (holds: boolean, path: string, value: unknown, allowed: string) => boolean;

function checkResource(id: string, resource: JsonValue, wants: Wants): void {
  const path = `Resources.${id}`;
  if (!wants(isJsonObject(resource), path, resource, 'an object with Type')) return;
  const { Type: type, Properties: properties, Metadata: metadata, Condition: condition } = resource as JsonObject;
  wants(typeof type === 'string' && type !== '', `${path}.Type`, type, 'a resource type, such as AWS::SNS::Topic');
  wants(isAbsentOrObject(properties), `${path}.Properties`, properties, 'an object');
  wants(isAbsentOrObject(metadata), `${path}.Metadata`, metadata, 'an object');
  wants(condition === undefined || typeof condition === 'string', `${path}.Condition`, condition, 'the name of a condition');
}

function checkOutput(id: string, output: JsonValue, wants: Wants): void {
  const path = `Outputs.${id}`;
  if (!wants(isJsonObject(output), path, output, 'an object with Value')) return;
  const { Value: value, Export: exported, Condition: condition } = output as JsonObject;
  wants(value !== undefined, `${path}.Value`, value, 'a value');
  const isNamed = exported === undefined || (isJsonObject(exported) && exported.Name !== undefined);
  wants(isNamed, `${path}.Export`, exported, 'an object with Name');
  wants(condition === undefined || typeof condition === 'string', `${path}.Condition`, condition, 'the name of a condition');
}

function isAbsentOrObject(value: JsonValue | undefined): boolean {
  return value === undefined || isJsonObject(value);
}

function entries(section: JsonValue | undefined): [string, JsonValue][] {
  return isJsonObject(section) ? Object.entries(section) : [];
}

function wrongShape(file: string, path: string, value: unknown, allowed: string): Problem {
  return {
    code: 'ASM006',
    level: 'error',
    where: { file, path },
    what: value === undefined ? 'required, but not there' : 'has the wrong shape',
    received: describe(value),
    allowed,
    change: 'correct the template, or synthesize it again',
  };
}

function describe(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
