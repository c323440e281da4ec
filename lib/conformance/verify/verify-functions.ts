import type { AccountCheck } from './account-check';
import { regionsOf } from './verify-topics';

/** Whether the functions that page and measure can run. */
export function verifyFunctions({ plan, comparison, add }: AccountCheck): void {
  for (const region of regionsOf(plan)) {
    for (const { name, state } of comparison.having('function', region, (each) => each.state !== undefined && each.state !== 'Active')) {
      add({ code: 'VER020', subject: name, region, what: 'state of the function', planned: 'Active', found: String(state) });
    }
  }
}
