import type { Measurement } from '../../lib/gameday/measurements';
import { measurementText } from '../../lib/report/measurement-text';

/** A measurement as people read it. */
export function inWords(measurement: Measurement) {
  const budget = 'budgetSpent' in measurement ? { budgetSpent: measurement.budgetSpent } : {};
  return { ...measurementText(measurement), outcome: measurement.outcome, ...budget };
}
