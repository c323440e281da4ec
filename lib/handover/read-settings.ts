import type { z } from 'zod';
import { isMissing, readSource, type ConfigurationFiles } from '../config/read-source';
import { translateIssues } from '../config/translate-issues';
import type { YamlSource } from '../config/yaml-source';
import type { Roster } from '../incident/roster/roster';
import { didYouMean } from '../problems/did-you-mean';
import { hasErrors, type Problem } from '../problems/problem';
import { DEFAULT_DOCUMENT_PATHS, sharedPaths } from './document-paths';
import { EVERY_TOOL, EVERY_TOPIC } from './proficiency/written-proficiency';
import { DEFAULT_EVIDENCE_FOLDER, type HandoverSettings, type ReviewDates } from './settings';
import { handoverSchema, REVIEW_EVERY_DAYS } from './settings-schema';

const SHAPE_CODES = { unknownKey: 'HND010', missingKey: 'HND011', wrongType: 'HND012', notAllowed: 'HND013' } as const;

type Written = z.infer<typeof handoverSchema>;

/** What a handover does without a `handover.yaml`. */
const DEFAULT_SETTINGS: HandoverSettings = settingsOf({});

/** `handover.yaml` as far as it could be read: settings only where nothing in it is an error. */
export interface ReadSettings {
  readonly settings?: HandoverSettings;
  readonly problems: readonly Problem[];
}

/**
 * Reads `handover.yaml`. A configuration may do without.
 *
 * @param roster of on-call.yaml, of which owners are roles and whoever attests is a person; undefined where nobody is on call
 * @param runbooks names of the runbooks that there are; undefined where they do not matter
 */
export function readSettings(
  file: string,
  files: ConfigurationFiles,
  roster: Pick<Roster, 'roles' | 'people'> | undefined,
  runbooks?: readonly string[],
): ReadSettings {
  if (isMissing(file, files)) return { settings: DEFAULT_SETTINGS, problems: [] };
  const { source, problems } = readSource(file, files);
  if (source === undefined) return { problems };
  const parsed = handoverSchema.safeParse(source.value);
  if (!parsed.success) return { problems: [...problems, ...translateIssues(source, parsed.error.issues, SHAPE_CODES)] };
  const settings = settingsOf(parsed.data);
  const all = [
    ...problems,
    ...(roster === undefined ? [] : [...unknownRoles(source, settings, roster), ...unknownPeople(source, settings, roster)]),
    ...unknownTools(source, settings),
    ...unknownSubjects(source, settings),
    ...samePaths(source, settings),
    ...(runbooks === undefined ? [] : unknownRunbooks(source, settings, runbooks)),
  ];
  return hasErrors(all) ? { problems: all } : { settings, problems: all };
}

function settingsOf({
  paths = {},
  knowledge = [],
  reviews = {},
  questions = [],
  tools = [],
  access = [],
  proficiency = [],
  artefacts = {},
  withoutArtefacts = {},
  telemetry = [],
  withoutAutomations = {},
  evidence = DEFAULT_EVIDENCE_FOLDER,
  drills = {},
  attestations = [],
}: Written): HandoverSettings {
  return {
    paths: { ...DEFAULT_DOCUMENT_PATHS, ...paths },
    knowledge: knowledge.map(({ at, kind = 'knowledge', covers = [], ...topic }) => ({
      ...topic,
      kind,
      covers,
      at: at.startsWith('https://') ? { address: at } : { file: at },
    })),
    reviews: { runbooks: reviewDates(reviews.runbooks), training: reviewDates(reviews.training) },
    questions,
    tools,
    access: access.map(({ for: roles = [], ...each }) => ({ ...each, for: roles })),
    proficiency,
    artefacts: { at: artefacts, without: withoutArtefacts },
    telemetry,
    withoutAutomations,
    evidenceFolder: evidence,
    drills,
    attestations,
  };
}

function reviewDates({ everyDays = REVIEW_EVERY_DAYS, reviewedOn = {} }: Partial<ReviewDates> = {}): ReviewDates {
  return { everyDays, reviewedOn };
}

