import { messageOf } from '../../problems/error-message';
import { plannedAlarm } from '../lifecycle/engine-policy';
import type { Incident } from '../lifecycle/incident';
import type { BudgetFact } from '../message/page-facts';
import type { Engine } from './engine';
import type { BudgetLocation } from './ports';

/** What is left of the error budgets an incident burns. A page never waits for more than is there: what cannot be read is said to be unknown. */
export async function budgetsOf(
  engine: Engine,
  { alarms }: { readonly alarms: readonly Pick<Incident['alarms'][number], 'name' | 'region' | 'title'>[] },
): Promise<readonly BudgetFact[]> {
  const locations = new Map<string, BudgetLocation>();
  for (const { name, region, title } of alarms) {
    const known = plannedAlarm(engine.policy, { name, region });
    if (known?.budgetParameter !== undefined) locations.set(`${region} ${known.budgetParameter}`, { objective: title, region, name: known.budgetParameter });
  }
  const facts: BudgetFact[] = [];
  for (const region of new Set([...locations.values()].map((location) => location.region))) {
    facts.push(
      ...(await readBudgets(
        engine,
        region,
        [...locations.values()].filter((location) => location.region === region),
      )),
    );
  }
  return facts;
}

async function readBudgets(engine: Engine, region: string, locations: readonly BudgetLocation[]): Promise<readonly BudgetFact[]> {
  try {
    return await engine.budgets.read(region, locations);
  } catch (error) {
    engine.log({ level: 'WARN', code: 'budgets unreadable', message: `the budgets in ${region} cannot be read: ${messageOf(error)}` });
    return locations.map(({ objective }) => ({ objective, why: 'the record could not be read' }));
  }
}
