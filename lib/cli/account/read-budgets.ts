import type { GetParametersCommandOutput } from '@aws-sdk/client-ssm';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { MAX_PARAMETER_NAMES } from '../../slo/budget/stored-record';
import type { BudgetLocation, StoredText } from '../commands/budget-status';
import type { AccountClient } from './account-client';
import { askAccount } from './account-problem';

/** Where the records of a plan are, home region first. */
export function budgetLocations(plan: OperationsPlan): BudgetLocation[] {
  return plan.regions.flatMap(({ region, objectives, errorBudget }) => {
    const planned = new Map(objectives.map(({ name, objective }) => [name, objective]));
    return (errorBudget?.objectives ?? []).map(({ name, parameterName }) => ({
      objective: name,
      region,
      parameterName,
      targetPercent: planned.get(name)!.targetPercent,
      category: planned.get(name)!.category ?? 'quality',
    }));
  });
}

/**
 * What the account has stored at these places, in order.
 *
 * @throws ProblemsError AWS001 to AWS004 at the first call that fails
 */
export async function readBudgets(account: AccountClient, locations: readonly BudgetLocation[]): Promise<{ location: BudgetLocation; stored: StoredText }[]> {
  const read: { location: BudgetLocation; stored: StoredText }[] = [];
  for (const region of new Set(locations.map((location) => location.region))) {
    const here = locations.filter((location) => location.region === region);
    for (let start = 0; start < here.length; start += MAX_PARAMETER_NAMES) {
      const batch = here.slice(start, start + MAX_PARAMETER_NAMES);
      const answer = await getParameters(
        account,
        region,
        batch.map(({ parameterName }) => parameterName),
      );
      read.push(...batch.map((location) => ({ location, stored: storedAt(location, answer) })));
    }
  }
  return read;
}

/**
 * Asks Parameter Store for at most {@link MAX_PARAMETER_NAMES} parameters.
 *
 * @throws ProblemsError AWS001 to AWS004 when it does not answer
 */
export async function getParameters(account: AccountClient, region: string, names: string[]): Promise<GetParametersCommandOutput> {
  const { GetParametersCommand } = await import('@aws-sdk/client-ssm');
  const parameters = await account.parameters(region);
  return askAccount('ssm:GetParameters', region, () => parameters.send(new GetParametersCommand({ Names: names })));
}

function storedAt({ parameterName }: BudgetLocation, { Parameters: found = [], InvalidParameters: missing = [] }: GetParametersCommandOutput): StoredText {
  const text = found.find(({ Name }) => Name === parameterName)?.Value;
  if (text !== undefined) return { text };
  return missing.includes(parameterName) ? 'nothing' : 'no answer';
}
