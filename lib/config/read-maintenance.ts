import type { MaintenanceModel, OperationsModel } from '../model/model';
import { didYouMean } from '../problems/did-you-mean';
import { hasErrors, type Problem } from '../problems/problem';
import { entriesOf, listOf, propertyOf, textOf } from '../problems/untyped';
import { identifier } from './fields';
import { maintenanceSchema, type MaintenanceNarrowing } from './maintenance-schema';
import type { ReadEnvironment } from './read-environment';
import { isMissing, readSource, type ConfigurationFiles } from './read-source';
import { translateIssues } from './translate-issues';

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
 */
export function readMaintenance(file: string, files: ConfigurationFiles, roles: readonly string[] | undefined): ReadMaintenance {
  if (isMissing(file, files)) return { names: { freezes: [] }, problems: [] };
  const { source, problems } = readSource(file, files);
  if (source === undefined) return { names: { freezes: [] }, problems };
  const checked = maintenanceSchema.safeParse(source.value);
  if (!checked.success) problems.push(...translateIssues(source, checked.error.issues));
  const rules = entriesOf(propertyOf(propertyOf(source.value, 'freezes'), 'rules')) ?? [];
  for (const [id, rule] of roles === undefined ? [] : rules) {
    const owner = textOf(rule, 'owner');
    if (owner === undefined || !identifier('').safeParse(owner).success || roles!.includes(owner)) continue;
    const meant = didYouMean(owner, roles!);
    problems.push({
      code: 'CFG051',
      level: 'error',
      where: source.locate(['freezes', 'rules', id, 'owner']),
      what: `there is no role ${owner} in on-call.yaml`,
      received: owner,
      allowed: roles!.join(', '),
      change: meant === undefined ? 'name one of them, or add the role' : `write ${meant}`,
    });
  }
  const names = { freezes: rules.map(([id]) => id) };
  if (!checked.success || hasErrors(problems)) return { names, problems };
  return { maintenance: checked.data, names, problems };
}

/** The model of an environment with what it keeps of maintenance. */
export function withMaintenance(model: OperationsModel, { maintenance }: ReadMaintenance, environment: ReadEnvironment | undefined): OperationsModel {
  if (maintenance === undefined) return model;
  const without = environment?.settings?.maintenance?.without;
  const { freezes } = maintenance;
  if (freezes === undefined) return { ...model, maintenance };
  const rules = freezes.rules.filter(({ id }) => without?.freezes?.includes(id) !== true);
  return { ...model, maintenance: { ...maintenance, freezes: { ...freezes, rules } } };
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
