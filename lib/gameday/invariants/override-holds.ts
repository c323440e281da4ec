import { overrideParameterName } from '../../incident/lifecycle/engine-policy';
import { parseOverride } from '../../incident/use-cases/automation-override';
import { MINUTE_MS, type Instant } from '../../time/time';
import { automaticChanges } from './automatic-changes';
import type { Invariant, PagingHistory } from './invariant';

/** Within which everything that runs by itself has stopped. Requirement 002-70. */
const STOPS_WITHIN_MS = MINUTE_MS;

/** A time in which people had taken over, however often they said so. */
interface Overridden {
  readonly from: Instant;
  /** Infinity: until somebody lifts it. */
  readonly until: Instant;
}

/** I15. A minute after people took over, and as long as they have, no automatic run changes anything. Fault F52. */
export const OVERRIDE_HOLDS: Invariant = {
  id: 'I15',
  rule: 'from a minute after people take over, no automatic run changes anything',
  violations: (history) => {
    const times = overriddenTimes(history);
    if (times.length === 0) return [];
    return automaticChanges(history).flatMap(({ at, document, call }) => {
      const override = times.find(({ from, until }) => at > from + STOPS_WITHIN_MS && at < until);
      return override === undefined ? [] : [{ at, code: 'changed-while-overridden', document, call, since: override.from }];
    });
  },
};

function overriddenTimes({ log, plan }: PagingHistory): readonly Overridden[] {
  const name = overrideParameterName(plan.policy);
  const times: Overridden[] = [];
  for (const entry of log) {
    if (entry.kind !== 'call' || entry.operation !== 'PutParameter' || entry.input.Name !== name || entry.region !== plan.policy.region) continue;
    if (entry.outcome !== 'succeeded' && entry.isAnswerLost !== true) continue;
    const latest = times.at(-1);
    const from = latest !== undefined && latest.until > entry.at ? times.pop()!.from : entry.at;
    const override = parseOverride(String(entry.input.Value));
    const until = override === 'off' ? entry.at : override === 'unreadable' ? Infinity : override.until;
    times.push({ from, until });
  }
  return times;
}