/** A name that `handover.yaml` has, and where. */
interface WrittenName {
  readonly name: string;
  readonly path: readonly (string | number)[];
}

/** What is wrong with names that are not among those that there are, and what to do where none of them is meant. */
function notAmong(
  source: YamlSource,
  written: readonly WrittenName[],
  known: readonly string[],
  { code, what, otherwise }: { readonly code: Problem['code']; readonly what: (name: string) => string; readonly otherwise: string },
): Problem[] {
  return written
    .filter(({ name }) => !known.includes(name))
    .map(({ name, path }) => {
      const meant = didYouMean(name, known);
      return {
        code,
        level: 'error',
        where: source.locate(path),
        what: what(name),
        received: name,
        allowed: known.join(', '),
        change: meant === undefined ? otherwise : `write ${meant}`,
      };
    });
}

function unknownRoles(source: YamlSource, { knowledge, questions, access }: HandoverSettings, roster: Pick<Roster, 'roles'>): Problem[] {
  const owners = [
    ...knowledge.map(({ owner }, index) => ({ name: owner, path: ['knowledge', index, 'owner'] })),
    ...questions.map(({ owner }, index) => ({ name: owner, path: ['questions', index, 'owner'] })),
    ...access.map(({ grantedBy }, index) => ({ name: grantedBy, path: ['access', index, 'grantedBy'] })),
    ...access.flatMap((each, index) => each.for.map((role, at) => ({ name: role, path: ['access', index, 'for', at] }))),
  ];
  const roles = roster.roles.map(({ id }) => id);
  return notAmong(source, owners, roles, { code: 'HND020', what: (role) => `the roster has no role ${role}`, otherwise: 'write a role of on-call.yaml' });
}

function unknownPeople(source: YamlSource, { attestations, proficiency }: HandoverSettings, roster: Pick<Roster, 'people'>): Problem[] {
  const people = [
    ...attestations.map(({ by }, index) => ({ name: by, path: ['attestations', index, 'by'] })),
    ...proficiency.flatMap((each, index) => each.people.map((person, at) => ({ name: person, path: ['proficiency', index, 'people', at] }))),
  ];
  const known = roster.people.map(({ id }) => id);
  return notAmong(source, people, known, {
    code: 'HND023',
    what: (person) => `${person} is nobody of the roster`,
    otherwise: 'write a person of on-call.yaml',
  });
}

function unknownTools(source: YamlSource, { tools, access }: HandoverSettings): Problem[] {
  const written = access.map(({ to }, index) => ({ name: to, path: ['access', index, 'to'] }));
  const known = tools.map(({ id }) => id);
  return notAmong(source, written, known, { code: 'HND025', what: (tool) => `${tool} is no tool`, otherwise: 'list it under tools' });
}

function unknownSubjects(source: YamlSource, { tools, knowledge, proficiency }: HandoverSettings): Problem[] {
  const subjects = proficiency.flatMap((each, index) => each.in.map((subject, at) => ({ name: subject, path: ['proficiency', index, 'in', at] })));
  const known = [EVERY_TOOL, EVERY_TOPIC, ...tools.map(({ id }) => id), ...knowledge.map(({ topic }) => topic)];
  return notAmong(source, subjects, known, {
    code: 'HND025',
    what: (subject) => `${subject} is neither a tool nor a topic`,
    otherwise: 'list it under tools or knowledge',
  });
}

function unknownRunbooks(source: YamlSource, { reviews }: HandoverSettings, names: readonly string[]): Problem[] {
  const reviewed = Object.keys(reviews.runbooks.reviewedOn).map((name) => ({ name, path: ['reviews', 'runbooks', 'reviewedOn', name] }));
  return notAmong(source, reviewed, names, { code: 'HND024', what: (name) => `there is no runbook ${name}`, otherwise: 'remove it' });
}

function samePaths(source: YamlSource, { paths }: HandoverSettings): Problem[] {
  return sharedPaths(paths).map(({ path, documents }) => ({
    code: 'HND021',
    level: 'error',
    where: source.locate(['paths']),
    what: `${documents.join(' and ')} would stand in one file`,
    received: path,
    allowed: 'a path of its own for every document',
    change: 'give one of them another path',
  }));
}
