import { byObjective, byPart, byService } from '../../cost/cost-sums';
import { monthlyCost } from '../../cost/monthly-cost';
import { PRICES_OF } from '../../cost/prices';
import { comparedDesigns } from '../../cost/published-designs';
import { savings } from '../../cost/savings';
import { requireEnvironment } from '../account/environment';
import { EXIT, toJson, type Terminal } from '../terminal';
import { costText } from './cost-text';

/** Options of `day2 cost`. */
export interface CostOptions {
  readonly config: string;
  readonly env?: string;
  readonly json?: boolean;
}

/** Prints what an environment costs a month while nothing happens, what it could do without, and what other designs would cost. */
export function cost(options: CostOptions, terminal: Terminal): number {
  const found = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof found === 'number') return found;
  const { model, plan } = found;
  const bill = monthlyCost(plan);
  const { application, environment } = plan;
  const report = {
    application,
    environment,
    pricesOf: PRICES_OF,
    usd: bill.usd,
    ...(bill.usdPerIncident !== undefined && { usdPerIncident: bill.usdPerIncident }),
    parts: byPart(bill.lines),
    services: byService(bill.lines),
    objectives: byObjective(bill.lines),
    savings: savings(model),
    designs: comparedDesigns(plan),
    excluded: bill.excluded,
  };
  terminal.print(options.json === true ? toJson({ ...report, lines: bill.lines }) : costText(report));
  return EXIT.fine;
}
