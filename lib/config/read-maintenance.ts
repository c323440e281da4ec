import type { FreezeSettings, FreezeTimes } from '../maintenance/calendar/freeze-rule';
import { mutesObjective, windowsOfMute, type MuteSettings, type PlannedMute } from '../maintenance/mutes/mute';
import type { MaintenanceModel, OperationsModel } from '../model/model';
import { didYouMean } from '../problems/did-you-mean';
import { hasErrors, type Problem } from '../problems/problem';
import { entriesOf, listOf, propertyOf, textOf } from '../problems/untyped';
import type { Exclusion } from '../slo/budget/exclusion';
import { identifier } from './fields';
import type { WrittenFreezes } from './freezes-schema';
import { maintenanceSchema, type MaintenanceNarrowing } from './maintenance-schema';
import { muteProblems, type ObjectivesThereAre, type Part } from './mute-problems';
import type { ReadEnvironment } from './read-environment';
import { readFreezeCalendars, type FreezeCalendars } from './read-freeze-calendars';
import { isMissing, readSource, type ConfigurationFiles } from './read-source';
import { translateIssues } from './translate-issues';
import type { YamlSource } from './yaml-source';

/** `maintenance.yaml` as far as it could be read. */
export interface ReadMaintenance {
  /** Only when the file is there and nothing in it is an error. */
  readonly maintenance?: MaintenanceModel;
  /** Names of its parts, well formed or not, by section: what an environment may do without. */
  readonly names: Readonly<Record<MaintenanceSection, readonly string[]>>;
  readonly problems: Problem[];
}

/** A section of which an environment may leave out parts. */
type MaintenanceSection = keyof MaintenanceNarrowing['without'];

/**
 * Reads `maintenance.yaml`. A configuration may do without.
 *
 * @param roles the roles of on-call.yaml, of which an owner has to be one; undefined where it is not known which there are
 * @param operations what there is to mute
 */
export function readMaintenance(
  file: string,
  files: ConfigurationFiles,
  roles: readonly string[] | undefined,
  operations: ObjectivesThereAre,
): ReadMaintenance {
  const nothing = { names: { freezes: [], tasks: [], cadences: [], mutes: [] } };
  if (isMissing(file, files)) return { ...nothing, problems: [] };
  const { source, problems } = readSource(file, files);
  if (source === undefined) return { ...nothing, problems };
  const checked = maintenanceSchema.safeParse(source.value);
  if (!checked.success) problems.push(...translateIssues(source, checked.error.issues));
  const parts = partsOf(source);
  if (roles !== undefined) problems.push(...unknownRoles(source, parts, roles));
  const { freezes, tasks, cadences, mutes } = parts;
  problems.push(...muteProblems(source, mutes, operations));
  const calendars = readFreezeCalendars(source, freezes, file, files);
  problems.push(...calendars.problems);
  const names = { freezes: namesOf(freezes), tasks: namesOf(tasks), cadences: namesOf(cadences), mutes: namesOf(mutes) };
  if (!checked.success || hasErrors(problems)) return { names, problems };
  const { cadences: checklists, freezes: written, ...others } = checked.data;
  const located = others.tasks?.map((task) => ({ ...task, where: source.locate(['tasks', task.id], 'key') }));
  return {
    maintenance: {
      ...others,
      ...(written && { freezes: withEvents(written, calendars) }),
      ...(located && { tasks: located }),
      ...(checklists && { checklists }),
    },
    names,
    problems,
  };
}

/** Freezes with the events of the calendars that they name. */
function withEvents({ rules, ...settings }: WrittenFreezes, { events }: FreezeCalendars): FreezeSettings {
  const timesOf = (id: string, times: WrittenFreezes['rules'][number]['times']): FreezeTimes =>
    times.kind === 'calendar' ? { kind: 'events', events: events.get(id)! } : times;
  return { ...settings, rules: rules.map((rule) => ({ ...rule, times: timesOf(rule.id, rule.times) })) };
}

/** The parts of each section that environments may leave out, well formed or not. */
function partsOf({ value }: YamlSource): Readonly<Record<MaintenanceSection, readonly Part[]>> {
  const parts = (...path: string[]): Part[] =>
    (entriesOf(path.reduce<unknown>((above, key) => propertyOf(above, key), value)) ?? []).map(([name, each]) => [name, each, [...path, name]]);
  return { freezes: parts('freezes', 'rules'), tasks: parts('tasks'), cadences: parts('cadences'), mutes: parts('mutes', 'rules') };
}

