import { identifier } from '../../config/fields';
import { peopleSchema } from '../../config/roster-schema';
import { environmentSchema, operationsSchema } from '../../config/schema';
import type { FoundResource } from '../../proposal/find-resources';
import { namedResource, NAMED_RESOURCES } from '../../proposal/named-resource';
import type { Responder } from '../../proposal/text/on-call-text';
import { isTimeZone } from '../../time/zoned-time';
import type { Terminal } from '../terminal';

/** An environment and where its services run. */
export interface EnvironmentAnswer {
  readonly name: string;
  readonly region: string;
}

/** What only a person knows, as far as options say it: their texts. */
export interface GivenAnswers {
  readonly application?: string;
  /** `prod:eu-central-1`, each. */
  readonly environment?: readonly string[];
  /** `ana`, or `ana:email+https`, each. */
  readonly person?: readonly string[];
  /** The name of a time zone. */
  readonly timeZone?: string;
}

/** What only a person knows. */
export interface Answers {
  readonly application: string;
  /** At least one; the first one pages people. */
  readonly environments: readonly EnvironmentAnswer[];
  readonly responders: readonly Responder[];
  readonly timeZone: string;
  /** What there is, where no template says it. */
  readonly resources: readonly FoundResource[];
}

/** What a text means, or what is allowed instead. */
type Reading<T> = { readonly value: T } | { readonly allowed: string };

/** Reads what the application is called. */
function readApplication(text: string): Reading<string> {
  return operationsSchema.shape.application.safeParse(text).success
    ? { value: text }
    : { allowed: 'lower case letters, digits and hyphens, beginning with a letter, and not with aws or ssm, such as shop' };
}

/** Reads `prod:eu-central-1`. */
function readEnvironmentAnswer(text: string): Reading<EnvironmentAnswer> {
  const [name = '', region = '', ...more] = text.split(':');
  const isSound = identifier('prod').safeParse(name).success && environmentSchema.shape.region.safeParse(region).success && more.length === 0;
  return isSound ? { value: { name, region } } : { allowed: 'an environment and its region, such as prod:eu-central-1' };
}

/** Reads `ana`, or `ana:email+https`. */
function readResponder(text: string): Reading<Responder> {
  const [name = '', written = 'email+sms', ...more] = text.split(':');
  const channels = written.split('+');
  const isSound = more.length === 0 && peopleSchema.safeParse({ [name]: { title: 'Engineer', channels } }).success;
  return isSound ? { value: { name, channels } } : { allowed: 'a short name, with email, sms or https where it is not email+sms, such as ana:email+https' };
}

/** Reads texts between commas, each as one; at least one, and none twice by its name. */
function several<T extends { readonly name: string }>(read: (text: string) => Reading<T>): (text: string) => Reading<readonly T[]> {
  return (text) => {
    const readings = text.split(/\s*,\s*/).map((each) => read(each.trim()));
    const wrong = readings.find((reading) => 'allowed' in reading);
    if (wrong !== undefined && 'allowed' in wrong) return wrong;
    const values = readings.flatMap((reading) => ('value' in reading ? [reading.value] : []));
    return new Set(values.map(({ name }) => name)).size === values.length ? { value: values } : { allowed: 'each name once' };
  };
}

const readTimeZone = (text: string): Reading<string> =>
  isTimeZone(text) ? { value: text } : { allowed: 'the name of an IANA time zone, such as Europe/Berlin' };

/** One thing that only a person knows: its option and its question. */
interface Asked<T> {
  readonly option: string;
  readonly given: string | undefined;
  readonly question: string;
  readonly read: (text: string) => Reading<T>;
  /** Taken for an empty line, and where nobody can be asked. */
  readonly byDefault?: string;
}

/**
 * What only a person knows: from the options, and where these say nothing, from whoever sits at the terminal.
 *
 * @param asksResources true where no template says what there is
 * @returns what is missing or wrong, where it is an option or nobody can be asked
 */
export async function answersOf(given: GivenAnswers, asksResources: boolean, terminal: Terminal): Promise<Answers | { readonly lacking: readonly string[] }> {
  const questions = new Questions(terminal);
  const ownTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const application = await questions.answer({
    option: '--application',
    given: given.application,
    question: 'Application, the first part of every resource name (such as shop): ',
    read: readApplication,
  });
  const environments = await questions.answer({
    option: '--environment',
    given: given.environment?.join(','),
    question: 'Environments with their regions, first the one that pages people (such as prod:eu-central-1): ',
    read: several(readEnvironmentAnswer),
  });
  const responders = await questions.answer({
    option: '--person',
    given: given.person?.join(','),
    question: 'Who is on call, in the order of their weeks (such as ana, ben): ',
    read: several(readResponder),
  });
  const timeZone = await questions.answer({
    option: '--time-zone',
    given: given.timeZone,
    question: `Time zone in which they take turns (${ownTimeZone}): `,
    read: readTimeZone,
    byDefault: ownTimeZone,
  });
  const resources = asksResources ? await questions.resources(application ?? '') : [];
  if (application === undefined || environments === undefined || responders === undefined || timeZone === undefined || questions.lacking.length > 0) {
    return { lacking: questions.lacking };
  }
  return { application, environments, responders, timeZone, resources };
}

/** Asks until an answer can be taken, and nothing more once something is lacking that nobody answers. */
class Questions {
  readonly lacking: string[] = [];

  constructor(private readonly terminal: Terminal) {}

  /** An answer; undefined, and {@link lacking}, where there is none. */
  async answer<T>({ option, given, question, read, byDefault }: Asked<T>): Promise<T | undefined> {
    const { ask } = this.terminal;
    const text = given ?? (ask === undefined ? byDefault : undefined);
    if (text !== undefined || ask === undefined) {
      const reading = text === undefined ? { allowed: 'nobody can be asked here' } : read(text);
      if ('value' in reading) return reading.value;
      this.lacking.push(`${option}: ${reading.allowed}`);
      return undefined;
    }
    while (this.lacking.length === 0) {
      const line = (await ask(question))?.trim();
      if (line === undefined) {
        this.lacking.push(`${option}: the input ended`);
        return undefined;
      }
      const reading = read(line === '' && byDefault !== undefined ? byDefault : line);
      if ('value' in reading) return reading.value;
      this.terminal.printError(`allowed: ${reading.allowed}`);
    }
    return undefined;
  }

  /** Resources, one a line, until an empty line or the end of the input. */
  async resources(application: string): Promise<FoundResource[]> {
    const { ask } = this.terminal;
    if (ask === undefined) this.lacking.push('--assembly or --template: there is no cdk.out here, and nobody can be asked what there is');
    if (ask === undefined || this.lacking.length > 0) return [];
    this.terminal.printError(`What there is, one a line, an empty line at the end:\n  ${NAMED_RESOURCES.join('\n  ')}`);
    const resources: FoundResource[] = [];
    for (let line = await ask('> '); line !== undefined && line.trim() !== ''; line = await ask('> ')) {
      const resource = namedResource(line, application);
      if (typeof resource === 'string') this.terminal.printError(`allowed: ${resource}`);
      else resources.push(resource);
    }
    return resources;
  }
}
