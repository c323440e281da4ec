import type { Problem } from '../domain/problem';
import { readSource, type ConfigurationFiles } from './read-source';
import type { WrittenObjective } from './resolve-objective';
import { burnRatePolicySchema, objectiveSchema, operationsSchema, serviceSchema, type OperationsFile } from './schema';
import { translateIssues } from './translate-issues';
import { listOf, propertyOf, textOf } from './untyped';
import type { YamlSource } from './yaml-source';

/** A service as far as it could be read. */
export interface WrittenService {
  readonly id?: string;
  /** The objectives that are well formed by themselves. */
  readonly objectives: readonly WrittenObjective[];
}

/** `operations.yaml` as far as it could be read. */
export interface ReadOperations {
  readonly file: string;
  /** Only when the whole file is well formed. */
  readonly settings?: OperationsFile;
  readonly services: readonly WrittenService[];
  /** Names of all objectives, well formed or not. */
  readonly objectiveNames: readonly string[];
  /** Resources that any objective names. */
  readonly resourceNames: ReadonlySet<string>;
  readonly problems: Problem[];
}

/** Reads `operations.yaml`. */
export function readOperations(file: string, files: ConfigurationFiles): ReadOperations {
  const { source, problems } = readSource(file, files);
  if (source === undefined) return { file, services: [], objectiveNames: [], resourceNames: new Set(), problems };

  const checked = operationsSchema.safeParse(source.value);
  if (!checked.success) problems.push(...translateIssues(source, checked.error.issues));
  problems.push(...duplicateIds(source));

  const services = listOf(source.value, 'services');
  const applicationPolicy = burnRatePolicySchema.safeParse(propertyOf(source.value, 'burnRatePolicy')).data;
  return {
    file,
    settings: checked.data,
    services: services.map((service, index) => ({
      id: textOf(service, 'id'),
      objectives: listOf(service, 'objectives').flatMap((objective, position): WrittenObjective[] => {
        const settings = objectiveSchema.safeParse(objective).data;
        if (settings === undefined) return [];
        const place = { source, path: ['services', index, 'objectives', position] };
        return [{ place, settings, applicationPolicy, serviceTypicalEventsPerMinute: typicalEvents(service) }];
      }),
    })),
    objectiveNames: services.flatMap((service) =>
      listOf(service, 'objectives').map((objective) => `${textOf(service, 'id')}/${textOf(objective, 'id')}`),
    ),
    resourceNames: new Set(
      services.flatMap((service) =>
        listOf(service, 'objectives').map((objective) => textOf(objective, 'resource') ?? ''),
      ),
    ),
    problems,
  };
}

/** A value that is wrong has its own problem already: any number keeps the objectives from reporting it as missing. */
function typicalEvents(service: unknown): number | undefined {
  const value = propertyOf(service, 'typicalEventsPerMinute');
  return serviceSchema.shape.typicalEventsPerMinute.safeParse(value).data ?? (value === undefined ? undefined : 1);
}

function duplicateIds(source: YamlSource): Problem[] {
  const services = listOf(source.value, 'services');
  return [
    ...duplicatesIn(source, ['services'], services, 'service'),
    ...services.flatMap((service, index) =>
      duplicatesIn(
        source,
        ['services', index, 'objectives'],
        listOf(service, 'objectives'),
        'objective of this service',
      ),
    ),
  ];
}

function duplicatesIn(
  source: YamlSource,
  path: readonly (string | number)[],
  entries: readonly unknown[],
  what: string,
): Problem[] {
  const ids = entries.map((entry) => textOf(entry, 'id'));
  return ids.flatMap((id, index): Problem[] => {
    if (id === undefined || ids.indexOf(id) === index) return [];
    return [
      {
        code: 'CFG020',
        level: 'error',
        where: source.locate([...path, index, 'id']),
        what: `another ${what} has the id ${id}`,
        received: id,
        allowed: 'an id of its own',
        change: 'rename one of the two',
      },
    ];
  });
}
