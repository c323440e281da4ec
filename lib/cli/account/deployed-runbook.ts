import type { RunbookPlan } from '../../plan/runbook-plan';
import type { PlannedEnvironment } from '../files/operations';
import { notAmong } from '../not-among';

/** A runbook of an environment, and where it is deployed. */
export interface DeployedRunbook {
  readonly runbook: RunbookPlan;
  /** The home region, where all of them are. */
  readonly region: string;
}

/**
 * The runbook of a name in an environment, or why there is none.
 *
 * @param config folder of the configuration, beside which runbooks are
 */
export function deployedRunbook({ plan: { runbooks, regions } }: PlannedEnvironment, name: string, config: string): DeployedRunbook | string {
  const runbook = runbooks.find((each) => each.name === name);
  // The home region is the first.
  if (runbook !== undefined) return { runbook, region: regions[0]!.region };
  const known = runbooks.map((each) => each.name);
  return known.length === 0 ? `there is no runbook beside ${config}` : notAmong('runbook', name, known);
}
