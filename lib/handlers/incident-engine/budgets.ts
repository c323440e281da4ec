import { GetParametersCommand } from '@aws-sdk/client-ssm';
import type { Engine } from './engine';
import { messageOf } from '../../problems/error-message';
import { MAX_PARAMETER_NAMES, parseBudgetRecord } from '../../slo/budget/stored-record';
import { plannedAlarm } from '../../incident/lifecycle/engine-policy';
import type { Incident } from '../../incident/lifecycle/incident';
import type { BudgetFact } from '../../incident/message/page-facts';

/** What is left of the error budgets an incident burns. A page never waits for more than is there: what cannot be read is said to be unknown. */
export async function budgetsOf(engine: Engine, { alarms }: Incident): Promise<readonly BudgetFact[]> {
  const places = new Map<string, { readonly objective: string; readonly region: string; readonly name: string }>();
  for (const { name, region, title } of alarms) {
    const known = plannedAlarm(engine.policy, { name, region });
    if (known?.budgetParameter !== undefined) places.set(`${region} ${known.budgetParameter}`, { objective: title, region, name: known.budgetParameter });
  }
  const facts: BudgetFact[] = [];
  for (const region of new Set([...places.values()].map((place) => place.region))) {
    const here = [...places.values()].filter((place) => place.region === region).slice(0, MAX_PARAMETER_NAMES);
    facts.push(...(await readBudgets(engine, region, here)));
  }
  return facts;
}

async function readBudgets(engine: Engine, region: string, places: readonly { readonly objective: string; readonly name: string }[]): Promise<BudgetFact[]> {
  try {
    const { Parameters: found = [] } = await engine.clients.glance.systemsManager(region).send(new GetParametersCommand({ Names: places.map(({ name }) => name) }));
    return places.map(({ objective, name }) => {
      const text = found.find((parameter) => parameter.Name === name)?.Value;
      const record = text === undefined ? undefined : parseBudgetRecord(text);
      if (record === undefined) return { objective, why: 'nothing is stored yet' };
      if (record.figures === undefined || record.state === 'unknown') return { objective, state: record.state, why: record.reasons[0] ?? 'it cannot be told' };
      const { remaining } = record.figures;
      return { objective, remaining, spent: 1 - remaining, state: record.state };
    });
  } catch (error) {
    engine.log(`the budgets in ${region} cannot be read: ${messageOf(error)}`);
    return places.map(({ objective }) => ({ objective, why: 'the record could not be read' }));
  }
}
