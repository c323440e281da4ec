/** One environment: every objective resolved, and what the two files say about each other. */

import type { SecurityPolicy } from '../incident/lifecycle/engine-policy';
import type { Objective, OperationsModel, Service } from '../model/model';
import { didYouMean } from '../problems/did-you-mean';
import { hasErrors, type Problem } from '../problems/problem';
import { DEFAULT_BASELINES } from '../thresholds/baselines';
import type { Threshold } from '../thresholds/threshold';
import type { PlaceholderValues } from './placeholders';
import type { ReadEnvironment } from './read-environment';
import type { ReadOperations, WrittenService } from './read-operations';
import { requestsModel } from './requests-schema';
import { resolveBindings } from './resolve-bindings';
import { resolveCapacity, type ServiceCapacity } from './resolve-capacity';
import { resolveObjective } from './resolve-objective';
import { resolveThresholds } from './resolve-thresholds';
import type { EnvironmentFile } from './schema';

/** What became of an environment. */
export interface ResolvedEnvironment {
  readonly name: string;
  /** Only when neither file nor any objective has an error. */
  readonly model?: OperationsModel;
  readonly problems: readonly Problem[];
}

/** Brings the two files together. What is not well formed is left out: it was reported where it was read. */
export function resolveEnvironment(operations: ReadOperations, environment: ReadEnvironment, placeholders: PlaceholderValues): ResolvedEnvironment {
  const problems = [...unknownOverrides(operations, environment), ...unusedResources(operations, environment), ...exclusionProblems(operations, environment)];
  const objectives = operations.services.map((service) => {
    const resolved = resolveObjectives(service, environment, placeholders);
    problems.push(...resolved.problems);
    return resolved.objectives;
  });

  const thresholds = operations.services.map((service) => {
    const resolved = resolveThresholdsIn(service, operations, environment);
    problems.push(...resolved.problems);
    return resolved.thresholds;
  });
  const capacity = resolveCapacityIn(operations, environment);
  problems.push(...capacity.problems);
  const { bindings, problems: ofBindings } = resolveBindings(environment);
  problems.push(...ofBindings);
  const { name, settings } = environment;
  if (operations.settings === undefined || settings === undefined || hasErrors(problems)) return { name, problems };
  if (objectives.flat().length === 0) return { name, problems: [...problems, nothingLeft(environment)] };
  const model: OperationsModel = {
    application: operations.settings.application,
    environment: settings.environment,
    region: settings.region,
    highestSeverity: environment.highestSeverity,
    ...(bindings !== undefined && { runbooks: bindings }),
    ...(settings.supervision !== undefined && { supervision: settings.supervision }),
    ...(operations.baselines !== undefined && { baselines: operations.baselines }),
    dashboards: { without: settings.dashboards?.without ?? [] },
    ...(settings.applicationSignals === true && { applicationSignals: true }),
    ...(settings.evidenceStore !== undefined && { evidenceStore: settings.evidenceStore }),
    ...(settings.signals?.security !== undefined && { security: securityPolicy(settings.signals.security) }),
    ...(settings.signals?.cost !== undefined && { cost: { region: settings.region, ...settings.signals.cost } }),
    ...(settings.announcements !== undefined && { announcements: settings.announcements }),
    ...(settings.requests !== undefined && { requests: requestsModel(settings.requests) }),
    services: operations.settings.services.map(({ id, title, owner, dependsOn }, index) => ({
      id,
      title,
      owner,
      ...(dependsOn !== undefined && { dependsOn }),
      objectives: objectives[index] ?? [],
      ...watchedOf(thresholds[index] ?? [], capacity.services.get(id)),
    })),
  };
  return { name, model, problems };
}

function securityPolicy({ owner, runbook, ...severities }: NonNullable<NonNullable<EnvironmentFile['signals']>['security']>): SecurityPolicy {
  return { owner, runbook, severities: severities as SecurityPolicy['severities'] };
}

function resolveObjectives(
  service: WrittenService,
  environment: ReadEnvironment,
  placeholders: PlaceholderValues,
): { readonly objectives: Objective[]; readonly problems: Problem[] } {
  const objectives: Objective[] = [];
  const problems: Problem[] = [];
  const { resources, brokenResources, highestSeverity, overrides, exclusions } = environment;
  if (resources === undefined) return { objectives, problems };
  for (const written of service.objectives) {
    const name = `${service.id}/${written.settings.id}`;
    const override = overrides.get(name);
    if ((overrides.has(name) && override === undefined) || override?.settings.enabled === false) continue;
    const excused = exclusions.flatMap((each) => (each?.on.some((on) => on === service.id || on === name) ? [each.exclusion] : []));
    const context = { resources, brokenResources, highestSeverity, placeholders, override, exclusions: excused };
    const resolved = resolveObjective(written, context);
    problems.push(...resolved.problems);
    if (resolved.objective !== undefined) objectives.push(resolved.objective);
  }
  return { objectives, problems };
}

