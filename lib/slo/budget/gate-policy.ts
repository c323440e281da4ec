import { MINUTES_PER_DAY } from '../../time/time';
import type { GatePolicy } from './gate-state';

/**
 * Levels unless a configuration sets its own. That an exhausted budget stops releases, and that one incident of more
 * than 20 % of it needs a postmortem, is https://sre.google/workbook/error-budget-policy/ ; half of the budget as the
 * level of a warning is the default of
 * https://docs.aws.amazon.com/applicationsignals/latest/APIReference/API_ServiceLevelObjectiveBudgetReport.html . That the
 * release manager is asked once three quarters are spent is requirement 000-14. The levels of leaving, the day of stability and
 * the coverage (three days of thirty may be unmeasured) are choices of this product.
 */
export const DEFAULT_GATE_POLICY: GatePolicy = {
  cautionBelow: 0.5,
  leaveCaution: 0.55,
  restrictedBelow: 0.25,
  leaveRestricted: 0.3,
  frozenAt: 0,
  leaveFrozen: 0.05,
  stableMinutes: MINUTES_PER_DAY,
  incidentShare: 0.2,
  coverageLimit: 0.9,
};
