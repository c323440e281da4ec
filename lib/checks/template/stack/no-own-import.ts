import { isJsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import type { StackCheck } from '../template-check';

/** No stack imports what it exports itself. */
export const noOwnImport: StackCheck = {
  code: 'STK011',
  requirement: 'no stack imports what it exports itself',
  why: 'the export is there when the stack stands, and the stack does not stand before the import: its first deployment fails',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html',
  *check({ template, exportNames }) {
    // A name may be an expression: written alike, it is the same name.
    const names = new Set([...exportNames].flatMap(([output, name]) => [JSON.stringify(template.Outputs[output]!.Export!.Name), JSON.stringify(name)]));
    for (const section of ['Resources', 'Outputs'] as const) {
      for (const [path, name] of importsIn(template[section] as unknown as JsonValue, section)) {
        if (!names.has(JSON.stringify(name))) continue;
        yield {
          at: path,
          what: 'the stack imports its own export',
          received: JSON.stringify(name),
          allowed: 'exports of other stacks',
          change: 'refer to the resource itself, with Ref or Fn::GetAtt',
        };
      }
    }
  },
};

/** Every import below a value, with the path of the property it stands in. */
function* importsIn(value: JsonValue, path: string, isProperty = true): Generator<readonly [path: string, name: JsonValue]> {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* importsIn(item as JsonValue, isProperty ? `${path}[${index}]` : path, isProperty);
  if (!isJsonObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'Fn::ImportValue') yield [path, item];
    const isNext = isProperty && !key.startsWith('Fn::');
    yield* importsIn(item, isNext ? `${path}.${key}` : path, isNext);
  }
}
