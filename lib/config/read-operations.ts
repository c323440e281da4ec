import type { Problem } from '../problems/problem';
import { listOf, propertyOf, textOf } from '../problems/untyped';
import type { Baselines } from '../thresholds/baselines';
import { errorBudgetSchema } from './budget-schema';
import { dependencyProblems } from './dependency-problems';
import { collidingObjectives } from './name-collisions';
import { readSource, type ConfigurationFiles } from './read-source';
import type { WrittenObjective } from './resolve-objective';
import { resolveBaselines, type WrittenThreshold } from './resolve-thresholds';
import { burnRatePolicySchema, objectiveSchema, operationsSchema, serviceSchema, type OperationsFile } from './schema';
import { baselinesSchema, thresholdSchema } from './thresholds-schema';
import { translateIssues } from './translate-issues';
import type { YamlSource } from './yaml-source';

/** A service as far as it could be read. */
export interface WrittenService {
  readonly id?: string;
  /** The objectives that are well formed by themselves. */
  readonly objectives: readonly WrittenObjective[];
  /** The thresholds that are. */
  readonly thresholds: readonly WrittenThreshold[];
}

/** `operations.yaml` as far as it could be read. */
export interface ReadOperations {
  readonly file: string;
  /** Only when the whole file is well formed. */
  readonly settings?: OperationsFile;
  readonly services: readonly WrittenService[];
  /** Names of the objectives that have one, well formed or not. */
  readonly objectiveNames: readonly string[];
  /** How the names of the others begin: with their service, or, where that has no id either, with nothing. */
  readonly unnamedObjectives: readonly string[];
  /** Those of the file where they are well formed, over the defaults; absent where it has none. */
  readonly baselines?: Baselines;
  /** Resources that any objective or threshold names; undefined when it cannot be determined which there are. */
  readonly resourceNames?: ReadonlySet<string>;
  /** True when it is said, well or not, what exclusions mean. */
  readonly hasExclusionMeaning: boolean;
  readonly problems: Problem[];
}

/** Reads `operations.yaml`. */
export function readOperations(file: string, files: ConfigurationFiles): ReadOperations {
  const { source, problems } = readSource(file, files);
  if (source === undefined) {
    return { file, services: [], objectiveNames: [], unnamedObjectives: [], hasExclusionMeaning: true, problems };
  }

  const checked = operationsSchema.safeParse(source.value);
  if (!checked.success) problems.push(...translateIssues(source, checked.error.issues));
  problems.push(...duplicateIds(source), ...collidingObjectives(source), ...dependencyProblems(source), ...duplicateThresholds(source));

  const services = listOf(source.value, 'services');
  const errorBudget = errorBudgetSchema.safeParse(propertyOf(source.value, 'errorBudget') ?? {}).data;
  const applicationPolicy = burnRatePolicySchema.safeParse(propertyOf(source.value, 'burnRatePolicy')).data;
  return {
    file,
    settings: checked.data,
    services: services.map((service, index) => ({
      id: textOf(service, 'id'),
      objectives: listOf(service, 'objectives').flatMap((objective, position): WrittenObjective[] => {
        const settings = objectiveSchema.safeParse(objective).data;
        if (settings === undefined) return [];
        const location = { source, path: ['services', index, 'objectives', position] };
        return [
          {
            location,
            settings,
            errorBudget,
            applicationPolicy,
            serviceTypicalEventsPerMinute: typicalEvents(service),
            serviceTrafficVariation: trafficVariation(service),
          },
        ];
      }),
      thresholds: listOf(service, 'thresholds').flatMap((threshold, position): WrittenThreshold[] => {
        const settings = thresholdSchema.safeParse(threshold).data;
        return settings === undefined ? [] : [{ location: { source, path: ['services', index, 'thresholds', position] }, settings }];
      }),
    })),
    ...readBaselines(propertyOf(source.value, 'baselines')),
    ...readObjectiveNames(services),
    resourceNames: readResourceNames(services),
    hasExclusionMeaning: propertyOf(propertyOf(source.value, 'errorBudget'), 'exclusions') !== undefined,
    problems,
  };
}

function readBaselines(written: unknown): Pick<ReadOperations, 'baselines'> {
  return written === undefined ? {} : { baselines: resolveBaselines(baselinesSchema.safeParse(written).data) };
}

function readObjectiveNames(services: readonly unknown[]): Pick<ReadOperations, 'objectiveNames' | 'unnamedObjectives'> {
  const objectiveNames: string[] = [];
  const unnamedObjectives: string[] = [];
  for (const service of services) {
    const serviceId = textOf(service, 'id');
    const beginning = serviceId === undefined ? '' : `${serviceId}/`;
    if (!Array.isArray(propertyOf(service, 'objectives'))) unnamedObjectives.push(beginning);
    for (const objective of listOf(service, 'objectives')) {
      const id = textOf(objective, 'id');
      if (serviceId === undefined || id === undefined) unnamedObjectives.push(beginning);
      else objectiveNames.push(`${beginning}${id}`);
    }
  }
  return { objectiveNames, unnamedObjectives };
}

function readResourceNames(services: readonly unknown[]): ReadonlySet<string> | undefined {
  const lists = services.map((service) => [propertyOf(service, 'objectives'), propertyOf(service, 'thresholds') ?? []]);
  const names = lists.flat(2).map((each) => textOf(each, 'resource'));
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length && known.length > 0 ? new Set(known) : undefined;
}

/** A value that is wrong has its own problem already: any number keeps the objectives from reporting it as missing. */
function typicalEvents(service: unknown): number | undefined {
  const value = propertyOf(service, 'typicalEventsPerMinute');
  return serviceSchema.shape.typicalEventsPerMinute.safeParse(value).data ?? (value === undefined ? undefined : 1);
}

function trafficVariation(service: unknown): number | undefined {
  return serviceSchema.shape.trafficVariation.safeParse(propertyOf(service, 'trafficVariation')).data;
}

/** Their alarms would have the same name, and one of the two values would hold. */
function duplicateThresholds(source: YamlSource): Problem[] {
  return listOf(source.value, 'services').flatMap((service, index) => {
    const thresholds = listOf(service, 'thresholds');
    const keys = thresholds.map((each) => [textOf(each, 'resource'), textOf(each, 'measure'), textOf(each, 'class') ?? 'warning'].join(' '));
    return thresholds.flatMap((threshold, position): Problem[] => {
      if (keys.indexOf(keys[position]!) === position) return [];
      return [
        {
          code: 'CFG086',
          level: 'error',
          where: source.locate(['services', index, 'thresholds', position]),
          what: `another ${textOf(threshold, 'class') ?? 'warning'} threshold of this service is on ${textOf(threshold, 'measure')} of ${textOf(threshold, 'resource')}`,
          received: keys[position],
          allowed: 'one threshold of a class on a measure of a resource',
          change: 'remove one of the two, or give it another class',
        },
      ];
    });
  });
}

function duplicateIds(source: YamlSource): Problem[] {
  const services = listOf(source.value, 'services');
  return [
    ...duplicatesIn(source, ['services'], services, 'service'),
    ...services.flatMap((service, index) =>
      duplicatesIn(source, ['services', index, 'objectives'], listOf(service, 'objectives'), 'objective of this service'),
    ),
  ];
}

function duplicatesIn(source: YamlSource, path: readonly (string | number)[], entries: readonly unknown[], what: string): Problem[] {
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
