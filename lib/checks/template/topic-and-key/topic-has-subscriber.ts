import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { CannotTellError } from '../../../aws/errors';
import type { ResourceCheck } from '../template-check';
import { ALARM_TOPICS } from './alarm-topics';

/** By the type of what hears a topic, where it names the topic. */
const HEARERS: Readonly<Record<string, (resource: LoadedResource) => readonly PropertyNode[]>> = {
  'AWS::SNS::Subscription': (subscription) => [subscription.at('TopicArn')],
  'AWS::Chatbot::SlackChannelConfiguration': (channel) => channel.at('SnsTopicArns').list(),
  'AWS::Chatbot::MicrosoftTeamsChannelConfiguration': (channel) => channel.at('SnsTopicArns').list(),
};

/** Somebody is subscribed to a topic that alarms publish to. Who subscribes by hand acknowledges the warning and says so. */
export const topicHasSubscriber: ResourceCheck = {
  code: 'SNS002',
  requirement: 'somebody is subscribed to a topic that alarms publish to',
  why: 'the alarm goes off, its message is published, and nobody receives it',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html',
  appliesTo: ALARM_TOPICS,
  *check(topic) {
    if (topic.at('Subscription').list().length > 0) return;
    const stacks = topic.stack.accountStacks;
    const places = stacks.flatMap(({ resources }) => resources.filter(({ type }) => Object.hasOwn(HEARERS, type)).flatMap((each) => HEARERS[each.type]!(each)));
    if (places.some(({ value }) => value === topic.ref)) return;
    // One that cannot be read may be of this topic.
    for (const place of places) place.text();
    refuseHiddenSubscribers(topic, stacks);
    yield {
      at: 'Properties',
      what: 'nobody is subscribed to the topic',
      received: 'no subscription in any template',
      allowed: 'a subscription, or a chat channel that lists the topic',
      change: 'add a subscription; if somebody subscribes elsewhere, acknowledge SNS002 and say who',
    };
  },
};

/** @throws CannotTellError where a subscription may stand in what is not read */
function refuseHiddenSubscribers(topic: LoadedResource, stacks: readonly LoadedStack[]): void {
  const reference = JSON.stringify({ Ref: topic.logicalId });
  const isExported = Object.values(topic.stack.template.Outputs).some(
    ({ Export: exported, Value: value }) => exported !== undefined && JSON.stringify(value) === reference,
  );
  if (isExported) throw new CannotTellError('Properties', 'the topic is exported, and whoever imports it may subscribe');
  const rewritten = stacks.find(({ transforms }) => transforms.length > 0);
  if (rewritten !== undefined) throw new CannotTellError('Properties', `a macro rewrites ${rewritten.file}, and may subscribe to the topic`);
  const nesting = stacks.find(({ unreadNestedStacks }) => unreadNestedStacks.size > 0);
  if (nesting !== undefined) throw new CannotTellError('Properties', `a nested stack of ${nesting.file} is not read, and may subscribe to the topic`);
}
