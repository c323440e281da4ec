import { requireEnvironment } from '../account/environment';
import { EXIT, toJson, type Terminal } from '../terminal';
import { printPlan } from './plan-text';

/** Options of `day2 plan`. */
export interface PlanOptions {
  readonly config: string;
  /** Default: as defaultEnvironment says. */
  readonly env?: string;
  readonly json?: boolean;
}

/** Prints everything that will be deployed for an environment, with the reason for each alarm. */
export function plan(options: PlanOptions, terminal: Terminal): number {
  const found = requireEnvironment(options, terminal);
  if (typeof found === 'number') return found;
  terminal.print(options.json === true ? toJson(found.plan) : printPlan(found.plan));
  return EXIT.fine;
}
