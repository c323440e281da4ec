import { formatLocalDay, type LocalDay } from '../../time/zoned-time';
import { heading, inline } from './yaml-text';

/** Somebody who can be paged. */
export interface Responder {
  readonly name: string;
  /** `email`, `sms`, `https`: how they can be reached. Where, no file says. */
  readonly channels: readonly string[];
}

/** Who is on call. */
export interface Team {
  readonly responders: readonly Responder[];
  readonly timeZone: string;
  /** The Monday on which the first turn begins. */
  readonly from: LocalDay;
}

/** From so many people on somebody else is second each week. */
const TEAM_WITH_SECONDARY = 5;

/** `on-call.yaml` of a proposal: everybody takes a week in turn. */
export function onCallText(application: string, { responders, timeZone, from }: Team, schema: string): string {
  const names = responders.map(({ name }) => name);
  const hasSecondary = names.length >= TEAM_WITH_SECONDARY;
  const rotation = (people: readonly string[]) => inline({ people, every: '7d', handoverAt: '09:00', from: formatLocalDay(from), timeZone });
  const comment = [
    'Who is paged. No file holds an address: `npx day2 plan --env …` prints the commands that store where each person is reached in',
    'Parameter Store, before the deployment.',
  ];
  return `${[
    ...heading(schema, comment),
    '# Why these are all the people there are: your words. Without this line every rule about the number of people applies, and roles,',
    '# watchdog and contacts have to be said: docs/how-to/on-call.md.',
    `acceptSmallTeam: ${inline(`${names.length === 1 ? 'one person runs' : `${names.length} people run`} ${application}, as day2 init was answered`)}`,
    `# The times of every tier: docs/reference/configuration.md. From ${TEAM_WITH_SECONDARY} people on there is a second one each week.`,
    `escalationPolicy: ${hasSecondary ? 'for five' : 'for two'}`,
    '',
    'people:',
    ...responders.map(({ name, channels }) => `  ${name}: ${inline({ title: `Team of ${application}`, channels })}`),
    '',
    'roles:',
    '  primary-on-call:',
    '    title: On call this week',
    `    rotation: ${rotation(names)}`,
    ...(hasSecondary ? ['  secondary-on-call:', '    title: Second this week', `    rotation: ${rotation([...names.slice(1), names[0]!])}`] : []),
  ].join('\n')}\n`;
}
