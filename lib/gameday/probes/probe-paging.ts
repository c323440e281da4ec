import { alarmNameOf, resourceArn } from '../../aws/arn';
import { NotSimulatedError, ServiceError } from '../../aws/errors';
import { cloudWatchPrincipal, type Principal } from '../../aws/iam/principal';
import type { DeployedResources } from '../../conformance/deployed-resources';
import { differenceOf } from '../../conformance/difference-of';
import type { PlanDifference } from '../../conformance/plan-difference';
import { storedContacts } from '../../conformance/stored-contacts';
import { QUIET_ATTRIBUTE } from '../../incident/lifecycle/engine-policy';
import type { ContactPlan, IncidentPlan } from '../../plan/incident-plan';
import type { Account } from '../../simulator/account';
import { BrokenLinkError } from '../../simulator/core/service';
import { deployedTopic } from './deployed-topic';

/**
 * Publishes once to every topic of paging, as whoever will publish there, to those of people with text messages once more what wakes nobody, and
 * looks whether each channel of everybody got what it should: the tiers that stay quiet in a scenario have to reach somebody, too. Names the
 * link that breaks.
 *
 * @param account at its start; what is published shows in its log
 */
export function probePaging(
  plan: IncidentPlan,
  deployed: DeployedResources,
  account: Account,
): { readonly differences: readonly PlanDifference[]; readonly unknown: readonly string[] } {
  const probe = new PagingProbe(plan, deployed, account);
  probe.run();
  return probe;
}

/** A message that wakes nobody, and the contacts that must not get it. */
interface QuietProbe {
  readonly quiet: boolean;
  readonly silent: readonly ContactPlan[];
}

class PagingProbe {
  readonly differences: PlanDifference[] = [];
  readonly unknown: string[] = [];
  readonly #values: Readonly<Record<string, string>>;

  constructor(
    private readonly plan: IncidentPlan,
    private readonly deployed: DeployedResources,
    private readonly account: Account,
  ) {
    this.#values = storedContacts(plan);
  }

  run(): void {
    const { tierTopics, informedTopics, personTopics, watchdog, regions, pagingAlarms, policy } = this.plan;
    const engine = this.#engineRole();
    if (engine !== undefined) {
      for (const { name } of [...tierTopics, ...informedTopics]) this.#publish(engine, policy.region, name, []);
      for (const { name, subscriptions } of personTopics) {
        this.#publish(engine, policy.region, name, subscriptions);
        const silent = subscriptions.filter(({ onlyWakes }) => onlyWakes);
        if (silent.length > 0) this.#publish(engine, policy.region, name, [], { quiet: true, silent });
      }
      this.#publish(engine, watchdog.region, watchdog.topicName, watchdog.subscriptions);
      this.#publishCanary(engine);
    }
    for (const { name } of [watchdog.alarm, watchdog.canary.alarm]) this.#publishAs(name, watchdog.region, watchdog.topicName, watchdog.subscriptions);
    for (const { region, fallbackAlarms, fallbackTopic } of regions) {
      const names = [...fallbackAlarms, ...pagingAlarms.filter((alarm) => alarm.region === region && alarm.pagesWithoutEngine)].map(({ name }) => name);
      for (const name of names) this.#publishAs(name, region, fallbackTopic.name, fallbackTopic.subscriptions);
    }
    for (const { region, name, topicName } of pagingAlarms) this.#publishAs(name, region, topicName, []);
  }

  /** The role the function really has; that there is none is said where the templates are compared. */
  #engineRole(): string | undefined {
    const { names, policy } = this.plan;
    const functions = this.deployed.list('function', policy.region);
    const [roleArn] = functions.flatMap((each) => ('value' in each && each.value.name === names.engine ? [each.value.roleArn] : []));
    return typeof roleArn === 'string' ? roleArn : undefined;
  }

  #publishAs(alarmName: string, region: string, topicName: string, contacts: readonly ContactPlan[]): void {
    this.#publish(cloudWatchPrincipal(resourceArn('cloudwatch', region, this.account.accountId, `alarm:${alarmName}`)), region, topicName, contacts);
  }

  #publish(
    principal: Principal,
    region: string,
    topicName: string,
    contacts: readonly ContactPlan[],
    { quiet, silent }: QuietProbe = { quiet: false, silent: [] },
  ): void {
    const by = publisherName(principal);
    // Messages of alarms have no attributes.
    const attributes = typeof principal === 'string' ? { [QUIET_ATTRIBUTE]: { DataType: 'String', StringValue: String(quiet) } } : {};
    const reached = this.#endpointsReached(principal, region, topicName, attributes);
    if (reached === undefined) return;
    for (const contact of silent) {
      if (!reached.has(this.#values[contact.parameterName] ?? '')) continue;
      this.#differ(topicName, region, {
        what: `delivery to ${contact.person} by ${contact.channel}`,
        planned: 'only what wakes somebody reaches them',
        found: `what ${by} publishes quietly does, too`,
      });
    }
    for (const contact of contacts) {
      if (reached.has(this.#values[contact.parameterName] ?? '')) continue;
      this.#differ(topicName, region, {
        what: `delivery to ${contact.person} by ${contact.channel}`,
        planned: 'reaches them',
        found: `what ${by} publishes for them does not`,
      });
    }
  }

  /** What the engine publishes for nobody has to arrive beside the watchdog. */
  #publishCanary(engine: string): void {
    const { policy, watchdog } = this.plan;
    const { name } = watchdog.canary;
    const reached = this.#endpointsReached(engine, policy.region, name);
    if (reached === undefined || reached.has(resourceArn('sqs', watchdog.region, this.account.accountId, name))) return;
    this.#differ(name, policy.region, { what: `delivery to the queue in ${watchdog.region}`, planned: 'arrives', found: 'what the engine publishes does not' });
  }

  /** Publishes a message, and says which endpoints got it; undefined when the topic did not take it, which is noted. */
  #endpointsReached(principal: Principal, region: string, topicName: string, attributes: object = {}): ReadonlySet<string> | undefined {
    const input = { TopicArn: resourceArn('sns', region, this.account.accountId, topicName), Message: 'probe', MessageAttributes: attributes };
    const { log } = this.account;
    const before = log.length;
    try {
      this.account.call(principal, 'sns', 'Publish', input, region);
    } catch (error) {
      const by = publisherName(principal);
      if (error instanceof NotSimulatedError) {
        this.unknown.push(`whether ${by} can publish to ${topicName}: ${error.message}`);
        return undefined;
      }
      if (!(error instanceof ServiceError)) throw error;
      const link = error instanceof BrokenLinkError ? error.link : 'call';
      this.#differ(topicName, region, {
        what: `delivery from ${by}`,
        planned: 'the message is accepted',
        found: `dropped at the ${link}: ${error.message}`,
      });
      return undefined;
    }
    return new Set(log.slice(before).flatMap((entry) => (entry.kind === 'message delivered' ? [entry.endpoint] : [])));
  }

  #differ(name: string, region: string, difference: { readonly what: string; readonly planned: string; readonly found: string }): void {
    this.differences.push(differenceOf('delivery', name, deployedTopic(this.deployed, region, name), difference));
  }
}

function publisherName(principal: Principal): string {
  return typeof principal === 'string' ? 'the engine' : (alarmNameOf(principal.sourceArn) ?? principal.service);
}
