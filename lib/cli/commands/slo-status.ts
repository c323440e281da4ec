import type { Instant } from '../../time/time';
import { formatInstant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { requireEnvironment } from '../account/environment';
import { budgetLocations, readBudgets } from '../account/read-budgets';
import { accountOfScenario } from '../account/scenario-account';
import { notAmong } from '../not-among';
import { EXIT, toJson, type Terminal } from '../terminal';
import { budgetStatus, isWell, worstFirst } from './budget-status';
import { printStatuses } from './slo-status-text';

/** Options of `day2 slo status`. */
export interface SloStatusOptions {
  readonly config: string;
  /** Default: as defaultEnvironment says. */
  readonly env?: string;
  /** `partner-portal/availability`; all objectives when absent. */
  readonly objective?: string;
  readonly json?: boolean;
  /** The instant the state is asked for. Default: now, or the point a scenario has reached. */
  readonly at?: Instant;
  /** Scenario file whose simulated account is asked instead. */
  readonly scenario?: string;
  readonly until?: number;
  readonly assembly?: string;
}

/**
 * Prints what the ledger stored about the error budgets of an environment, worst first.
 *
 * @param account where the records are, unless a scenario is named
 * @throws ProblemsError AWS001 to AWS004 when the account cannot be asked
 */
export async function sloStatus(options: SloStatusOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const { plan } = planned;
  const all = budgetLocations(plan);
  const locations = options.objective === undefined ? all : all.filter(({ objective }) => objective === options.objective);
  if (options.objective !== undefined && locations.length === 0) {
    terminal.printError(
      notAmong(
        'objective',
        options.objective,
        all.map(({ objective }) => objective),
      ),
    );
    return EXIT.usage;
  }

  const { scenario } = options;
  const asked = scenario === undefined ? { account, at: options.at ?? terminal.now() } : await accountOfScenario({ ...options, scenario }, planned, terminal);
  if (typeof asked === 'number') return asked;
  const { at: now } = asked;
  const read = await readBudgets(asked.account, locations);
  const statuses = worstFirst(read.map(({ location, stored }) => budgetStatus(location, stored, now)));
  if (options.json === true) {
    const { application, environment } = plan;
    terminal.print(toJson({ application, environment, at: formatInstant(now), objectives: statuses }));
  } else {
    terminal.print(printStatuses(plan, statuses, now, options.objective === undefined));
  }
  return isWell(statuses) ? EXIT.fine : EXIT.findings;
}
