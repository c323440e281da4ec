import { idParametersOf } from '../../plan/plan-chat';
import { pagerParameters } from '../../plan/plan-pagers';
import { isOutdated } from '../../slo/budget/decide-gate';
import { parseBudgetRecord } from '../../slo/budget/stored-record';
import type { AccountCheck } from './account-check';

/** Whether everything an operator stores is there, and every budget has a fresh record. */
export function verifyStored(check: AccountCheck): void {
  const { comparison, at, add, plan } = check;
  for (const { region, name } of storedByOperators(check)) {
    const answer = read(check, region, name);
    if (answer === 'nothing') add({ code: 'VER016', subject: name, region, what: 'parameter', planned: 'is stored', found: comparison.absent });
  }
  for (const { region, errorBudget } of plan.regions) {
    for (const { name, parameterName } of errorBudget?.objectives ?? []) {
      const text = read(check, region, parameterName);
      if (text === undefined) continue;
      const record = text === 'nothing' ? undefined : parseBudgetRecord(text.value);
      const gap = { code: 'VER017', subject: name, region, what: 'record of the budget', planned: 'a fresh record' } as const;
      if (record?.objective !== name) add({ ...gap, found: text === 'nothing' ? 'nothing is stored' : 'what is stored is no record of it' });
      else if (isOutdated(record, at)) add({ ...gap, found: `stored for ${record.scheduledAt}` });
    }
  }
}

/** Where what operators store is: contacts, addresses of pagers, ids of channels. */
export function storedByOperators({ plan }: Pick<AccountCheck, 'plan'>): readonly { readonly region: string; readonly name: string }[] {
  const { incidents, chat, pagers = [], pagerWatches = [], regions } = plan;
  if (incidents !== undefined) return incidents.storedParameters.filter(({ onlyFor }) => onlyFor === undefined);
  const home = regions[0]!.region;
  return [
    ...chat.flatMap(idParametersOf).map((name) => ({ region: home, name })),
    ...pagerParameters(pagers, pagerWatches).filter(({ onlyFor }) => onlyFor === undefined),
  ];
}

/** What a parameter holds; undefined, and noted, when that could not be determined. */
function read({ comparison }: AccountCheck, region: string, name: string): { readonly value: string } | 'nothing' | undefined {
  const answer = comparison.deployed.parameter?.(region, name) ?? { couldNotTell: `${name} in ${region} was not asked for` };
  if ('couldNotTell' in answer) return void comparison.known(answer);
  return answer.value === undefined ? 'nothing' : { value: answer.value };
}
