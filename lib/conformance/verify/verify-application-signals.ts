import type { AccountCheck } from './account-check';

/** Service level objectives of Application Signals that have the name of the environment and are in no plan: what one promises would be believed. */
export function verifyApplicationSignals({ plan, comparison, add }: AccountCheck): void {
  const prefix = `${plan.application}-${plan.environment}-`;
  for (const { region, applicationSignals } of plan.regions) {
    const planned = new Set(applicationSignals?.objectives.map(({ settings }) => settings.name));
    for (const { name } of comparison.having('service level objective', region, (found) => found.name.startsWith(prefix) && !planned.has(found.name))) {
      add({ code: 'VER007', subject: name, region, what: 'service level objective', planned: 'no objective of this name', found: 'is in the account' });
    }
  }
}
