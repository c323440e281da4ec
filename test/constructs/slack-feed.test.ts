import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SlackFeed } from '../../lib/constructs/slack-feed';
import { readable } from '../helpers/templates';

const stack = new Stack(new App(), 'Test', { env: { region: 'eu-central-1' } });
new SlackFeed(stack, 'Chat', {
  plan: {
    configurationName: 'shop-prod-ops',
    workspaceParameter: '/shop/prod/chat/ops/workspace',
    channelParameter: '/shop/prod/chat/ops/channel',
    topics: [
      { region: 'eu-central-1', name: 'shop-prod-s1' },
      { region: 'us-east-1', name: 'shop-prod-s1' },
    ],
  },
});
const template = Template.fromStack(stack);
const [{ Properties: chat }] = Object.values(template.findResources('AWS::Chatbot::SlackChannelConfiguration')) as [{ Properties: Record<string, any> }];

test('the channel hears its topics in every region, and its ids are in no template', () => {
  expect(chat['SnsTopicArns'].map(readable)).toEqual([
    expect.stringMatching(/:sns:eu-central-1:<AWS::AccountId>:shop-prod-s1$/),
    expect.stringMatching(/:sns:us-east-1:<AWS::AccountId>:shop-prod-s1$/),
  ]);
  expect([chat['SlackWorkspaceId'], chat['SlackChannelId']]).toEqual([{ Ref: 'StoredShopProdChatOpsWorkspace' }, { Ref: 'StoredShopProdChatOpsChannel' }]);
});

test('whoever is in the channel reads metrics and does nothing, with their own role or any other', () => {
  const [policy] = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'));
  const [id, { Properties }] = policy!;
  expect(chat['GuardrailPolicies']).toEqual([{ Ref: id }]);
  const actions = Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string[] }) => Action) as string[];
  expect(actions.every((action) => /^cloudwatch:(Describe|Get|List)/.test(action))).toBe(true);
  template.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: [{ Ref: id }] });
  template.resourceCountIs('AWS::IAM::Policy', 0);
});
