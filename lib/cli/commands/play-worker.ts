import type { MessagePort } from 'node:worker_threads';
import { NotSimulatedError } from '../../aws/errors';
import type { TimelineEvent } from '../../gameday/timeline-events';
import { ProblemsError, type Problem } from '../../problems/problem';
import type { PlayedScenario } from '../../report/junit';
import type { Scenario } from '../../scenario/scenario';
import type { Instant } from '../../time/time';
import { loadOperations } from '../files/operations';
import { stacksIn, type LocatedTemplates } from '../files/stacks';
import { playerOf, type PlayScenario, type PlaySettings } from './play-scenario';

/** What a playing thread starts with: where to read what it plays against. */
export interface PlayerStart extends PlaySettings {
  /** Directory of the configuration. */
  readonly config: string;
  readonly environmentVariables: Readonly<Record<string, string | undefined>>;
  /** Names of the environments whose scenarios are played. */
  readonly environments: readonly string[];
  readonly located: LocatedTemplates;
}

/** What a playing thread says of the scenario it was given last. */
export type PlayerMessage =
  | { readonly kind: 'event'; readonly event: TimelineEvent }
  | { readonly kind: 'reached'; readonly at: Instant }
  | { readonly kind: 'report'; readonly played: PlayedScenario }
  | { readonly kind: 'failed'; readonly failure: PlayFailure };

/** An error as it goes from one thread to another. */
export type PlayFailure =
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  | { readonly kind: 'not simulated'; readonly thing: string; readonly where?: string }
  | { readonly kind: 'internal'; readonly message: string; readonly stack?: string };

/** Plays every scenario that arrives, one after another, and says how each goes. */
export function servePlays(port: MessagePort, start: PlayerStart): void {
  let play: PlayScenario | undefined;
  const say = (message: PlayerMessage) => port.postMessage(message);
  port.on('message', (scenario: Scenario) => {
    void (async () => {
      try {
        play ??= playerAt(start);
        const played = await play(scenario, { onTimeline: (event) => say({ kind: 'event', event }), onProgress: (at) => say({ kind: 'reached', at }) });
        say({ kind: 'report', played });
      } catch (error) {
        say({ kind: 'failed', failure: failureOf(error) });
      }
    })();
  });
}

function playerAt({ config, environmentVariables, environments, located, ...settings }: PlayerStart): PlayScenario {
  // With its runbooks: what is compared with the templates is the whole plan.
  const operations = loadOperations(config, { environmentVariables });
  return playerOf(
    operations.environments.filter(({ plan }) => environments.includes(plan.environment)),
    stacksIn(located),
    settings,
  );
}

function failureOf(error: unknown): PlayFailure {
  if (error instanceof ProblemsError) return { kind: 'problems', problems: error.problems };
  if (error instanceof NotSimulatedError) return { kind: 'not simulated', thing: error.thing, where: error.where };
  return error instanceof Error ? { kind: 'internal', message: error.message, stack: error.stack } : { kind: 'internal', message: String(error) };
}

/** The error that a failure was, as far as its kind matters to whoever reports it. */
export function errorOf(failure: PlayFailure, scenarioId: string): Error {
  if (failure.kind === 'problems') return new ProblemsError(failure.problems);
  if (failure.kind === 'not simulated') return new NotSimulatedError(failure.thing, failure.where);
  const error = new Error(`${scenarioId}: ${failure.message}`);
  if (failure.stack !== undefined) error.stack = failure.stack;
  return error;
}
