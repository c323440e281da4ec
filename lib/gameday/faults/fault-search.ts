/**
 * The exhaustive search for silence. One outage is played again and again, each time with one fault at one place: every
 * call that is made around the first page fails once, has its answer lost, kills the function, or fails from there on for
 * ten minutes. Whatever it is, some human has to be notified. Fault F64.
 */

import { isAccountRoot } from '../../aws/iam/principal';
import type { Account } from '../../simulator/account';
import type { CallEntry } from '../../simulator/core/log';
import { MINUTE_MS, type Instant } from '../../time/time';
import { MOST_SILENT_MINUTES, notifiesOf } from '../invariants/never-silent';
import { Publications, type Publication } from '../paging/publications';
import { searchAccount, type SearchedOutage } from './search-account';

/** What came of one fault. */
export interface FaultTrial {
  readonly fault: string;
  /** When the first human was notified, seconds after the alarm; undefined when nobody was in time. */
  readonly notifiedAfterSeconds?: number;
  /** Who notified: a tier, CloudWatch itself, or the watchdog. */
  readonly by?: Publication['purpose']['kind'];
}

/** Minutes an outage is played after its alarm, at most. */
export const SEARCHED_MINUTES = MOST_SILENT_MINUTES;

/** A call that may fail, with its place among all calls. */
interface CountedCall {
  readonly position: number;
  readonly service: string;
  readonly operation: string;
  readonly region: string;
}

/**
 * Plays an outage with something that goes wrong.
 *
 * @param disturb lets it go wrong in the account, which is at its start
 */
export async function tryFault(outage: SearchedOutage, fault: string, disturb: (account: Account) => void): Promise<FaultTrial> {
  const account = searchAccount(outage);
  disturb(account);
  const { publication } = await playUntilNotified(outage, account);
  if (publication === undefined) return { fault };
  return { fault, notifiedAfterSeconds: (publication.at - outage.alarmAt) / 1_000, by: publication.purpose.kind };
}

/** Every single fault at every call around the first page, in order. */
export async function searchSingleFaults(outage: SearchedOutage): Promise<FaultTrial[]> {
  const calls = await callsAroundFirstPage(outage);
  const trials: FaultTrial[] = [];
  const lasting = new Set<string>();
  for (const { position, service, operation, region } of calls) {
    const name = `${service}:${operation} in ${region}, call ${position}`;
    trials.push(await tryFault(outage, `${name}, fails once`, (account) => account.failCalls({ position, errorName: 'InternalFailure' })));
    trials.push(await tryFault(outage, `${name}, answer is lost`, (account) => account.failCalls({ position, errorName: 'TimeoutError', after: true })));
    trials.push(await tryFault(outage, `${name}, function dies`, (account) => account.failCalls({ crashAt: position })));
    const kind = `${service}:${operation} in ${region}`;
    if (lasting.has(kind)) continue;
    lasting.add(kind);
    const from = outage.alarmAt;
    trials.push(
      await tryFault(outage, `${kind}, fails for ${SEARCHED_MINUTES} minutes`, (account) =>
        account.failCalls({ service, operation, region, from, until: from + SEARCHED_MINUTES * MINUTE_MS, errorName: 'InternalFailure' }),
      ),
    );
  }
  return trials;
}

/** Runs minute by minute until some human has been notified, or it is too late. */
async function playUntilNotified(outage: SearchedOutage, account: Account): Promise<{ readonly publication?: Publication }> {
  const { plan, alarmAt, objective } = outage;
  const group = objective.split('/')[0]!;
  const publications = new Publications(plan.incidents);
  const deadline = alarmAt + SEARCHED_MINUTES * MINUTE_MS;
  let read = 0;
  const isAbout = (publication: Publication): boolean => publication.at >= alarmAt && notifiesOf(publication, group);
  const firstNotified = (): Publication | undefined => {
    for (; read < account.log.length; read++) {
      const first = publications.add(account.log[read]!).find(isAbout);
      if (first !== undefined) return first;
    }
    return publications.finish().find(isAbout);
  };
  // All alarms are scripted or about the last minutes: they are never looked at far ahead.
  for (let minute = wholeMinuteAfter(alarmAt); minute <= wholeMinuteAfter(deadline); minute += MINUTE_MS) {
    await account.runAsync(minute);
    const publication = firstNotified();
    if (publication !== undefined) return publication.at <= deadline ? { publication } : {};
  }
  return {};
}

/** The counted calls from the last tick before the alarm until the first one after it is over. */
async function callsAroundFirstPage(outage: SearchedOutage): Promise<readonly CountedCall[]> {
  const account = searchAccount(outage);
  await account.runAsync(wholeMinuteAfter(outage.alarmAt));
  const counted = account.log.filter((entry): entry is CallEntry => entry.kind === 'call' && !isAccountRoot(entry.principal));
  return counted.flatMap(({ at, service, operation, region }, position) =>
    at >= outage.alarmAt - MINUTE_MS ? [{ position, service, operation, region }] : [],
  );
}

function wholeMinuteAfter(instant: Instant): Instant {
  return Math.ceil(instant / MINUTE_MS) * MINUTE_MS;
}
