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
  proficiency = [],
  artefacts = {},
  withoutArtefacts = {},
  telemetry = [],
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
    proficiency,
    artefacts: { at: artefacts, without: withoutArtefacts },
    telemetry,
    evidenceFolder: evidence,
    drills,
    attestations,
  };
}

function reviewDates({ everyDays = REVIEW_EVERY_DAYS, reviewedOn = {} }: Partial<ReviewDates> = {}): ReviewDates {
  return { everyDays, reviewedOn };
}

function unknownRoles(source: YamlSource, { knowledge, questions }: HandoverSettings, roster: Pick<Roster, 'roles'>): Problem[] {
  const roles = roster.roles.map(({ id }) => id);
  const owned = [
    ...knowledge.map(({ owner }, index) => ({ owner, path: ['knowledge', index, 'owner'] })),
    ...questions.map(({ owner }, index) => ({ owner, path: ['questions', index, 'owner'] })),
  ];
  return owned
    .filter(({ owner }) => !roles.includes(owner))
    .map(({ owner, path }) => {
      const meant = didYouMean(owner, roles);
      return {
        code: 'HND020',
        level: 'error',
        where: source.locate(path),
        what: `the roster has no role ${owner}`,
        received: owner,
        allowed: roles.join(', '),
        change: meant === undefined ? 'write a role of on-call.yaml' : `write ${meant}`,
      };
    });
}

function unknownPeople(source: YamlSource, { attestations, proficiency }: HandoverSettings, { people }: Pick<Roster, 'people'>): Problem[] {
  const names = people.map(({ id }) => id);
  const named = [
    ...attestations.map(({ by }, index) => ({ person: by, path: ['attestations', index, 'by'] })),
    ...proficiency.flatMap((each, index) => each.people.map((person, at) => ({ person, path: ['proficiency', index, 'people', at] }))),
  ];
  return named
    .filter(({ person }) => !names.includes(person))
    .map(({ person, path }) => {
      const meant = didYouMean(person, names);
      return {
        code: 'HND023',
        level: 'error',
        where: source.locate(path),
        what: `${person} is nobody of the roster`,
        received: person,
        allowed: names.join(', '),
        change: meant === undefined ? 'write a person of on-call.yaml' : `write ${meant}`,
      };
    });
}

function unknownSubjects(source: YamlSource, { tools, knowledge, proficiency }: HandoverSettings): Problem[] {
  const subjects = [EVERY_TOOL, EVERY_TOPIC, ...tools.map(({ id }) => id), ...knowledge.map(({ topic }) => topic)];
  return proficiency.flatMap((each, index) =>
    each.in.flatMap((subject, at): Problem[] => {
      if (subjects.includes(subject)) return [];
      const meant = didYouMean(subject, subjects);
      return [
        {
          code: 'HND025',
          level: 'error',
          where: source.locate(['proficiency', index, 'in', at]),
          what: `${subject} is neither a tool nor a topic`,
          received: subject,
          allowed: subjects.join(', '),
          change: meant === undefined ? 'list it under tools or knowledge' : `write ${meant}`,
        },
      ];
    }),
  );
}

function unknownRunbooks(source: YamlSource, { reviews }: HandoverSettings, names: readonly string[]): Problem[] {
  return Object.keys(reviews.runbooks.reviewedOn)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const meant = didYouMean(name, names);
      return {
        code: 'HND024',
        level: 'error',
        where: source.locate(['reviews', 'runbooks', 'reviewedOn', name]),
        what: `there is no runbook ${name}`,
        received: name,
        allowed: names.join(', '),
        change: meant === undefined ? 'remove it' : `write ${meant}`,
      };
    });
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
