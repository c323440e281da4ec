import { resourceArn } from '../../aws/arn';
import type { JsonObject } from '../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../aws/errors';
import { accountRoot } from '../../aws/iam/principal';
import { endpointsOf } from '../../conformance/stored-contacts';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { Scenario } from '../../scenario/scenario';
import type { Account } from '../../simulator/account';
import { EVENT_BUS } from '../../simulator/services/events/ports';
import { INBOX } from '../../simulator/services/ses/ports';
import { MINUTE_MS } from '../../time/time';

/** Lets happen in an account what a scenario says: what services report, what people ask for, and what goes wrong with events, ways to people, keys. */
export function disturbPaging(account: Account, { start, events, requests, disturb, unreachable, disableKey }: Scenario, plan: IncidentPlan): void {
  const times = ({ from, for: minutes }: { readonly from: number; readonly for: number }) => ({
    from: start + from * MINUTE_MS,
    until: start + (from + minutes) * MINUTE_MS,
  });
  for (const { at, source, detailType, region = plan.policy.region, resources = [], detail } of events) {
    const arrivesAt = start + at * MINUTE_MS;
    account.schedule(arrivesAt, () => account.use(EVENT_BUS).emit({ source, detailType, resources, detail: detail as JsonObject }, region, arrivesAt));
  }
  for (const { at, ...request } of requests) account.schedule(start + at * MINUTE_MS, () => sendRequest(account, request, plan));
  for (const { kind, delay, ...rest } of disturb) account.disturbEvents({ kind, ...times(rest), ...(delay !== undefined && { delaySeconds: delay }) });
  for (const { who, channel, ...rest } of unreachable) {
    for (const endpoint of endpointsOf(plan, who, channel)) account.failDelivery({ endpoint, ...times(rest) });
  }
  for (const { of, ...rest } of disableKey) {
    const { from, until } = times(rest);
    const topic = topicOf(of, plan);
    account.schedule(from, () => setKey(account, topic, 'DisableKey'));
    account.schedule(until, () => setKey(account, topic, 'EnableKey'));
  }
}

/** Whoever a request is from, where a scenario does not say. */
const SOMEBODY = 'somebody@example.com';

/** What comes of it stands in the log: a caller who is not let in is answered so, and notices stay out. */
function sendRequest(
  account: Account,
  { id, via, from, title, service, blocking }: Omit<Scenario['requests'][number], 'at'>,
  { requests, policy: { region } }: IncidentPlan,
): void {
  if (requests === undefined) return;
  try {
    if (via === 'mail') {
      account.use(INBOX).receive({ from: from ?? SOMEBODY, to: requests.mail!.recipients[0]!, subject: title, messageId: id }, region);
    } else {
      const Body = JSON.stringify({ title, ...(service !== undefined && { service }), blocking });
      account.call(from ?? requests.callers[0]!, 'lambda', 'InvokeFunctionUrl', { FunctionName: requests.functionName, Body }, region);
    }
  } catch (error) {
    if (!(error instanceof ServiceError || error instanceof NotSimulatedError)) throw error;
  }
}

interface TopicLocation {
  readonly region: string;
  readonly name: string;
}

function topicOf(of: Scenario['disableKey'][number]['of'], { tierTopics, regions, watchdog, policy }: IncidentPlan): TopicLocation {
  switch (of) {
    case 'tiers':
      return { region: policy.region, name: tierTopics[0]!.name };
    case 'fallback':
      return { region: policy.region, name: regions.find(({ isHome }) => isHome)!.fallbackTopic.name };
    case 'watchdog':
      return { region: watchdog.region, name: watchdog.topicName };
  }
}

/** The key a topic really has, whatever was planned. */
export function setKey(account: Account, { region, name }: TopicLocation, operation: 'DisableKey' | 'EnableKey'): void {
  const root = accountRoot(account.accountId);
  const TopicArn = resourceArn('sns', region, account.accountId, name);
  const { Attributes } = account.call(root, 'sns', 'GetTopicAttributes', { TopicArn }, region) as { readonly Attributes: { readonly KmsMasterKeyId?: string } };
  account.call(root, 'kms', operation, { KeyId: Attributes.KmsMasterKeyId }, region);
}
