import type { FreezeCalendarPlan } from '../../plan/plan-freezes';
import { requireEnvironment } from '../account/environment';
import type { CalendarLocation } from '../account/freeze-calendar';
import type { PlannedEnvironment } from '../files/operations';
import { EXIT, type Terminal } from '../terminal';

/** Options of every command about freezes. */
export interface FreezeOptions {
  readonly config: string;
  /** Default: as defaultEnvironment says. */
  readonly env?: string;
  readonly json?: boolean;
}

/** An environment with a change calendar. */
export interface FrozenEnvironment extends PlannedEnvironment {
  readonly freezes: FreezeCalendarPlan;
  readonly location: CalendarLocation;
}

/** The environment a command about freezes is for. What stands in its way is printed, and the exit code is returned in its place. */
export function requireFreezes(options: FreezeOptions, terminal: Terminal): FrozenEnvironment | number {
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const { freezes } = planned.plan.maintenance ?? {};
  if (freezes === undefined) {
    terminal.printError(`there is no change calendar: maintenance.yaml in ${options.config} says nothing of freezes`);
    return EXIT.findings;
  }
  const { application, environment } = planned.plan;
  return { ...planned, freezes, location: { application, environment, region: freezes.region, name: freezes.name } };
}
