import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ObjectiveAlarmsPlan } from '../../plan/alarm-plan';
import { hasErrors, ProblemsError, type Problem } from '../../problems/problem';
import type { ScoreClock } from '../../score/clock';
import { deriveMapping } from '../../score/derive-mapping';
import type { ScoreMapping } from '../../score/mapping';
import { readMapping } from '../../score/read-mapping';
import { scoreDesign, type Score } from '../../score/score-design';
import { findScoredDesign } from '../../score/scored-design';
import { suggestMapping } from '../../score/suggest-mapping';
import { trafficNamed, TYPICAL_EVENTS_PER_MINUTE } from '../../score/traffic';
import { alarmsWithNamedValues } from '../../simulator/services/cloudwatch/alarms-with-named-values';
import { formatDurationMinutes } from '../../time/time';
import { loadOperations } from '../files/operations';
import { readText } from '../files/read-text';
import { withStacks, type StackSource } from '../files/stacks';
import { writeReport } from '../files/write-report';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';
import { printScores } from './score-text';

/** Options of `day2 score`. */
export interface ScoreCommandOptions {
  readonly config: string;
  /** Environment whose stage is scored, and whose objective where no mapping is given. */
  readonly env: string;
  /** Objective of our own plan; its first one over events when absent. */
  readonly objective?: string;
  readonly assembly?: string;
  readonly template?: readonly string[];
  /** What the metrics of the template mean; from our own plan when absent. */
  readonly mapping?: string;
  /** A second assembly or template, scored beside the first. */
  readonly compare?: string;
  /** Mapping of the second; that of the first when absent. */
  readonly compareMapping?: string;
  /** Print a mapping for the template instead of a score. */
  readonly suggestMapping?: boolean;
  readonly traffic: string;
  readonly clock: ScoreClock;
  readonly json?: boolean;
  /** File for the scores as a page of HTML. */
  readonly html?: string;
}

/** Region of stacks that do not name one, where no configuration does either. */
const DEFAULT_REGION = 'us-east-1';

/** What is scored, and what its metrics mean. */
interface Subject {
  readonly name: string;
  readonly source: StackSource;
  readonly region: string;
  readonly mappingFor: (accountId: string) => ScoreMapping;
}

/** Scores the alarm design of a template, or two designs side by side. A score is a measurement: it has no findings. */
export async function score(options: ScoreCommandOptions, terminal: Terminal): Promise<number> {
  if (options.compareMapping !== undefined && options.compare === undefined) {
    terminal.printError('--compare-mapping is about the design that --compare names: give both');
    return EXIT.usage;
  }
  if (options.suggestMapping === true) return printSuggestion(options, terminal);
  const subjects = subjectsOf(options, terminal);
  const scores: Score[] = [];
  for (const subject of subjects) scores.push(await scoreSubject(subject, options, terminal));
  const [first, ...others] = scores as [Score, ...Score[]];
  terminal.print(options.json === true ? toJson(scores) : printScores([first, ...others]));
  if (options.html !== undefined) {
    const { scoreHtml } = require('./score-html') as typeof import('./score-html');
    writeReport(options.html, scoreHtml([first, ...others]), 'name another file with --html');
  }
  return EXIT.fine;
}

/** @throws ProblemsError SCR030 when no alarm can be read */
function printSuggestion(options: ScoreCommandOptions, terminal: Terminal): Promise<number> {
  return withStacks({ ...options, environments: [options.env] }, terminal, (stacksOf, located) => {
    const mapping = suggestMapping(alarmsWithNamedValues(stacksOf({ stage: options.env, region: DEFAULT_REGION })));
    if (mapping === undefined) throw new ProblemsError([nothingToMap('template' in located ? located.template.join(' + ') : located.assembly)]);
    terminal.print(mapping);
    return EXIT.fine;
  });
}

function nothingToMap(file: string): Problem {
  return {
    code: 'SCR030',
    level: 'error',
    where: { file },
    what: 'no alarm can be read, so there is nothing to map',
    allowed: 'at least one metric alarm whose metrics are known before the deployment',
    change: 'see with `day2 check --verbose` why each cannot be simulated',
  };
}

function subjectsOf(options: ScoreCommandOptions, terminal: Terminal): Subject[] {
  const { assembly, template, mapping, compare, compareMapping } = options;
  const path = template?.join(' + ') ?? assembly ?? `${options.config} (${options.env})`;
  const isNotified = compare === undefined || shortName(path) !== shortName(compare);
  const named = (each: string) => (isNotified ? shortName(each) : each);
  const own = mapping === undefined ? ownObjective(options, terminal) : undefined;
  const written = mapping === undefined ? undefined : mappingIn(mapping);
  const first: Subject = {
    name: named(path),
    source: options,
    region: own?.region ?? DEFAULT_REGION,
    mappingFor: own === undefined ? always(written!) : (accountId) => deriveMapping(own, accountId),
  };
  if (compare === undefined) return [first];
  const source = isDirectory(compare) ? { config: options.config, assembly: compare } : { config: options.config, template: [compare] };
  if (compareMapping === undefined) return [first, { ...first, name: named(compare), source }];
  const other = mappingIn(compareMapping);
  const promise =
    own === undefined
      ? promiseOf(written!)
      : { target: own.objective.targetPercent, period: own.objective.periodMinutes, eventsPerMinute: own.objective.typicalEventsPerMinute };
  requireSamePromise(compareMapping, promiseOf(other), promise);
  return [first, { ...first, name: named(compare), source, mappingFor: always(other) }];
}

