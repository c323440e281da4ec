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
  expect(subscriptions).toEqual([
    ['sms', undefined],
    ['email', undefined],
    ['https', undefined],
  ]);
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
