import { GetParametersCommand } from '@aws-sdk/client-ssm';
import type { BudgetFact } from '../../incident/message/page-facts';
import type { BudgetReader } from '../../incident/use-cases/ports';
import { MAX_PARAMETER_NAMES, parseBudgetRecord } from '../../slo/budget/stored-record';
import type { SystemsManagerPort } from './clients';

/** The records of error budgets in Parameter Store; of each region no more than one answer holds. */
export function budgetReader(systemsManager: (region: string) => SystemsManagerPort): BudgetReader {
  return {
    read: async (region, locations) => {
      const asked = locations.slice(0, MAX_PARAMETER_NAMES);
      const { Parameters: found = [] } = await systemsManager(region).send(new GetParametersCommand({ Names: asked.map(({ name }) => name) }));
      return asked.map(({ objective, name }) => factOf(objective, found.find((parameter) => parameter.Name === name)?.Value));
    },
  };
}

function factOf(objective: string, text: string | undefined): BudgetFact {
  const record = text === undefined ? undefined : parseBudgetRecord(text);
  if (record === undefined) return { objective, why: 'nothing is stored yet' };
  if (record.figures === undefined || record.state === 'unknown')
    return { objective, state: record.state, why: record.reasons[0] ?? 'it cannot be determined' };
  const { remaining } = record.figures;
  return { objective, remaining, spent: 1 - remaining, state: record.state };
}