/** What decides which incidents of the library matter, and how many events they have. */
interface Promised {
  readonly target: number;
  readonly period: number;
  readonly eventsPerMinute: number | undefined;
}

function promiseOf({ objective: { target, period }, eventsPerMinute }: ScoreMapping): Promised {
  return { target, period, eventsPerMinute };
}

/** @throws ProblemsError SCR033: figures of different promises beside each other would compare nothing */
function requireSamePromise(file: string, received: Promised, allowed: Promised): void {
  const text = ({ target, period, eventsPerMinute = TYPICAL_EVENTS_PER_MINUTE }: Promised) =>
    `${target} % over ${formatDurationMinutes(period)} at ${eventsPerMinute} events a minute`;
  if (text(received) === text(allowed)) return;
  throw new ProblemsError([
    {
      code: 'SCR033',
      level: 'error',
      where: { file },
      what: 'this mapping is about another promise than the one it is compared with',
      received: text(received),
      allowed: text(allowed),
      change: 'give both mappings the same target, period and eventsPerMinute, or score each design on its own',
    },
  ]);
}

function scoreSubject({ name, source, region, mappingFor }: Subject, options: ScoreCommandOptions, terminal: Terminal): Promise<Score> {
  return withStacks({ ...source, environments: [options.env] }, terminal, (stacksOf) => {
    const stacks = alarmsWithNamedValues(stacksOf({ stage: options.env, region }));
    const mapping = mappingFor(stacks[0]!.account);
    const design = findScoredDesign(name, stacks, mapping);
    // The command line has checked the name.
    const traffic = trafficNamed(options.traffic, mapping.eventsPerMinute)!;
    let shown = -1;
    const onProgress = (share: number) => {
      const percent = Math.floor(share * 100);
      if (terminal.isInteractive && percent !== shown) terminal.printProgress(`  … ${name} ${percent} %`);
      shown = percent;
    };
    return scoreDesign(design, { mapping, traffic, clock: options.clock, onProgress });
  });
}

/** @throws ProblemsError with what is wrong with the configuration, and SCR032 for an objective it does not have */
function ownObjective({ config, env, objective }: ScoreCommandOptions, terminal: Terminal): ObjectiveAlarmsPlan {
  const { environments, problems } = loadOperations(config, { environmentVariables: terminal.environmentVariables });
  if (hasErrors(problems)) throw new ProblemsError(problems);
  printProblems(terminal, problems);
  const plan = environments.find((environment) => environment.plan.environment === env)?.plan;
  if (plan === undefined) {
    const known = environments.map((environment) => environment.plan.environment);
    throw new ProblemsError([unknown(`there is no environment ${env}`, env, known, 'name one of them with --env')]);
  }
  const objectives = plan.regions.flatMap((each) => each.objectives);
  const found = objectives.find(({ name, objective: { sli } }) => (objective === undefined ? sli.kind === 'events' : name === objective));
  if (found !== undefined) return found;
  const known = objectives.map(({ name }) => name);
  throw new ProblemsError([unknown(`there is no such objective in ${env}`, objective ?? 'none over events', known, 'name one of them with --objective')]);
}

function unknown(what: string, received: string, known: readonly string[], change: string): Problem {
  return { code: 'SCR032', level: 'error', where: {}, what, received, allowed: known.join(', '), change };
}

/** @throws ProblemsError with everything that is wrong with the file */
function mappingIn(file: string): ScoreMapping {
  const { mapping, problems } = readMapping(
    file,
    readText(file, (reason) => unreadable(file, reason)),
  );
  if (mapping === undefined) throw new ProblemsError(problems);
  return mapping;
}

function unreadable(file: string, received: string): Problem {
  return {
    code: 'SCR001',
    level: 'error',
    where: { file },
    what: 'a mapping cannot be read from here',
    received,
    allowed: 'a mapping file in YAML',
    change: 'name an existing file with --mapping or --compare-mapping',
  };
}

function always<T>(value: T): () => T {
  return () => value;
}

/** The last part of a path, without the ending of a template. */
function shortName(path: string): string {
  return basename(path).replace(/(\.template)?\.(json|ya?ml)$/, '');
}

/** Of a path that does not exist the reader of templates says so. */
function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
