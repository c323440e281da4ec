import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Severity } from '../incident/severity';
import type { BudgetWindow } from '../slo/budget/budget-window';
import type { Exclusion, ExclusionMeaning } from '../slo/budget/exclusion';
import type { GatePolicy } from '../slo/budget/gate-state';
import type { SloAlarms } from './slo-alarms';

/** An objective whose budget is not measured as usual. */
export interface ErrorBudgetObjective {
  readonly alarms: SloAlarms;
  /** @default - rolling, as long as the window of the objective */
  readonly window?: BudgetWindow;
  /** Times the objective is excused for, with the role that decided it; instants are milliseconds since 1970. */
  readonly exclusions?: readonly Exclusion[];
  /** Required as soon as there are exclusions: `drop`, `count-as-good` and `add-back` give different figures. */
  readonly exclusionMeaning?: ExclusionMeaning;
  /** @default - notice below 50 % remaining, approval below 20 %, frozen at 0 % */
  readonly gatePolicy?: GatePolicy;
}

/** Properties of `ErrorBudget`. */
export interface ErrorBudgetProps {
  /** First parts of every name: letters, digits, `.`, `-` and `_`, because parameters are called so. */
  readonly application: string;
  readonly environment: string;
  /** The objectives whose budgets are kept, at least one; all in the region of this stack. */
  readonly objectives: readonly (SloAlarms | ErrorBudgetObjective)[];
  /** Where alarms of each severity publish. A severity in use without a topic is an error. */
  readonly topics: Partial<Readonly<Record<Severity, ITopic>>>;
  /** Nothing is more severe than this. @default - S0 */
  readonly highestSeverity?: Severity;
}
