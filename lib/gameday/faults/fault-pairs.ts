/**
 * Faults that come in pairs, and what remains of paging then. No design survives all of them; the ones that end in
 * silence are known, and written down. Fault F65.
 */

import { resourceArn } from '../../aws/arn';
import { accountRoot } from '../../aws/iam/principal';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { Account } from '../../simulator/account';
import type { CallFault } from '../../simulator/core/fault-injection';
import { MINUTE_MS } from '../../time/time';
import { setKey } from '../paging/disturb-paging';
import { SEARCHED_MINUTES, tryFault, type FaultTrial } from './fault-search';
import type { SearchedOutage } from './search-account';

/** Something that lasts from the minute before the alarm to the end of the search. */
interface LastingFault {
  readonly name: string;
  readonly disturb: (account: Account, outage: SearchedOutage) => void;
}

/** What a pair of faults came to. */
export interface PairTrial extends FaultTrial {
  readonly faults: readonly string[];
}

const home = ({ plan }: SearchedOutage): string => plan.incidents.policy.region;
const watchdogRegion = ({ plan }: SearchedOutage): string => plan.incidents.watchdog.region;

/** What can be wrong for long, by what people would call it. */
const LASTING_FAULTS = {
  topicsAtHome: failing('SNS fails at home', (outage) => ({ service: 'sns', region: home(outage) })),
  topicsOfWatchdog: failing("SNS fails in the watchdog's region", (outage) => ({ service: 'sns', region: watchdogRegion(outage) })),
  table: failing('DynamoDB fails', (outage) => ({ service: 'dynamodb', region: home(outage) })),
  engine: failing('the engine does not run', (outage) => ({ service: 'lambda', region: home(outage) })),
  reconciliation: failing('alarms cannot be described', (outage) => ({ service: 'cloudwatch', operation: 'DescribeAlarms', region: home(outage) })),
  homeRegion: failing('nothing works in the home region', (outage) => ({ region: home(outage) })),
  watchdogRegion: failing("nothing works in the watchdog's region", (outage) => ({ region: watchdogRegion(outage) })),
  events: {
    name: 'events of alarms are lost',
    disturb: (account, { start, alarmAt }) => account.disturbEvents({ kind: 'lose', from: start, until: alarmAt + 2 * SEARCHED_MINUTES * MINUTE_MS }),
  },
  keyOfTiers: {
    name: 'the key of the paging topics at home is disabled',
    disturb: (account, outage) =>
      account.schedule(outage.alarmAt - MINUTE_MS, () =>
        setKey(account, { region: home(outage), name: outage.plan.incidents.tierTopics[0]!.name }, 'DisableKey'),
      ),
  },
  tiersEmpty: {
    name: 'everybody has left their own topics',
    disturb: (account, outage) =>
      account.schedule(outage.alarmAt - MINUTE_MS, () => outage.plan.incidents.personTopics.forEach(({ name }) => unsubscribeAll(account, home(outage), name))),
  },
  fallbackEmpty: {
    name: 'everybody has left the fallback topic',
    disturb: (account, outage) =>
      account.schedule(outage.alarmAt - MINUTE_MS, () => unsubscribeAll(account, home(outage), fallbackTopicName(outage.plan.incidents))),
  },
  watchdogEmpty: {
    name: 'everybody has left the watchdog',
    disturb: (account, outage) =>
      account.schedule(outage.alarmAt - MINUTE_MS, () => unsubscribeAll(account, watchdogRegion(outage), outage.plan.incidents.watchdog.topicName)),
  },
} as const satisfies Readonly<Record<string, LastingFault>>;

type FaultName = keyof typeof LASTING_FAULTS;

/** The pairs that are tried. Some of the first are single faults that take much with them. */
const FAULT_PAIRS: readonly (readonly FaultName[])[] = [
  ['homeRegion'],
  ['watchdogRegion'],
  ['topicsAtHome', 'table'],
  ['topicsAtHome', 'topicsOfWatchdog'],
  ['topicsAtHome', 'watchdogEmpty'],
  ['table', 'topicsOfWatchdog'],
  ['table', 'events'],
  ['table', 'tiersEmpty'],
  ['engine', 'keyOfTiers'],
  ['engine', 'fallbackEmpty'],
  ['engine', 'topicsOfWatchdog'],
  ['engine', 'watchdogEmpty'],
  ['events', 'reconciliation'],
  ['events', 'engine'],
  ['keyOfTiers', 'topicsOfWatchdog'],
  ['keyOfTiers', 'watchdogEmpty'],
  ['tiersEmpty', 'watchdogEmpty'],
  ['tiersEmpty', 'fallbackEmpty'],
  ['homeRegion', 'watchdogRegion'],
  ['homeRegion', 'watchdogEmpty'],
];

/** Tries every pair, in order. */
export async function tryFaultPairs(outage: SearchedOutage): Promise<PairTrial[]> {
  const trials: PairTrial[] = [];
  for (const pair of FAULT_PAIRS) {
    const faults = pair.map((name): LastingFault => LASTING_FAULTS[name]);
    const names = faults.map(({ name }) => name);
    const trial = await tryFault(outage, names.join(', and '), (account) => faults.forEach(({ disturb }) => disturb(account, outage)));
    trials.push({ ...trial, faults: names });
  }
  return trials;
}

function failing(name: string, calls: (outage: SearchedOutage) => Pick<CallFault, 'service' | 'operation' | 'region'>): LastingFault {
  return {
    name,
    disturb: (account, outage) =>
      account.failCalls({
        ...calls(outage),
        from: outage.alarmAt - MINUTE_MS,
        until: outage.alarmAt + 2 * SEARCHED_MINUTES * MINUTE_MS,
        errorName: 'InternalFailure',
      }),
  };
}

function fallbackTopicName({ regions }: IncidentPlan): string {
  return regions.find(({ isHome }) => isHome)!.fallbackTopic.name;
}

function unsubscribeAll(account: Account, region: string, topicName: string): void {
  const root = accountRoot(account.accountId);
  const { Subscriptions } = account.call(
    root,
    'sns',
    'ListSubscriptionsByTopic',
    { TopicArn: resourceArn('sns', region, account.accountId, topicName) },
    region,
  ) as {
    readonly Subscriptions: readonly { readonly SubscriptionArn: string }[];
  };
  for (const { SubscriptionArn } of Subscriptions) account.call(root, 'sns', 'Unsubscribe', { SubscriptionArn }, region);
}
