import type { Findings, FoundResource, LeftOut } from './find-resources';
import { PROPOSABLE_SOURCES } from './proposable-source';
import { proposeFor, type ProposedObjective, type ProposedThreshold } from './propose-objectives';
import { asName, DistinctNames } from './resource-names';

/** An environment, and what there is in its stacks. */
export interface FoundEnvironment {
  readonly name: string;
  readonly region: string;
  readonly findings: Findings;
}

/** A part of the application, made of one of its stacks. */
export interface ProposedService {
  readonly id: string;
  /** Name of the runbook that all its alarms lead to at first. */
  readonly runbook: string;
  readonly objectives: readonly (ProposedObjective & { readonly id: string; readonly resource: FoundResource })[];
  readonly thresholds: readonly (ProposedThreshold & { readonly resource: FoundResource })[];
}

/** What a configuration could be. */
export interface Proposal {
  readonly application: string;
  /** The first objective of the first service is the one whose failure users see soonest. */
  readonly services: readonly ProposedService[];
  readonly environments: readonly { readonly name: string; readonly region: string; readonly resources: readonly FoundResource[] }[];
  readonly leftOut: readonly LeftOut[];
  /** How many resources there are of types for which day2 proposes nothing. */
  readonly otherTypes: ReadonlyMap<string, number>;
}

/** As many as a service may have: lib/config/schema.ts. */
const MOST_OBJECTIVES = 50;

/**
 * What a configuration of these environments could be. A resource that one of them lacks is left out: an objective is the same everywhere.
 *
 * @param environments at least one; what is left out is said of the first
 */
export function propose(application: string, environments: readonly FoundEnvironment[]): Proposal {
  const [first] = environments;
  const names = new DistinctNames();
  const leftOut: LeftOut[] = [...(first?.findings.leftOut ?? [])];
  const resources = (first?.findings.resources ?? []).flatMap((resource): FoundResource[] => {
    const lacking = environments.filter(({ findings }) => counterpart(resource, findings) === undefined);
    if (lacking.length === 0) return [{ ...resource, name: names.take(resource.name) }];
    leftOut.push(without(resource, `${lacking.map(({ name }) => name).join(', ')} has no such resource`));
    return [];
  });
  const stacks = [...new Set(resources.map(({ stack }) => stack))];
  const services = stacks
    .map((stack) => {
      const own = byRank(resources.filter((resource) => resource.stack === stack));
      return service(stacks.length === 1 ? application : stack, own, leftOut);
    })
    .filter(({ objectives }) => objectives.length > 0)
    .sort((one, other) => rank(one.objectives[0]!.resource) - rank(other.objectives[0]!.resource));
  const used = new Set(services.flatMap(({ objectives, thresholds }) => [...objectives, ...thresholds].map(({ resource }) => resource)));
  return {
    application,
    services,
    environments: environments.map(({ name, region, findings }) => ({
      name,
      region,
      resources: resources.filter((resource) => used.has(resource)).map((resource) => ({ ...counterpart(resource, findings)!, name: resource.name })),
    })),
    leftOut,
    otherTypes: first?.findings.otherTypes ?? new Map(),
  };
}

function service(id: string, resources: readonly FoundResource[], leftOut: LeftOut[]): ProposedService {
  const proposed = resources.map((resource) => ({ resource, ...proposeFor(resource.source, resource.settings) }));
  const objectives = proposed.flatMap(({ resource, objectives: each }) =>
    each.map((objective) => ({ ...objective, id: `${resource.name}-${objective.kind}`, resource })),
  );
  if (objectives.length === 0) {
    leftOut.push(...resources.map((resource) => without(resource, 'nothing beside it in its stack promises users anything, and a service is what promises')));
  }
  const many = new Set(objectives.slice(MOST_OBJECTIVES).map(({ resource }) => resource));
  leftOut.push(...[...many].map((resource) => without(resource, `a service has ${MOST_OBJECTIVES} objectives at most: make several services of the stack`)));
  return {
    id,
    runbook: asName(`${id.slice(0, 35)}-down`, 'down', 40),
    objectives: objectives.slice(0, MOST_OBJECTIVES),
    thresholds: proposed.flatMap(({ resource, thresholds }) => thresholds.map((threshold) => ({ ...threshold, resource }))),
  };
}

function counterpart({ stack, logicalId }: FoundResource, { resources }: Findings): FoundResource | undefined {
  return resources.find((other) => other.stack === stack && other.logicalId === logicalId);
}

function without({ logicalId, type, stack }: FoundResource, reason: string): LeftOut {
  return { what: `${logicalId} (${type}) of ${stack}`, reason };
}

function rank({ source }: FoundResource): number {
  return PROPOSABLE_SOURCES.indexOf(source);
}

function byRank(resources: readonly FoundResource[]): readonly FoundResource[] {
  return [...resources].sort((one, other) => rank(one) - rank(other));
}