function resolveThresholdsIn(
  { thresholds }: WrittenService,
  { baselines = DEFAULT_BASELINES }: ReadOperations,
  { resources, brokenResources }: ReadEnvironment,
): ReturnType<typeof resolveThresholds> {
  return resources === undefined ? { thresholds: [], problems: [] } : resolveThresholds(thresholds, { resources, brokenResources, baselines });
}

function resolveCapacityIn(
  { services, baselines = DEFAULT_BASELINES }: ReadOperations,
  { resources, brokenResources, capacity }: ReadEnvironment,
): ReturnType<typeof resolveCapacity> {
  if (resources === undefined) return { services: new Map(), problems: [] };
  const ids = services.map(({ id }) => id);
  const known = ids.filter((id) => id !== undefined);
  return resolveCapacity(capacity, known.length === ids.length ? known : [], { resources, brokenResources, baselines });
}

/** Triggers of capacity are thresholds like others, with a mode. */
function watchedOf(written: readonly Threshold[], capacity: ServiceCapacity | undefined): Pick<Service, 'thresholds' | 'limits'> {
  const thresholds = [...written, ...(capacity?.triggers ?? [])];
  const limits = capacity?.limits ?? [];
  return { ...(thresholds.length > 0 && { thresholds }), ...(limits.length > 0 && { limits }) };
}

function unknownOverrides({ objectiveNames, unnamedObjectives }: ReadOperations, { source, overrides }: ReadEnvironment): Problem[] {
  if (source === undefined || objectiveNames.length === 0) return [];
  const unknown = [...overrides.keys()].filter((name) => !objectiveNames.includes(name) && !unnamedObjectives.some((beginning) => name.startsWith(beginning)));
  return unknown.map((name) => {
    const meant = didYouMean(name, objectiveNames);
    return {
      code: 'CFG024',
      level: 'error',
      where: source.locate(['objectives', name], 'key'),
      what: `there is no objective ${name} to change`,
      received: name,
      allowed: objectiveNames.join(', '),
      change: meant === undefined ? 'remove it' : `write ${meant}`,
    };
  });
}

/** What exclusions mean changes the figures, so nobody may guess it; an exclusion of nothing was meant for something. */
function exclusionProblems({ objectiveNames, unnamedObjectives, hasExclusionMeaning }: ReadOperations, { source, exclusions }: ReadEnvironment): Problem[] {
  if (source === undefined || exclusions.length === 0) return [];
  const problems: Problem[] = [];
  if (!hasExclusionMeaning) {
    problems.push({
      code: 'CFG041',
      level: 'error',
      where: source.locate(['exclusions'], 'key'),
      what: 'times are excluded, and operations.yaml does not say what that means',
      received: source.written(['exclusions']),
      allowed: 'errorBudget: { exclusions: drop }, count-as-good or add-back, which give different budgets',
      change: 'add errorBudget with exclusions to operations.yaml',
    });
  }
  const services = objectiveNames.map((name) => name.slice(0, name.indexOf('/')));
  const known = [...new Set([...services, ...objectiveNames])];
  const isKnown = (name: string) => known.includes(name) || unnamedObjectives.some((beginning) => `${name}/`.startsWith(beginning));
  exclusions.forEach((exclusion, index) => {
    exclusion?.on.forEach((name, position) => {
      if (known.length === 0 || isKnown(name)) return;
      const meant = didYouMean(name, known);
      problems.push({
        code: 'CFG042',
        level: 'error',
        where: source.locate(['exclusions', index, 'on', position]),
        what: `there is no service or objective ${name} to exclude`,
        received: name,
        allowed: known.join(', '),
        change: meant === undefined ? 'remove it' : `write ${meant}`,
      });
    });
  });
  return problems;
}

function unusedResources({ resourceNames }: ReadOperations, { source, resources, capacityNames }: ReadEnvironment): Problem[] {
  if (source === undefined || resourceNames === undefined) return [];
  const unused = [...(resources?.keys() ?? [])].filter((name) => !resourceNames.has(name) && !capacityNames.includes(name));
  return unused.map((name) => ({
    code: 'CFG023',
    level: 'warning',
    where: source.locate(['resources', name], 'key'),
    what: `no objective measures ${name}, and no threshold watches it`,
    received: name,
    allowed: 'resources that an objective or a threshold names',
    change: 'add an objective or a threshold for it, or remove it',
  }));
}

function nothingLeft({ name, source }: ReadEnvironment): Problem {
  return {
    code: 'CFG027',
    level: 'error',
    where: source?.locate(['objectives'], 'key') ?? {},
    what: `every objective is disabled in ${name}: nothing would be watched`,
    allowed: 'at least one objective',
    change: 'enable an objective, or remove the environment',
  };
}
