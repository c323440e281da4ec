import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that can keep an alarm design from being scored, beyond what can be wrong with any YAML file (CFG004 to CFG009). */
export const SCORE_PROBLEMS = {
  SCR001: { meaning: 'a mapping file cannot be read' },
  SCR010: { meaning: 'a key has no meaning in this place' },
  SCR011: { meaning: 'a required key is missing' },
  SCR012: { meaning: 'a value is of the wrong type' },
  SCR013: { meaning: 'a value is outside of what is allowed' },
  SCR020: { meaning: 'a metric says twice, or not at all, what events do to it' },
  SCR021: { meaning: 'a metric is mapped twice' },
  SCR022: { meaning: 'no metric distinguishes a bad event from a good one' },
  SCR030: { meaning: 'no alarm of the template reads mapped metrics only, so there is nothing to score' },
  SCR031: { meaning: 'no alarm that can be scored notifies anybody' },
  SCR032: { meaning: 'an objective cannot be found, or cannot be scored without a mapping' },
  SCR033: { meaning: 'two designs cannot be compared, because their mappings are about different promises' },
  SCR034: { meaning: 'alarms ask for a metric in different units, and nothing says which it is published in' },
} as const satisfies ProblemCatalogue;

/** A code of {@link SCORE_PROBLEMS}. */
export type ScoreCode = keyof typeof SCORE_PROBLEMS;
