import type { ListSubscriptionsByTopicCommandOutput } from '@aws-sdk/client-sns';
import { isArn, lastPartOfArn } from '../../aws/arn';
import type { ContactPlan, IncidentPlan } from '../../plan/incident-plan';
import { ProblemsError, type Problem } from '../../problems/problem';
import { MAX_PARAMETER_NAMES } from '../../slo/budget/stored-record';
import type { AccountClient, SubscriptionPort } from './account-client';
import { askAccount } from './account-problem';

/** A subscription that its owner has to confirm before anything is sent there. */
export interface PlannedConfirmation extends ContactPlan {
  readonly region: string;
  readonly topicName: string;
}

/** What became of one: not subscribed are those whose link has expired, who unsubscribed, and whose address has changed since the deployment. */
type ConfirmationState = 'confirmed' | 'not confirmed' | 'not subscribed' | 'could not tell';

/** A planned confirmation as the account has it. */
export interface FoundConfirmation extends PlannedConfirmation {
  readonly state: ConfirmationState;
  /** Absent where it could not be determined. */
  readonly topicArn?: string;
  readonly endpoint?: string;
}

/** What the account says of all confirmations. */
export interface Confirmations {
  readonly found: readonly FoundConfirmation[];
  /** Subscriptions of these topics that are nobody's in the plan. */
  readonly surplus: readonly { readonly region: string; readonly topicName: string; readonly count: number }[];
  /** What could not be determined, and why. */
  readonly problems: readonly Problem[];
}

/** Everything somebody has to confirm: e-mails and web addresses. A text message needs no confirmation. */
export function plannedConfirmations({ policy, personTopics, regions, watchdog }: IncidentPlan): readonly PlannedConfirmation[] {
  const of = (region: string, topicName: string, subscriptions: readonly ContactPlan[]): PlannedConfirmation[] =>
    subscriptions.map(({ person, channel, parameterName }) => ({ person, channel, parameterName, region, topicName }));
  const all = [
    ...personTopics.flatMap(({ name, subscriptions }) => of(policy.region, name, subscriptions)),
    ...regions.flatMap(({ region, fallbackTopic }) => of(region, fallbackTopic.name, fallbackTopic.subscriptions)),
    ...of(watchdog.region, watchdog.topicName, watchdog.subscriptions),
  ];
  return all.filter(({ channel }) => channel !== 'sms');
}

/**
 * Asks the account who has confirmed. A region in which a call fails is left there: what was not answered could not be
 * determined, the rest and the other regions count.
 */
export async function readConfirmations(account: AccountClient, planned: readonly PlannedConfirmation[]): Promise<Confirmations> {
  const found: FoundConfirmation[] = [];
  const surplus: { region: string; topicName: string; count: number }[] = [];
  const problems: Problem[] = [];
  for (const region of new Set(planned.map((each) => each.region))) {
    const here = planned.filter((each) => each.region === region);
    const read: FoundConfirmation[] = [];
    try {
      await readRegion(account, region, here, (confirmations, left) => {
        read.push(...confirmations);
        if (left > 0) surplus.push({ region, topicName: confirmations[0]!.topicName, count: left });
      });
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error;
      problems.push(...error.problems);
    }
    const isRead = ({ topicName, person, channel }: PlannedConfirmation): boolean =>
      read.some((each) => each.topicName === topicName && each.person === person && each.channel === channel);
    found.push(...read, ...here.filter((each) => !isRead(each)).map((each) => ({ ...each, state: 'could not tell' as const })));
  }
  return { found, surplus, problems };
}

/**
 * Asks for a confirmation again: a new e-mail, or a new request to a web address. What is not subscribed any more is
 * subscribed anew, and what SNS gives up on is kept as the stack says.
 *
 * @param deadLetterQueue name of the queue, in the region of the topic
 * @returns what came of each, in order: undefined when it was sent, else the problem
 */
export async function sendAgain(
  account: AccountClient,
  left: readonly FoundConfirmation[],
  deadLetterQueue: string,
): Promise<readonly (Problem | undefined)[]> {
  const { SubscribeCommand } = await import('@aws-sdk/client-sns');
  const outcomes: (Problem | undefined)[] = [];
  for (const { region, topicArn, endpoint, channel, state } of left) {
    const topics = await account.topics(region);
    const deadLetterTargetArn = topicArn?.replace(/^(arn:[^:]+):sns:(.*):[^:]+$/, `$1:sqs:$2:${deadLetterQueue}`);
    const input = {
      TopicArn: topicArn,
      Protocol: channel,
      Endpoint: endpoint,
      // What is pending keeps what it was subscribed with.
      ...(state === 'not subscribed' && { Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn }) } }),
    };
    try {
      await askAccount('sns:Subscribe', region, () => topics.send(new SubscribeCommand(input)));
      outcomes.push(undefined);
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error;
      outcomes.push(error.problems[0]);
    }
  }
  return outcomes;
}