function namesOf(parts: readonly Part[]): readonly string[] {
  return parts.map(([name]) => name);
}

function unknownRoles(source: YamlSource, parts: ReturnType<typeof partsOf>, roles: readonly string[]): Problem[] {
  return Object.values(parts)
    .flat()
    .flatMap(([, part, path]) =>
      ['owner', 'lead'].flatMap((key): Problem[] => {
        const role = textOf(part, key);
        if (role === undefined || !identifier('').safeParse(role).success || roles.includes(role)) return [];
        const meant = didYouMean(role, roles);
        return [
          {
            code: 'CFG051',
            level: 'error',
            where: source.locate([...path, key]),
            what: `there is no role ${role} in on-call.yaml`,
            received: role,
            allowed: roles.join(', '),
            change: meant === undefined ? 'name one of them, or add the role' : `write ${meant}`,
          },
        ];
      }),
    );
}

/** The model of an environment with what it keeps of maintenance. */
export function withMaintenance(model: OperationsModel, { maintenance }: ReadMaintenance, environment: ReadEnvironment | undefined): OperationsModel {
  if (maintenance === undefined) return model;
  const without = environment?.settings?.maintenance?.without;
  const { freezes, tasks, checklists, mutes } = maintenance;
  const keeps = (section: MaintenanceSection) => (part: { readonly id: string }) => without?.[section]?.includes(part.id) !== true;
  const kept = mutes && { ...mutes, rules: mutes.rules.filter(keeps('mutes')) };
  return {
    ...(kept === undefined ? model : withExclusions(model, kept)),
    maintenance: {
      ...(freezes !== undefined && { freezes: { ...freezes, rules: freezes.rules.filter(keeps('freezes')) } }),
      ...(tasks !== undefined && { tasks: tasks.filter(keeps('tasks')) }),
      ...(checklists !== undefined && { checklists: checklists.filter(keeps('cadences')) }),
      ...(kept !== undefined && { mutes: kept }),
    },
  };
}

/** The windows of mutes that do not count against the budget are exclusions of the objectives they are about. */
function withExclusions(model: OperationsModel, mutes: MuteSettings): OperationsModel {
  const excluding = mutes.rules.filter(({ countsAgainstBudget }) => !countsAgainstBudget).map((mute) => ({ mute, exclusions: exclusionsOfMute(mute, mutes) }));
  if (excluding.length === 0) return model;
  const exclusionsOf = (serviceId: string, objectiveId: string): readonly Exclusion[] =>
    excluding.filter(({ mute }) => mutesObjective(mute, serviceId, objectiveId)).flatMap(({ exclusions }) => exclusions);
  return {
    ...model,
    services: model.services.map((service) => ({
      ...service,
      objectives: service.objectives.map((objective) => {
        const exclusions = [...objective.budget.exclusions, ...exclusionsOf(service.id, objective.id)];
        return { ...objective, budget: { ...objective.budget, exclusions } };
      }),
    })),
  };
}

function exclusionsOfMute(mute: PlannedMute, settings: MuteSettings): readonly Exclusion[] {
  return windowsOfMute(mute, settings).map(({ start, end }) => ({ from: start, to: end, reason: `mute ${mute.id}: ${mute.reason}`, author: mute.owner }));
}

/** What an environment does without although there is no such thing: it was meant for something. */
export function narrowingProblems({ names }: ReadMaintenance, { source }: ReadEnvironment): Problem[] {
  if (source === undefined) return [];
  const without = propertyOf(propertyOf(source.value, 'maintenance'), 'without');
  return (Object.keys(names) as MaintenanceSection[]).flatMap((section) =>
    listOf(without, section).flatMap((name, index): Problem[] => {
      if (typeof name !== 'string' || names[section].includes(name)) return [];
      const meant = didYouMean(name, names[section]);
      return [
        {
          code: 'CFG057',
          level: 'error',
          where: source.locate(['maintenance', 'without', section, index]),
          what: `maintenance.yaml has no ${name} under ${section}`,
          received: name,
          allowed: names[section].length === 0 ? undefined : names[section].join(', '),
          change: meant === undefined ? 'remove it' : `write ${meant}`,
        },
      ];
    }),
  );
}
