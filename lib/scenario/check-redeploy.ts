import { compareSeverity } from '../incident/severity';
import type { OperationsModel } from '../model/model';
import { buildPlan } from '../plan/build-plan';
import { needsSynthesis } from '../plan/needs-synthesis';
import { didYouMean } from '../problems/did-you-mean';
import { objectiveName } from '../slo/objective';
import { redeployedModel } from './redeployed-model';
import type { Scenario } from './scenario';
import type { Redeployment } from './scenario-redeploy';
import { targetsOf } from './scenario-targets';

/** Something that is wrong with a redeployment, and the place of it. */
export interface RedeployMistake {
  readonly code: 'SCN022' | 'SCN024' | 'SCN031' | 'SCN032';
  readonly path: readonly (string | number)[];
  readonly what: string;
  readonly allowed: string;
  readonly change: string;
}

/**
 * What the schema cannot say of redeployments: names that nothing has, a configuration that would be refused, and what only a
 * synthesis could deploy.
 */
export function checkRedeploy({ redeploy, duration }: Pick<Scenario, 'redeploy' | 'duration'>, model: OperationsModel): RedeployMistake[] {
  if (redeploy.length === 0) return [];
  if (model.onCall === undefined) return [nobodyOnCall(model.environment)];
  const mistakes: RedeployMistake[] = [];
  let deployed = model;
  redeploy.forEach((redeployment, index) => {
    const at = ['redeploy', index] as const;
    const before = redeploy[index - 1];
    if (redeployment.at > duration)
      mistakes.push(mistake('SCN024', [...at, 'at'], 'it is after the end of the scenario', 'a time within the scenario', 'let it be sooner'));
    if (before !== undefined && redeployment.at <= before.at) {
      mistakes.push(
        mistake('SCN032', [...at, 'at'], 'it is not later than the redeployment before it', 'redeployments in the order of their times', 'put it later'),
      );
    }
    const found = [...unknownNames(redeployment, deployed, at), ...wrongValues(redeployment, deployed, at)];
    mistakes.push(...found);
    if (found.length > 0) return;
    const changed = redeployedModel(deployed, redeployment);
    for (const what of needsSynthesis(buildPlan(deployed).plan, buildPlan(changed).plan)) {
      mistakes.push(
        mistake(
          'SCN032',
          at,
          `a scenario cannot deploy this: ${what}`,
          'people with a topic of their own in a role, other times of tiers, other severities of pages, services and objectives that go',
          'leave it out, or play against an assembly of the changed configuration',
        ),
      );
    }
    deployed = changed;
  });
  return mistakes;
}

function unknownNames(redeployment: Redeployment, model: OperationsModel, at: readonly (string | number)[]): RedeployMistake[] {
  const { roster } = model.onCall!;
  const roles = roster.roles.map(({ id }) => id);
  const people = roster.people.map(({ id }) => id);
  const objectives = model.services.flatMap((service) => service.objectives.map((objective) => objectiveName(service, objective)));
  const targets = [...model.services.map(({ id }) => id), ...objectives];
  const unknown = (what: string, name: string, known: readonly string[], path: readonly (string | number)[]): RedeployMistake[] => {
    if (known.includes(name)) return [];
    const meant = didYouMean(name, known);
    return [mistake('SCN022', path, `there is no ${what} ${name}`, known.join(', '), meant === undefined ? `name one that there is` : `write ${meant}`)];
  };
  return [
    ...Object.entries(redeployment.roles).flatMap(([role, holders]) => [
      ...unknown('role', role, roles, [...at, 'roles', role]),
      ...holders.flatMap((person, index) => unknown('person', person, people, [...at, 'roles', role, index])),
    ]),
    ...Object.keys(redeployment.severities).flatMap((objective) => unknown('objective', objective, objectives, [...at, 'severities', objective])),
    ...redeployment.remove.flatMap((target, index) => unknown('service or objective', target, targets, [...at, 'remove', index])),
  ];
}

function wrongValues({ tiers, severities, remove }: Redeployment, model: OperationsModel, at: readonly (string | number)[]): RedeployMistake[] {
  const wrong = (path: readonly (string | number)[], what: string, allowed: string, change: string) =>
    mistake('SCN032', [...at, ...path], what, allowed, change);
  const { escalation } = model.onCall!;
  return [
    ...tiers.flatMap(({ severity, tier, after }, index) => {
      const all = escalation.severities[severity].tiers;
      const position = all.findIndex((each) => each.tier === tier);
      const changed = all[position];
      if (changed?.after.kind !== 'elapsed') {
        const known = all.filter((each) => each.after.kind === 'elapsed').map((each) => each.tier);
        return [
          wrong(
            ['tiers', index, 'tier'],
            `${severity} has no tier ${tier} with a time`,
            known.join(', ') || 'none',
            'name a tier that is paged a time after the start',
          ),
        ];
      }
      const seconds = (other: number): number => {
        const delay = all[other]?.after;
        return delay?.kind === 'elapsed' ? delay.seconds : other < 0 ? -1 : Infinity;
      };
      if (seconds(position - 1) < after * 60 && after * 60 < seconds(position + 1)) return [];
      return [
        wrong(
          ['tiers', index, 'after'],
          `tier ${tier} of ${severity} would not come after tier ${tier - 1} and before tier ${tier + 1}`,
          'times that increase from tier to tier',
          'choose a time between theirs',
        ),
      ];
    }),
    ...Object.entries(severities).flatMap(([name, page]) => {
      const [target] = targetsOf(model, name);
      if (target === undefined) return [];
      const { ticket } = target.objective.severity;
      if (compareSeverity(page, ticket) < 0 && compareSeverity(page, model.highestSeverity) >= 0) return [];
      return [
        wrong(
          ['severities', name],
          `pages of ${name} cannot be ${page}`,
          `${model.highestSeverity} or less severe, and more severe than its tickets, ${ticket}`,
          'choose another severity',
        ),
      ];
    }),
    ...model.services.flatMap((service) => {
      if (remove.includes(service.id)) return [];
      const isEmpty = service.objectives.every((objective) => remove.includes(objectiveName(service, objective)));
      const missing = (service.dependsOn ?? []).filter((dependency) => remove.includes(dependency));
      return [
        ...(isEmpty ? [wrong(['remove'], `nothing would be left of ${service.id}`, 'at least one objective of each service', `write ${service.id}`)] : []),
        ...missing.map((dependency) =>
          wrong(['remove'], `${service.id} depends on ${dependency}`, 'services that no other depends on', `remove ${service.id}, too`),
        ),
      ];
    }),
    ...(model.services.every(({ id }) => remove.includes(id)) ? [wrong(['remove'], 'no service would be left', 'at least one service', 'leave one')] : []),
  ];
}

function mistake(code: RedeployMistake['code'], path: readonly (string | number)[], what: string, allowed: string, change: string): RedeployMistake {
  return { code, path, what, allowed, change };
}

function nobodyOnCall(environment: string): RedeployMistake {
  return mistake(
    'SCN031',
    ['redeploy'],
    `nobody is on call in ${environment}`,
    'a configuration with on-call.yaml',
    'say who is on call, or leave redeployments out',
  );
}
