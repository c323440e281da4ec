import type { AlertedObjective } from '../../model/model';

/** An objective under check. */
export interface CheckedObjective {
  /** Where findings are, such as `prod partner-portal/availability`. */
  readonly name: string;
  readonly objective: AlertedObjective;
}
