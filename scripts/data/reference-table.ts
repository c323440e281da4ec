import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

/** Services by name, each with its types by what identifies them; sorted, so that the text is the same every time. */
type Table = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/**
 * The file with what `Ref` of each resource type gives, of the types for which it is not a generated id, a line for each
 * service. Of a type with a reference of its own (`cfnRefIdentifier`) that counts, else what identifies it for the Cloud
 * Control API. `reference-identifier.ts` says what the texts mean.
 */
export function referenceTable(): string {
  const lines = [...readTable()].map(([service, groups]) => {
    const text = [...groups].map(([identifier, types]) => [identifier, ...types].join(' ')).join('|');
    return `  ${JSON.stringify(service)}: ${JSON.stringify(text)}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

function readTable(): Table {
  const table = new Map<string, Map<string, string[]>>();
  for (const { cloudFormationType, cfnRefIdentifier, primaryIdentifier, properties, attributes } of loadAwsServiceSpecSync().all('resource')) {
    const [, service = '', type = ''] = cloudFormationType.split('::');
    const parts = cfnRefIdentifier ?? primaryIdentifier ?? [];
    const identifier = parts.length > 1 ? '?' : inTable(parts[0], properties, attributes);
    if (identifier === undefined) continue;
    const groups = table.get(service) ?? new Map<string, string[]>();
    table.set(service, groups.set(identifier, [...(groups.get(identifier) ?? []), type]));
  }
  return sorted(table, (groups) => sorted(groups, (types) => types.toSorted()));
}

/** A property by its name, an ARN with @ before its name; a generated id is left out. */
function inTable(identifier: string | undefined, properties: object, attributes: object): string | undefined {
  if (identifier === undefined) return undefined;
  if (Object.hasOwn(properties, identifier.split('/')[0]!)) return identifier;
  return Object.hasOwn(attributes, identifier) && identifier.endsWith('Arn') ? `@${identifier}` : undefined;
}

function sorted<From, To>(map: ReadonlyMap<string, From>, convert: (value: From) => To): Map<string, To> {
  return new Map([...map].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, convert(value)]));
}