/** @throws ProblemsError at the first call that fails; what came before has been taken */
async function readRegion(
  account: AccountClient,
  region: string,
  planned: readonly PlannedConfirmation[],
  take: (found: readonly FoundConfirmation[], surplus: number) => void,
): Promise<void> {
  const endpoints = await readEndpoints(account, region, [...new Set(planned.map(({ parameterName }) => parameterName))]);
  const topics = await account.topics(region);
  const arns = await topicArns(topics, region);
  for (const topicName of new Set(planned.map((each) => each.topicName))) {
    const own = planned.filter((each) => each.topicName === topicName);
    const topicArn = arns.get(topicName);
    if (topicArn === undefined) {
      take(
        own.map((each) => ({ ...each, state: 'not subscribed' })),
        0,
      );
      continue;
    }
    const subscriptions = await subscriptionsOf(topics, region, topicArn);
    const left = new Set(subscriptions.filter(({ Protocol: protocol }) => protocol !== 'sms'));
    const found = own.map((each): FoundConfirmation => {
      const endpoint = endpoints.get(each.parameterName);
      if (endpoint === undefined) return { ...each, state: 'could not tell', topicArn };
      const subscription = subscriptions.find(({ Protocol: protocol, Endpoint: address }) => protocol === each.channel && isSame(address, endpoint));
      if (subscription !== undefined) left.delete(subscription);
      return { ...each, state: stateOf(subscription), topicArn, endpoint };
    });
    // Whose those are cannot be determined as long as an address is not known.
    take(found, found.some(({ state }) => state === 'could not tell') ? 0 : left.size);
  }
}

type Subscription = NonNullable<ListSubscriptionsByTopicCommandOutput['Subscriptions']>[number];

/** In place of an ARN stands a word for what is pending, and for what is gone and still listed. */
function stateOf(subscription: Subscription | undefined): ConfirmationState {
  const { SubscriptionArn: arn } = subscription ?? {};
  if (arn !== undefined && isArn(arn)) return 'confirmed';
  return arn === 'PendingConfirmation' ? 'not confirmed' : 'not subscribed';
}

/** Domains of e-mail addresses are the same in capitals. */
function isSame(address: string | undefined, endpoint: string): boolean {
  return address?.toLowerCase() === endpoint.toLowerCase();
}

/** Stored addresses by the name of their parameter; those that are not stored are left out. */
async function readEndpoints(account: AccountClient, region: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { GetParametersCommand } = await import('@aws-sdk/client-ssm');
  const parameters = await account.parameters(region);
  const endpoints = new Map<string, string>();
  for (let start = 0; start < names.length; start += MAX_PARAMETER_NAMES) {
    const Names = names.slice(start, start + MAX_PARAMETER_NAMES);
    const { Parameters: found = [] } = await askAccount('ssm:GetParameters', region, () => parameters.send(new GetParametersCommand({ Names })));
    for (const { Name: name, Value: value } of found) if (name !== undefined && value !== undefined) endpoints.set(name, value);
  }
  return endpoints;
}

/** Topics of a region by name. An account is not asked for its number: the ARNs of its topics have it. */
export async function topicArns(topics: SubscriptionPort, region: string): Promise<ReadonlyMap<string, string>> {
  const { ListTopicsCommand } = await import('@aws-sdk/client-sns');
  const arns = new Map<string, string>();
  let next: string | undefined;
  do {
    const page = await askAccount('sns:ListTopics', region, () => topics.send(new ListTopicsCommand({ NextToken: next })));
    for (const { TopicArn: arn } of page.Topics ?? []) if (arn !== undefined) arns.set(lastPartOfArn(arn), arn);
    next = page.NextToken;
  } while (next !== undefined);
  return arns;
}

async function subscriptionsOf(topics: SubscriptionPort, region: string, TopicArn: string): Promise<readonly Subscription[]> {
  const { ListSubscriptionsByTopicCommand } = await import('@aws-sdk/client-sns');
  const found: Subscription[] = [];
  let next: string | undefined;
  do {
    const page = await askAccount('sns:ListSubscriptionsByTopic', region, () =>
      topics.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken: next })),
    );
    found.push(...(page.Subscriptions ?? []));
    next = page.NextToken;
  } while (next !== undefined);
  return found;
}
