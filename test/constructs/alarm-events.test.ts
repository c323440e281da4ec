import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AlarmForwarding } from '../../lib/constructs/alarm-events';
import { readable } from '../helpers/templates';

function build(region: string) {
  const stack = new Stack(new App(), 'Test', { env: { region } });
  new AlarmForwarding(stack, 'Forwarding', { application: 'shop', environment: 'prod', homeRegion: 'eu-central-1' });
  return Template.fromStack(stack);
}

test('alarms of another region go to the default bus at home, by a role that may do nothing else', () => {
  const template = build('us-east-1');
  const [rule] = Object.values(template.findResources('AWS::Events::Rule'));
  const [target, ...others] = rule!.Properties.Targets;
  expect(others).toEqual([]);
  expect(readable(target.Arn)).toMatch(/:events:eu-central-1:<AWS::AccountId>:event-bus\/default$/);
  expect(target.RetryPolicy).toEqual({ MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 });
  expect(target.DeadLetterConfig).toBeDefined();
  const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  expect(statements.map(({ Action, Resource }) => [Action, readable(Resource)])).toEqual([['events:PutEvents', readable(target.Arn)]]);
});

test('only this rule of this account may use the role', () => {
  build('us-east-1').hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Action: 'sts:AssumeRole',
          Principal: { Service: 'events.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnEquals: { 'aws:SourceArn': { 'Fn::Join': ['', Match.arrayWith([':rule/shop-prod-incident-alarms'])] } },
          },
        },
      ],
    },
  });
});

test('events that are lost on the way stay in the region, in a queue EventBridge may write to (T4)', () => {
  build('us-east-1').hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': [{ 'Fn::GetAtt': [Match.stringLikeRegexp('Rule'), 'Arn'] }] } },
        }),
      ]),
    },
  });
});

test('findings of security services of the region go the same way, and nothing of theirs is lost silently', () => {
  const stack = new Stack(new App(), 'Test', { env: { region: 'us-east-1' } });
  const pattern = { source: ['aws.guardduty'] };
  const signalRules = [{ name: 'shop-prod-guard-duty-findings', constructId: 'guard-duty-findings', brings: 'findings' as const, pattern }];
  new AlarmForwarding(stack, 'Forwarding', { application: 'shop', environment: 'prod', homeRegion: 'eu-central-1', signalRules });
  const template = Template.fromStack(stack);
  const rules = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
  const [alarms, findings] = rules;
  expect(findings).toMatchObject({ Name: 'shop-prod-guard-duty-findings', EventPattern: pattern, Targets: alarms.Targets });
  const [role] = Object.values(template.findResources('AWS::IAM::Role'));
  const sources = role!.Properties.AssumeRolePolicyDocument.Statement[0].Condition.ArnEquals['aws:SourceArn'] as unknown[];
  expect(sources.map((arn) => readable(arn).split(':rule/').at(-1))).toEqual(['shop-prod-incident-alarms', 'shop-prod-guard-duty-findings']);
  const [queue] = Object.values(template.findResources('AWS::SQS::QueuePolicy'));
  const senders = (queue!.Properties.PolicyDocument.Statement as { readonly Sid?: string }[]).map(({ Sid }) => Sid);
  expect(senders).toContain('StoreDeadLettersOfSignals');
});

test('a region does not forward to itself: every event would come again for ever', () => {
  expect(() => build('eu-central-1')).toThrow(RangeError);
});
