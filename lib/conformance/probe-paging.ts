import { alarmNameOf } from '../aws/arn';
import type { LoadedStack } from '../aws/assembly/loaded-stack';
import { NotSimulatedError, ServiceError } from '../aws/errors';
import { cloudWatchPrincipal, type Principal } from '../aws/iam/principal';
import { RESPONDER_ATTRIBUTE } from '../incident/lifecycle/engine-policy';
import type { ContactPlan, IncidentPlan } from '../plan/incident-plan';
import type { Account } from '../simulator/account';
import { BrokenLinkError } from '../simulator/core/service';
import { differenceOf } from './difference-of';
import { FoundResources } from './found-resources';
import type { PlanDifference } from './plan-difference';
import { storedContacts } from './stored-contacts';

/**
 * Publishes once to every topic of paging, as whoever will publish there, for every person who can ever be meant, and
 * looks whether each of their channels got it: the tiers that stay quiet in a scenario have to reach somebody, too. Names the
 * link that breaks.
 *
 * @param account at its start; what is published shows in its log
 */
export function probePaging(
  plan: IncidentPlan,
  stacks: readonly LoadedStack[],
  account: Account,
): { readonly differences: readonly PlanDifference[]; readonly unknown: readonly string[] } {
  const probe = new PagingProbe(plan, stacks, account);
  probe.run();
  return probe;
}

class PagingProbe {
  readonly differences: PlanDifference[] = [];
  readonly unknown: string[] = [];
  readonly #found: FoundResources;
  readonly #values: Readonly<Record<string, string>>;

  constructor(
    private readonly plan: IncidentPlan,
    stacks: readonly LoadedStack[],
    private readonly account: Account,
  ) {
    this.#found = new FoundResources(stacks);
    this.#values = storedContacts(plan);
  }

  run(): void {
    const { tierTopics, informedTopics, watchdog, regions, pagingAlarms, policy } = this.plan;
    const engine = this.#engineRole();
    if (engine !== undefined) {
      for (const { name, subscriptions } of [...tierTopics, ...informedTopics]) {
        for (const person of new Set(subscriptions.map((contact) => contact.person))) {
          this.#publish(
            engine,
            policy.region,
            name,
            subscriptions.filter((contact) => contact.person === person),
            person,
          );
        }
      }
      this.#publish(engine, watchdog.region, watchdog.topicName, watchdog.subscriptions);
    }
    this.#publishAs(watchdog.alarm.name, watchdog.region, watchdog.topicName, watchdog.subscriptions);
    for (const { region, fallbackAlarms, fallbackTopic } of regions) {
      const names = [...fallbackAlarms, ...pagingAlarms.filter((alarm) => alarm.region === region && alarm.pagesWithoutEngine)].map(({ name }) => name);
      for (const name of names) this.#publishAs(name, region, fallbackTopic.name, fallbackTopic.subscriptions);
    }
    for (const { region, name, topicName } of pagingAlarms) this.#publishAs(name, region, topicName, []);
  }

  /** The role the function really has; that there is none is said where the templates are compared. */
  #engineRole(): string | undefined {
    const { names, policy } = this.plan;
    const [engine] = this.#found.having('AWS::Lambda::Function', policy.region, ({ properties }) => properties.FunctionName === names.engine);
    const role = this.#found.attempt(() => engine?.properties.Role);
    return typeof role === 'string' ? role : undefined;
  }

  #publishAs(alarmName: string, region: string, topicName: string, contacts: readonly ContactPlan[]): void {
    this.#publish(cloudWatchPrincipal(this.#found.arn('cloudwatch', region, `alarm:${alarmName}`)), region, topicName, contacts);
  }

  #publish(principal: Principal, region: string, topicName: string, contacts: readonly ContactPlan[], person?: string): void {
    const by = typeof principal === 'string' ? 'the engine' : alarmNameOf(principal.sourceArn);
    const input = {
      TopicArn: this.#found.arn('sns', region, topicName),
      Message: 'probe',
      ...(person !== undefined && { MessageAttributes: { [RESPONDER_ATTRIBUTE]: { DataType: 'String.Array', StringValue: JSON.stringify([person]) } } }),
    };
    const { log } = this.account;
    const before = log.length;
    try {
      this.account.call(principal, 'sns', 'Publish', input, region);
    } catch (error) {
      if (error instanceof NotSimulatedError) return void this.unknown.push(`whether ${by} can publish to ${topicName}: ${error.message}`);
      if (!(error instanceof ServiceError)) throw error;
      const link = error instanceof BrokenLinkError ? error.link : 'call';
      return this.#differ(topicName, region, {
        what: `delivery from ${by}`,
        planned: 'the message is accepted',
        found: `dropped at the ${link}: ${error.message}`,
      });
    }
    const reached = new Set(log.slice(before).flatMap((entry) => (entry.kind === 'message delivered' ? [entry.endpoint] : [])));
    for (const contact of contacts) {
      if (reached.has(this.#values[contact.parameterName] ?? '')) continue;
      this.#differ(topicName, region, {
        what: `delivery to ${contact.person} by ${contact.channel}`,
        planned: 'reaches them',
        found: `what ${by} publishes for them does not`,
      });
    }
  }

  #differ(name: string, region: string, difference: { readonly what: string; readonly planned: string; readonly found: string }): void {
    const [topic] = this.#found.having('AWS::SNS::Topic', region, ({ properties }) => properties.TopicName === name);
    this.differences.push(differenceOf('delivery', name, topic, difference));
  }
}
