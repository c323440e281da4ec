import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PeopleOnCall, type PeopleOnCallProps } from '../../lib/constructs/people-on-call';
import type { ContactPlan, PersonContactPlan } from '../../lib/plan/incident-plan';

const contact = (person: string, channel: ContactPlan['channel'], onlyWakes = false): PersonContactPlan => ({
  person,
  channel,
  parameterName: `/shop/prod/contacts/${person}/${channel}`,
  onlyWakes,
});

const PROPS: PeopleOnCallProps = {
  application: 'shop',
  environment: 'prod',
  topics: [
    { name: 'shop-prod-person-ana', person: 'ana', subscriptions: [contact('ana', 'email'), contact('ana', 'sms', true)] },
    { name: 'shop-prod-person-dev', person: 'dev', subscriptions: [contact('dev', 'sms')] },
    { name: 'shop-prod-person-eli', person: 'eli', subscriptions: [contact('eli', 'https')] },
  ],
  fallback: { name: 'shop-prod-fallback', subscriptions: [contact('ana', 'email'), contact('ana', 'sms')] },
};

function build(props: PeopleOnCallProps = PROPS): Template {
  const stack = new Stack(new App(), 'Test', { env: { region: 'eu-central-1' } });
  new PeopleOnCall(stack, 'People', props);
  return Template.fromStack(stack);
}

interface Properties {
  readonly Protocol: string;
  readonly TopicArn: unknown;
  readonly Endpoint: unknown;
  readonly FilterPolicy?: unknown;
}
const subscriptions = (template: Template): readonly Properties[] =>
  Object.values(template.findResources('AWS::SNS::Subscription')).map(({ Properties }) => Properties as Properties);

test('everybody is subscribed once a channel to a topic of their own, and to the fallback (9.23)', () => {
  const found = subscriptions(build()).map(({ Protocol, TopicArn }) => `${/Person([a-z]+)/.exec(JSON.stringify(TopicArn))?.[1] ?? 'fallback'} ${Protocol}`);
  expect(found.sort()).toEqual(['ana email', 'ana sms', 'dev sms', 'eli https', 'fallback email', 'fallback sms']);
});

test('text messages of somebody with another channel leave out what wakes nobody', () => {
  const filters = subscriptions(build()).filter(({ FilterPolicy }) => FilterPolicy !== undefined);
  expect(filters).toEqual([expect.objectContaining({ Protocol: 'sms', FilterPolicy: { quiet: ['false'] } })]);
  expect(JSON.stringify(filters[0]!.TopicArn)).toContain('Personana');
});

test('topics are encrypted with the key of the tiers, and what SNS gives up on is kept in their queue', () => {
  const template = build();
  for (const { Properties } of Object.values(template.findResources('AWS::SNS::Topic')))
    expect(JSON.stringify(Properties.KmsMasterKeyId)).toContain(':alias/shop-prod-paging');
  for (const { Properties } of Object.values(template.findResources('AWS::SNS::Subscription')))
    expect(JSON.stringify(Properties.RedrivePolicy)).toContain(':shop-prod-subscription-dead-letters');
  for (const { Properties } of Object.values(template.findResources('AWS::SNS::TopicPolicy')))
    expect(JSON.stringify(Properties)).toContain('"aws:SecureTransport":"false"');
});

test('tries to reach a web address end within the hour SNS allows', () => {
  const [https] = Object.values(build().findResources('AWS::SNS::Subscription', { Properties: { Protocol: 'https' } }));
  const { numNoDelayRetries, numMinDelayRetries, minDelayTarget, maxDelayTarget, numMaxDelayRetries, numRetries } =
    https!.Properties.DeliveryPolicy.healthyRetryPolicy;
  const backoff = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  expect(backoff).toBe(10);
  expect(numMinDelayRetries * minDelayTarget + (backoff + numMaxDelayRetries) * maxDelayTarget).toBeLessThanOrEqual(3_600);
  expect(numRetries).toBeLessThanOrEqual(100);
});

test('the fallback topic is unfiltered: CloudWatch does not know who is on call', () => {
  const ofFallback = subscriptions(build()).filter(({ TopicArn }) => JSON.stringify(TopicArn).includes('shop-prod-fallback'));
  expect(ofFallback.map(({ FilterPolicy }) => FilterPolicy)).toEqual([undefined, undefined]);
});

test('no template has an address: a contact is one stored parameter, however many topics it is on (PII001)', () => {
  const template = build();
  const stored = Object.entries(template.findParameters('*')).filter(([id]) => id !== 'BootstrapVersion');
  expect(stored.map(([id, { Default, NoEcho }]) => [id, Default, NoEcho])).toEqual([
    ['StoredShopProdContactsAnaEmail', '/shop/prod/contacts/ana/email', true],
    ['StoredShopProdContactsAnaSms', '/shop/prod/contacts/ana/sms', true],
    ['StoredShopProdContactsDevSms', '/shop/prod/contacts/dev/sms', true],
    ['StoredShopProdContactsEliHttps', '/shop/prod/contacts/eli/https', true],
  ]);
  for (const { Endpoint } of subscriptions(template)) expect(Endpoint).toEqual({ Ref: expect.stringMatching(/^Stored/) });
});

test('two parameters whose names read alike stay two', () => {
  const template = build({ ...PROPS, topics: [], fallback: { name: 'f', subscriptions: [contact('ana-x', 'email'), contact('ana_x', 'email')] } });
  expect(Object.values(template.findParameters('*')).map(({ Default }) => Default as string)).toEqual(
    expect.arrayContaining(['/shop/prod/contacts/ana-x/email', '/shop/prod/contacts/ana_x/email']),
  );
});

describe('everything wrong is said at once, with what is allowed', () => {
  const message = (props: Partial<PeopleOnCallProps>) => {
    try {
      build({ ...PROPS, ...props });
    } catch (error) {
      return error instanceof RangeError ? error.message : String(error);
    }
    return '';
  };

  test('an address in the place of a parameter is refused', () => {
    const given = (parameterName: string) => message({ fallback: { name: 'f', subscriptions: [{ ...contact('ana', 'email'), parameterName }] } });
    expect(given('ana@example.org')).toBe(
      'fallback.subscriptions[0].parameterName is "ana@example.org": allowed is the name of a stored parameter, such as /shop/prod/contacts/ana/email, never the address itself',
    );
    expect(given('+491701234567')).toContain('parameterName is "+491701234567"');
  });

  test('names, channels, contacts of somebody else, and what is there twice', () => {
    const [ana, dev] = PROPS.topics!;
    const twice = [contact('ana', 'email'), contact('ana', 'email'), { ...contact('eli', 'https'), channel: 'fax' as never }];
    expect(message({ topics: [ana!, { ...dev!, person: 'ana' }], fallback: { name: 'not a name', subscriptions: twice } }).split('\n')).toEqual([
      'topics[1].subscriptions[0].person is dev: allowed is ana',
      'topics[1].person is ana: allowed is one topic for each person',
      'fallback.name is "not a name": allowed are 1 to 256 letters, digits, hyphens and underscores',
      'fallback.subscriptions[1] is email of ana: allowed is one subscription for each person and channel',
      'fallback.subscriptions[2].channel is "fax": allowed are email, sms, https',
    ]);
  });
});

test('another account and region are never named: key, queue and topics are of those of the stack', () => {
  expect(JSON.stringify(build().toJSON())).not.toMatch(/\b\d{12}\b/);
  build().allResourcesProperties('AWS::SNS::Topic', Match.objectLike({ TopicName: Match.stringLikeRegexp('^shop-prod-person-') }));
});
