import table from './reference-table.json';

/** Types of each service by what their references are. Made from the service specification of the CDK by `npm run golden`. */
const REFERENCE_TABLE: Readonly<Record<string, string>> = table;

/**
 * What `Ref` of a resource type returns: the property that names the resource, when it is set; the ARN, which is an
 * attribute as well; or several parts, of which nobody documents how they are put together.
 */
export type ReferenceIdentifier =
  | { readonly kind: 'property'; readonly path: readonly [string, ...string[]] }
  | { readonly kind: 'arn'; readonly attribute: string }
  | { readonly kind: 'several parts' };

/**
 * Types of which the page of the type says otherwise than the identifier of the Cloud Control API, and types of a macro.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const OVERRIDES: Readonly<Record<string, ReferenceIdentifier>> = {
  'AWS::ApplicationAutoScaling::ScalingPolicy': { kind: 'arn', attribute: 'Arn' },
  'AWS::Budgets::Budget': { kind: 'property', path: ['Budget', 'BudgetName'] },
  'AWS::IAM::Policy': { kind: 'property', path: ['PolicyName'] },
  'AWS::Serverless::LayerVersion': { kind: 'arn', attribute: 'Arn' },
};

/**
 * How `Ref` of a type is found out; undefined where it is an id that AWS generates, and for types nobody knows.
 *
 * A line of the table is a service, its groups stand between `|`: first what identifies the types of the group, then the
 * types. A property stands by its name, the attribute that is the ARN has `@` before its name, and `?` stands for
 * several parts.
 */
export function referenceIdentifier(type: string): ReferenceIdentifier | undefined {
  if (Object.hasOwn(OVERRIDES, type)) return OVERRIDES[type];
  const [, service = '', name = ''] = type.split('::');
  if (!type.startsWith('AWS::') || !Object.hasOwn(REFERENCE_TABLE, service)) return undefined;
  for (const group of REFERENCE_TABLE[service]!.split('|')) {
    const [identifier, ...types] = group.split(' ') as [string, ...string[]];
    if (types.includes(name)) return identified(identifier);
  }
  return undefined;
}

function identified(identifier: string): ReferenceIdentifier {
  if (identifier === '?') return { kind: 'several parts' };
  if (identifier.startsWith('@')) return { kind: 'arn', attribute: identifier.slice(1) };
  return { kind: 'property', path: identifier.split('/') as [string, ...string[]] };
}
