import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType, Resource, SpecDatabase } from '@aws-cdk/service-spec-types';

/**
 * `lib/checks/deployment/update-behaviour-data.ts`: of every resource type which properties cannot be changed in place, and
 * which make its name. From @aws-cdk/aws-service-spec (Apache-2.0), which is 40 times as large and no dependency of the package.
 */
export function updateBehaviourData(): string {
  const database = loadAwsServiceSpecSync();
  const services = new Map<string, string[]>();
  for (const resource of database.all('resource')) {
    const [, service, name] = /^AWS::(.+)::(\w+)$/.exec(resource.cloudFormationType) ?? [];
    if (service === undefined || name === undefined) continue;
    const types = services.get(service) ?? [];
    services.set(service, [...types, typeText(database, resource, name)]);
  }
  const lines = [...services].sort(([a], [b]) => (a < b ? -1 : 1)).map(([service, types]) => `${service}: ${types.sort().join('; ')}`);
  return [
    '/**',
    ' * Made by `npm run golden` from @aws-cdk/aws-service-spec, Copyright Amazon.com, Inc., Apache-2.0. A line per service; of each type its',
    ' * name, the properties that make the name of a resource (`=`, one of which can be changed in place), and the others that',
    ' * replace it when they change; with `?` they may replace it.',
    ' */',
    'export const UPDATE_BEHAVIOUR_DATA = `',
    ...lines,
    '`;',
    '',
  ].join('\n');
}

function typeText(database: SpecDatabase, resource: Resource, name: string): string {
  const identity = identityOf(resource);
  const replacing = [...new Set(replacingPaths(database, resource.properties))].filter((path) => !identity.includes(path)).sort();
  return [identity.length > 0 ? `${name}=${identity.join('+')}` : name, ...replacing].join(' ');
}

/** Properties that make up the name: the primary identifier, or where AWS makes that up, the property called so. */
function identityOf({ name, primaryIdentifier = [], properties }: Resource): readonly string[] {
  const isName = (property: string) => properties[property]?.causesReplacement === 'yes' && properties[property].type.type === 'string';
  if (primaryIdentifier.length > 0 && primaryIdentifier.every((property) => properties[property] !== undefined)) {
    return primaryIdentifier.every((property) => properties[property]?.causesReplacement === 'yes') ? primaryIdentifier : [];
  }
  return [`${name}Name`, 'Name', `${name}Identifier`].filter(isName).slice(0, 1);
}

function replacingPaths(database: SpecDatabase, properties: Readonly<Record<string, Property>>, prefix = '', seen: readonly string[] = []): string[] {
  return Object.entries(properties).flatMap(([name, { causesReplacement, type }]) => {
    const path = `${prefix}${name}`;
    if (causesReplacement === 'yes') return [path];
    return [...(causesReplacement === 'maybe' ? [`${path}?`] : []), ...pathsBelow(database, type, path, seen)];
  });
}

function pathsBelow(database: SpecDatabase, type: PropertyType, path: string, seen: readonly string[]): string[] {
  switch (type.type) {
    case 'ref': {
      const id = type.reference.$ref;
      return seen.includes(id) ? [] : replacingPaths(database, database.get('typeDefinition', id).properties, `${path}.`, [...seen, id]);
    }
    case 'array':
      return pathsBelow(database, type.element, path, seen);
    case 'map':
      return pathsBelow(database, type.element, `${path}.*`, seen);
    case 'union':
      return type.types.flatMap((each) => pathsBelow(database, each, path, seen));
    default:
      return [];
  }
}
