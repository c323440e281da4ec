import { worstOutcome, type Outcome } from '../problems/problem';
import type { GameDayReport } from './report';

/** Something about automation that has to be validated before people rely on it. Requirement 002-69. */
export interface ValidationItem {
  /** Scenarios that decide it name it under `proves`. */
  readonly id: string;
  readonly what: string;
}

/** The five items of the validation of automation. */
export const AUTOMATION_VALIDATION: readonly ValidationItem[] = [
  { id: 'AUTO-1', what: 'anomaly detection is configured, and validated with what it has learnt' },
  { id: 'AUTO-2', what: 'automatic responses heal, and go to people where they do not' },
  { id: 'AUTO-3', what: 'capacity is forecast, and maintenance is foreseen' },
  { id: 'AUTO-4', what: 'costs are watched, and savings are found' },
  { id: 'AUTO-5', what: 'people can override automation' },
];

/** An item with what came of it. */
export interface ValidatedItem extends ValidationItem {
  readonly outcome: Outcome;
  /** Scenarios that decide it, as played; none: nobody can tell. */
  readonly scenarios: readonly string[];
}

/** Each item is as good as the worst of the game days that prove it; one that none proves has not been validated. */
export function validateAutomation(reports: readonly Pick<GameDayReport, 'scenario' | 'outcome'>[]): readonly ValidatedItem[] {
  return AUTOMATION_VALIDATION.map((item) => {
    const deciding = reports.filter(({ scenario }) => scenario.proves.includes(item.id));
    return { ...item, outcome: worstOutcome(deciding.map(({ outcome }) => outcome)), scenarios: deciding.map(({ scenario }) => scenario.id) };
  });
}
