import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Watchdog, type WatchdogProps } from '../../lib/constructs/watchdog';
import { exampleIncidents } from '../helpers/incident-plan';

const PLAN = exampleIncidents().incidents.watchdog;

function build(plan: WatchdogProps['plan'] = PLAN, { region = 'eu-west-1', engineRegion = 'eu-central-1' } = {}) {
  const stack = new Stack(new App(), 'Test', { env: { region } });
  new Watchdog(stack, 'Watchdog', { plan, engineRegion });
  return Template.fromStack(stack);
}

test('five minutes without a heartbeat tell its people, and so does the first one after them (T14, T15)', () => {
  const topic = [{ Ref: Match.stringLikeRegexp('^WatchdogTopic') }];
  build().hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'shop-prod-engine-silent-watchdog',
    TreatMissingData: 'breaching',
    EvaluationPeriods: 5,
    DatapointsToAlarm: 5,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
    AlarmActions: topic,
    OKActions: topic,
  });
});

test('its topic has a key of its own that alarms may use, and nobody is filtered out', () => {
  const template = build();
  template.resourceCountIs('AWS::KMS::Key', 1);
  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] })]),
    },
  });
  const subscriptions = Object.values(template.findResources('AWS::SNS::Subscription')).map(({ Properties }) => [Properties.Protocol, Properties.FilterPolicy]);
  expect(subscriptions.filter(([protocol]) => protocol !== 'sqs')).toEqual([
    ['sms', undefined],
    ['email', undefined],
    ['https', undefined],
  ]);
});

describe('the canary of the paging path (11.7)', () => {
  const delivererOf = (template: Template) => {
    const [policy] = Object.values(template.findResources('AWS::SQS::QueuePolicy')).filter(({ Properties }) =>
      JSON.stringify(Properties).includes('CanaryArrives'),
    );
    return policy!.Properties.PolicyDocument.Statement.find(({ Sid }: { Sid?: string }) => Sid === 'CanaryArrives').Principal.Service;
  };

  test('arrives in a queue that keeps it for a minute, and its people hear of it when none has for a quarter of an hour', () => {
    const template = build();
    const topic = [{ Ref: Match.stringLikeRegexp('^WatchdogTopic') }];
    template.hasResourceProperties('AWS::SQS::Queue', { QueueName: 'shop-prod-canary', MessageRetentionPeriod: 60 });
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'sqs', Region: 'eu-central-1', RedrivePolicy: Match.absent() });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'shop-prod-canary-missing',
      TreatMissingData: 'breaching',
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      AlarmActions: topic,
      OKActions: topic,
    });
  });

  test('comes from an opt-in region by another service, which the policy of the queue names', () => {
    expect(delivererOf(build())).toBe('sns.amazonaws.com');
    expect(delivererOf(build(PLAN, { engineRegion: 'eu-central-2' }))).toBe('sns.eu-central-2.amazonaws.com');
  });
});

test('it imports nothing, so nothing of the engine has to be there for it', () => {
  expect(JSON.stringify(build().toJSON())).not.toContain('Fn::ImportValue');
});

test('a watchdog that shares the region of what it watches, or has nobody, is refused', () => {
  expect(() => build(PLAN, { engineRegion: 'eu-west-1' })).toThrow(
    'plan.region is eu-west-1, where the engine is: allowed is another region, because a region that is down takes its alarms with it',
  );
  expect(() => build({ ...PLAN, subscriptions: [] })).toThrow('plan.subscriptions is empty: allowed is at least one contact');
  expect(() => build(PLAN, { region: 'eu-north-1' })).toThrow('plan.region is eu-west-1, but this stack is in eu-north-1');
});
