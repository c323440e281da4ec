import { NotSimulatedError } from '../../aws/errors';
import { Authorizer } from '../../aws/iam/authorizer';
import type { RequestContext } from '../../aws/iam/condition';
import { policyStatements, type PolicyStatement } from '../../aws/iam/policy';
import { cloudWatchPrincipal } from '../../aws/iam/principal';
import type { Comparison } from '../comparison';
import type { DeployedKey, DeployedTopic } from '../deployed-resources';
import { keysNamed } from '../keys-named';
import type { AccountCheck } from './account-check';
import type { PlannedAlarmFacts } from './alarm-facts';

/** What SNS does with the key of a topic in the name of whoever publishes. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
const KEY_ACTIONS = ['kms:GenerateDataKey', 'kms:Decrypt'] as const;

/**
 * Whether every planned alarm may publish to its topics: the topic is there, its policy and that of its key let CloudWatch in the name of
 * the alarm, and the key is enabled. Whether there are subscriptions that nobody confirmed.
 */
export function verifyTopics(alarms: readonly PlannedAlarmFacts[], check: AccountCheck): void {
  const { plan, comparison } = check;
  const topics = new Map<string, DeployedTopic>();
  for (const region of regionsOf(plan)) for (const topic of comparison.having('topic', region, () => true)) topics.set(`${region} ${topic.name}`, topic);
  for (const { name, region } of plan.regions.flatMap((each) => each.topics)) {
    if (!topics.has(`${region} ${name}`)) comparison.miss(name, region, 'topic');
  }
  const grants = new Grants(check);
  for (const { name, region, topicNames } of alarms) {
    for (const topicName of topicNames) {
      const topic = topics.get(`${region} ${topicName}`);
      if (topic !== undefined) grants.verify(topic, comparison.arn('cloudwatch', region, `alarm:${name}`), name);
    }
  }
  verifyConfirmations([...topics.values()], check);
}

/** Every region something is planned in. */
export function regionsOf({ regions, incidents, stacks }: AccountCheck['plan']): ReadonlySet<string> {
  return new Set([
    ...regions.map(({ region }) => region),
    ...stacks.map(({ region }) => region),
    ...(incidents === undefined ? [] : [incidents.watchdog.region]),
  ]);
}

/** Judges what topics and keys let alarms do; says each once, however many alarms meet it. */
class Grants {
  readonly #authorizer = new Authorizer([]);
  readonly #statements = new Map<string, readonly PolicyStatement[] | undefined>();
  readonly #said = new Set<string>();

  constructor(private readonly check: AccountCheck) {}

  verify(topic: DeployedTopic, alarmArn: string, alarmName: string): void {
    const { name, region, arn } = topic;
    const ofTopic = this.#read(arn, () => policyStatements(topic.policy, arn));
    if (ofTopic !== undefined && !this.#isAllowed(alarmArn, 'sns:Publish', arn, ofTopic)) {
      this.#add('VER008', name, region, { what: 'policy of the topic', planned: 'CloudWatch may publish', found: `refuses ${alarmName}` });
    }
    const [key] = keysNamed(this.check.comparison, region, topic.kmsMasterKeyId);
    if (key !== undefined) this.#verifyKey(key, topic, alarmArn, alarmName);
  }

  #verifyKey(key: DeployedKey, { name, region }: DeployedTopic, alarmArn: string, alarmName: string): void {
    if (key.state !== undefined && key.state !== 'Enabled') {
      return this.#add('VER009', name, region, { what: 'state of the key', planned: 'Enabled', found: key.state });
    }
    const document = key.policy === undefined ? undefined : this.check.comparison.known(key.policy);
    const statements = document === undefined ? undefined : this.#read(key.arn, () => policyStatements(document, key.arn));
    if (statements === undefined) return;
    const refused = KEY_ACTIONS.filter((action) => !this.#isAllowed(alarmArn, action, key.arn, statements));
    if (refused.length === 0) return;
    this.#add('VER009', name, region, {
      what: 'policy of the key',
      planned: 'CloudWatch may encrypt',
      found: `refuses ${refused.join(' and ')} for ${alarmName}`,
    });
  }

  /** What cannot be judged could not be determined. */
  #isAllowed(alarmArn: string, action: string, resource: string, resourcePolicy: readonly PolicyStatement[], context: RequestContext = {}): boolean {
    const judged = this.#judge(() => this.#authorizer.authorize({ principal: cloudWatchPrincipal(alarmArn), action, resource, resourcePolicy, context }));
    return judged === undefined || judged.outcome === 'allowed';
  }

  #read(arn: string, read: () => readonly PolicyStatement[]): readonly PolicyStatement[] | undefined {
    if (!this.#statements.has(arn)) this.#statements.set(arn, this.#judge(read));
    return this.#statements.get(arn);
  }

  #judge<T>(judge: () => T): T | undefined {
    try {
      return judge();
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) throw error;
      this.check.comparison.known({ couldNotTell: error.message.replace(/^not simulated: /, 'what it means is not known: ') });
      return undefined;
    }
  }

  #add(code: 'VER008' | 'VER009', subject: string, region: string, gap: { readonly what: string; readonly planned: string; readonly found: string }): void {
    const key = `${code} ${region} ${subject} ${gap.what}`;
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.check.add({ code, subject, region, ...gap });
  }
}

function verifyConfirmations(topics: readonly DeployedTopic[], { comparison, add }: AccountCheck): void {
  for (const { arn, name, region } of topics) {
    for (const { protocol } of pendingOf(comparison, region, arn)) {
      add({ code: 'VER010', subject: name, region, what: `subscription by ${String(protocol)}`, planned: 'confirmed', found: 'pending confirmation' });
    }
  }
}

function pendingOf(comparison: Comparison, region: string, topicArn: string) {
  return comparison.having('subscription', region, (subscription) => subscription.topicArn === topicArn && subscription.isPending === true);
}
