import { Worker } from 'node:worker_threads';
import type { PlayedScenario } from '../../report/junit';
import type { Scenario } from '../../scenario/scenario';
import { errorOf, type PlayerMessage, type PlayerStart } from './play-worker';

/** What a thread says of a scenario before it is over. */
export type PlayNews = Exclude<PlayerMessage, { kind: 'report' | 'failed' }>;

/** A thread that plays one scenario after another. */
export class ThreadPlayer {
  readonly #worker: Worker;
  #isLost = false;

  constructor(script: string, start: PlayerStart) {
    this.#worker = new Worker(script, { workerData: start });
  }

  /** True when the thread is gone, and plays nothing any more. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /**
   * Plays a scenario; ask again only when it is over.
   *
   * @throws ProblemsError or NotSimulatedError as the scenario did; Error, with the name of the scenario, for a thread
   *   that ended or failed for any other reason
   */
  play(scenario: Scenario, onNews: (news: PlayNews) => void = () => {}): Promise<PlayedScenario> {
    const worker = this.#worker;
    return new Promise((succeed, fail) => {
      const end = (proceed: () => void) => {
        worker.off('message', receive).off('error', failed).off('exit', ended);
        proceed();
      };
      const lost = (error: Error) => {
        this.#isLost = true;
        end(() => fail(error));
      };
      const receive = (message: PlayerMessage) => {
        if (message.kind === 'report') end(() => succeed(message.played));
        else if (message.kind === 'failed') end(() => fail(errorOf(message.failure, scenario.id)));
        else onNews(message);
      };
      const failed = (error: Error) => lost(new Error(`${scenario.id}: ${error.message}`, { cause: error }));
      const ended = (code: number) => lost(new Error(`${scenario.id}: the thread that played it ended with exit code ${code}`));
      worker.on('message', receive).on('error', failed).on('exit', ended);
      worker.postMessage(scenario);
    });
  }

  /** Ends the thread, whatever it does. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
