import { DAY_MS } from '../../time/zoned-time';
import { dateOf, type HandoverInput } from '../input';
import { operators } from '../parts/operators';
import { EVERY_TOOL, EVERY_TOPIC, PROFICIENT_FOR_DAYS } from './written-proficiency';

/** What has to be known: a tool or a topic, with who knows it and who does not. */
export interface KnownSubject {
  readonly kind: 'tool' | 'topic';
  readonly name: string;
  readonly knownBy: readonly string[];
  /** Who never showed it, or longer ago than {@link PROFICIENT_FOR_DAYS}. */
  readonly missing: readonly string[];
  /** First local date on which somebody is no longer proficient; undefined where nobody is. */
  readonly overOn?: string;
}

/** Every tool and every topic with those on the team who know it: whoever a page reaches first. Requirements 002-10, 002-86. */
export function knownSubjects(input: HandoverInput): readonly KnownSubject[] {
  const team = operators(input);
  const { tools, knowledge } = input.settings;
  return [
    ...tools.map(({ id }) => knownSubject(input, team, { kind: 'tool', name: id })),
    ...knowledge.map(({ topic }) => knownSubject(input, team, { kind: 'topic', name: topic })),
  ];
}

function knownSubject(input: HandoverInput, team: readonly string[], subject: Pick<KnownSubject, 'kind' | 'name'>): KnownSubject {
  const all = subject.kind === 'tool' ? EVERY_TOOL : EVERY_TOPIC;
  const date = dateOf(input);
  const overOn = (person: string): string | undefined => {
    const shown = input.settings.proficiency.filter(
      ({ people, in: subjects, on }) => on <= date && people.includes(person) && (subjects.includes(subject.name) || subjects.includes(all)),
    );
    const last = shown
      .map(({ on }) => on)
      .sort()
      .at(-1);
    return last === undefined ? undefined : new Date(Date.parse(last) + PROFICIENT_FOR_DAYS * DAY_MS).toISOString().slice(0, 10);
  };
  const ends = new Map(team.map((person) => [person, overOn(person)]));
  const knownBy = team.filter((person) => (ends.get(person) ?? '') > date);
  const first = knownBy.map((person) => ends.get(person)!).sort()[0];
  return { ...subject, knownBy, missing: team.filter((person) => !knownBy.includes(person)), ...(first !== undefined && { overOn: first }) };
}

/** What somebody on the team does not know, one text for each tool or topic. */
export function knowledgeGaps(input: HandoverInput, kind: KnownSubject['kind']): readonly string[] {
  return knownSubjects(input)
    .filter((subject) => subject.kind === kind && subject.missing.length > 0)
    .map(({ name, missing }) => `${name}: ${missing.join(', ')}`);
}
