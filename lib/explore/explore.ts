import type { GameDayReport } from '../gameday/report';
import type { OperationsModel } from '../model/model';
import { randomScenario, type DrawnScenario } from './random-scenario';
import { shrink } from './shrink';

/** A random scenario in which something was not as it always must be. */
export interface Finding {
  readonly seed: number;
  /** What was broken: invariants by id (`I3`), `difference` where a template did other than planned. */
  readonly rules: readonly string[];
  /** Cut down as far as it still breaks the first of the rules. */
  readonly smallest: DrawnScenario;
  /** What its game day said. */
  readonly report: GameDayReport;
}

/** What exploring is done with. */
export interface Explored {
  readonly model: OperationsModel;
  /** Plays a scenario against the templates of the environment. */
  readonly play: (drawn: DrawnScenario) => Promise<GameDayReport>;
  /** How often a broken scenario is played at most while it is cut down; 0 leaves it as it was drawn. */
  readonly mostShrinkingPlays: number;
}

/** The rules that a game day broke, each once; empty for one in which everything held. */
export function brokenRules({ measurements, differences }: GameDayReport): readonly string[] {
  const rules = measurements.filter(({ outcome }) => outcome === 'failed').map((each) => (each.code === 'invariant-violated' ? each.subject.id : each.code));
  return [...new Set([...rules, ...(differences.length > 0 ? ['difference'] : [])])];
}

/** The scenario of a seed, played; with the smallest one that breaks the same rule when it breaks any. */
export async function exploreSeed(seed: number, { model, play, mostShrinkingPlays }: Explored): Promise<Finding | undefined> {
  const drawn = randomScenario(seed, model);
  const first = await play(drawn);
  const [rule] = brokenRules(first);
  if (rule === undefined) return undefined;
  let report = first;
  const smallest = await shrink(
    drawn,
    model,
    async (candidate) => {
      const played = await play(candidate);
      if (!brokenRules(played).includes(rule)) return false;
      report = played;
      return true;
    },
    mostShrinkingPlays,
  );
  return { seed, rules: brokenRules(first), smallest, report };
}
