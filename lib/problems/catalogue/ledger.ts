import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that can be wrong with the event the budget ledger is started with. */
export const LEDGER_PROBLEMS = {
  LDG001: { meaning: 'the event of the budget ledger is not a map with a run and objectives' },
  LDG002: { meaning: 'a value of the event is missing, or of the wrong type' },
  LDG003: { meaning: 'a value of the event is outside of what is allowed' },
  LDG004: { meaning: 'two objectives of the event share a name or a parameter' },
} as const satisfies ProblemCatalogue;

/** A code of {@link LEDGER_PROBLEMS}. */
export type LedgerCode = keyof typeof LEDGER_PROBLEMS;
