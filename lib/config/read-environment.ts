import { posix } from 'node:path';
import type { Severity } from '../incident/severity';
import type { Problem } from '../problems/problem';
import { entriesOf, listOf, propertyOf, textOf } from '../problems/untyped';
import type { Resource } from '../thresholds/resource-kinds';
import { exclusionSchema, type WrittenExclusion } from './budget-schema';
import { resourceCapacitySchema } from './capacity-schema';
import type { PlaceholderValues } from './placeholders';
import { readSource, type ConfigurationFiles } from './read-source';
import type { WrittenCapacity } from './resolve-capacity';
import type { WrittenOverride } from './resolve-objective';
import { resourceSchema } from './resource-schema';
import { environmentSchema, overrideSchema, type EnvironmentFile } from './schema';
import { translateIssues } from './translate-issues';
import { unfilledNames } from './unfilled-names';
import type { YamlSource } from './yaml-source';

/** The file of an environment as far as it could be read. */
export interface ReadEnvironment {
  /** As the file is named. */
  readonly name: string;
  readonly source?: YamlSource;
  /** Only when the whole file is well formed. */
  readonly settings?: EnvironmentFile;
  /** Resources that are well formed by themselves; undefined when it cannot be determined which there are. */
  readonly resources?: ReadonlyMap<string, Resource>;
  readonly brokenResources: ReadonlySet<string>;
  readonly highestSeverity: Severity;
  readonly variables: Partial<PlaceholderValues>;
  /** Changes to objectives; undefined for one that is not well formed. */
  readonly overrides: ReadonlyMap<string, WrittenOverride | undefined>;
  /** Exclusions in their order; undefined for one that is not well formed. */
  readonly exclusions: readonly (WrittenExclusion | undefined)[];
  /** What resources can bear, as far as it is well formed. */
  readonly capacity: readonly WrittenCapacity[];
  /** Resources of which anything is said there, well formed or not. */
  readonly capacityNames: readonly string[];
  readonly problems: Problem[];
}

/** Reads the file of one environment. */
export function readEnvironment(file: string, files: ConfigurationFiles): ReadEnvironment {
  const name = posix.basename(file, '.yaml');
  const { source, problems } = readSource(file, files);
  const { shape } = environmentSchema;
  const checked = source && environmentSchema.safeParse(source.value);
  if (source !== undefined && checked?.success === false) {
    problems.push(...translateIssues(source, checked.error.issues));
  }
  if (source !== undefined) problems.push(...otherName(source, name), ...unfilledNames(source));

  const resources = readResources(source);
  return {
    name,
    source,
    settings: checked?.data,
    ...resources,
    highestSeverity: shape.highestSeverity.safeParse(propertyOf(source?.value, 'highestSeverity')).data ?? 'S0',
    variables: shape.variables.safeParse(propertyOf(source?.value, 'variables')).data ?? {},
    overrides: readOverrides(source),
    exclusions: listOf(source?.value, 'exclusions').map((value) => exclusionSchema.safeParse(value).data),
    ...readCapacity(source),
    problems,
  };
}

function readCapacity(source: YamlSource | undefined): Pick<ReadEnvironment, 'capacity' | 'capacityNames'> {
  const entries = source === undefined ? [] : (entriesOf(propertyOf(source.value, 'capacity')) ?? []);
  return {
    capacity: entries.flatMap(([name, value]): WrittenCapacity[] => {
      const settings = resourceCapacitySchema.safeParse(value).data;
      return settings === undefined ? [] : [{ name, location: { source: source!, path: ['capacity', name] }, settings }];
    }),
    capacityNames: entries.map(([name]) => name),
  };
}

function readResources(source: YamlSource | undefined): Pick<ReadEnvironment, 'resources' | 'brokenResources'> {
  const entries = entriesOf(propertyOf(source?.value, 'resources'));
  const resources = new Map<string, Resource>();
  const brokenResources = new Set<string>();
  for (const [name, value] of entries ?? []) {
    const binding = resourceSchema.safeParse(value).data;
    if (binding === undefined) brokenResources.add(name);
    else resources.set(name, binding);
  }
  return { resources: entries && resources, brokenResources };
}

function readOverrides(source: YamlSource | undefined): ReadEnvironment['overrides'] {
  const overrides = new Map<string, WrittenOverride | undefined>();
  if (source === undefined) return overrides;
  for (const [name, value] of entriesOf(propertyOf(source.value, 'objectives')) ?? []) {
    const settings = overrideSchema.safeParse(value).data;
    overrides.set(name, settings && { location: { source, path: ['objectives', name] }, settings });
  }
  return overrides;
}

/** A copied file whose name inside was forgotten would deploy one environment over another. */
function otherName(source: YamlSource, name: string): Problem[] {
  const written = textOf(source.value, 'environment');
  if (written === undefined || written === name) return [];
  return [
    {
      code: 'CFG025',
      level: 'error',
      where: source.locate(['environment']),
      what: 'the environment is not named like its file',
      received: written,
      allowed: name,
      change: `write environment: ${name}, or rename the file to ${written}.yaml`,
    },
  ];
}
