import { ServiceError } from '../aws/errors';
import { accountRoot } from '../aws/iam/principal';
import type { OperationsPlan } from '../plan/alarm-plan';
import type { Account } from '../simulator/account';
import { standingOf, type CalendarStanding } from '../slo/gate/gate-facts';
import { formatInstant, type Instant } from '../time/time';

/** What the change calendar of an environment says of an instant, as the simulated account answers whoever may do everything. */
export function calendarStanding(
  account: Pick<Account, 'call' | 'accountId'>,
  { maintenance }: Pick<OperationsPlan, 'maintenance'>,
  at: Instant,
): CalendarStanding {
  const freezes = maintenance?.freezes;
  if (freezes === undefined) return { state: 'none' };
  try {
    const input = { CalendarNames: [freezes.name], AtTime: formatInstant(at) };
    return standingOf(account.call(accountRoot(account.accountId), 'ssm', 'GetCalendarState', input, freezes.region));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { unreadable: `${error.name}: ${error.message}` };
  }
}
