/**
 * Scenarios played in threads of their own, with the output of one thread: what happens in a scenario is said as it
 * happens when all before it are over, and kept until then otherwise. What stops one scenario stops those after it.
 */

import type { GameDayReport } from '../../gameday/report';
import type { PlayedScenario } from '../../report/junit';
import type { Scenario } from '../../scenario/scenario';
import type { PlayListener } from './play-scenario';
import type { PlayerStart } from './play-worker';
import { ThreadPlayer, type PlayNews } from './thread-player';

/** What is said about scenarios, in their order. */
export interface ScenarioOutput {
  begin(scenario: Scenario): PlayListener;
  end(scenario: Scenario, report: GameDayReport): void;
}

/** Threads and what they run. */
export interface Players {
  readonly script: string;
  /** Threads at a time, at least 1. */
  readonly count: number;
  readonly start: PlayerStart;
}

/**
 * Plays scenarios in as many threads as are allowed, each scenario in one.
 *
 * @throws ProblemsError or NotSimulatedError as the first scenario that could not be played did; Error, with the name of
 *   the scenario, for a thread that ended or failed for any other reason
 */
export async function playInThreads(scenarios: readonly Scenario[], { script, count, start }: Players, output: ScenarioOutput): Promise<PlayedScenario[]> {
  const plays = scenarios.map((scenario) => new Play(scenario, output));
  let next = 0;
  const players = new Set<ThreadPlayer>();
  const work = async (): Promise<void> => {
    if (next >= plays.length) return;
    const player = new ThreadPlayer(script, start);
    players.add(player);
    for (let play = plays[next++]; play !== undefined; play = plays[next++]) await play.playIn(player);
  };
  const working = Promise.all(Array.from({ length: Math.min(count, plays.length) }, work));
  // Whoever waits below hears of every failure first, in the order of the scenarios.
  working.catch(() => {});
  try {
    const played: PlayedScenario[] = [];
    for (const play of plays) played.push(await play.say());
    return played;
  } finally {
    await Promise.all([...players].map((player) => player.end()));
  }
}

/** One scenario on its way: what it said so far, and what came of it. */
class Play {
  readonly #kept: PlayNews[] = [];
  readonly #done: Promise<PlayedScenario>;
  #succeed!: (played: PlayedScenario) => void;
  #fail!: (error: Error) => void;
  #listener: PlayListener | undefined;

  constructor(
    private readonly scenario: Scenario,
    private readonly output: ScenarioOutput,
  ) {
    this.#done = new Promise((resolve, reject) => {
      this.#succeed = resolve;
      this.#fail = reject;
    });
    this.#done.catch(() => {});
  }

  /** Plays it in a thread; rejects only when the thread is gone: whoever waits for the scenario hears of the rest. */
  async playIn(player: ThreadPlayer): Promise<void> {
    try {
      const played = await player.play(this.scenario, (news) => (this.#listener === undefined ? void this.#kept.push(news) : pass(news, this.#listener)));
      this.#succeed(played);
    } catch (error) {
      this.#fail(error as Error);
      if (player.isLost) throw error;
    }
  }

  /** Says what was kept, then what comes, until it is over. */
  async say(): Promise<PlayedScenario> {
    this.#listener = this.output.begin(this.scenario);
    for (const message of this.#kept) pass(message, this.#listener);
    const played = await this.#done;
    this.output.end(this.scenario, played.report);
    return played;
  }
}

function pass(message: PlayNews, listener: PlayListener): void {
  if (message.kind === 'event') listener.onTimeline(message.event);
  else listener.onProgress(message.at);
}
