import { accountRoot } from '../../../lib/aws/iam/principal';
import { createMetricAlarm } from '../../../lib/simulator/services/cloudwatch/metric-alarm-run';
import { SERVICES } from '../../../lib/simulator/services/registry';
import { ACCOUNT_ID, accountOf, compositeAlarm, metricAlarm, REGION, type Resources } from '../../helpers/simulated-account';

type Template = Resources[string];

const ROOT = accountRoot(ACCOUNT_ID);
const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:pages`;
const TOPIC: Resources = { Pages: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'pages' } } };

/** Resources that are read when the account is built, each the only one of its type, with what it needs beside it. */
const READ_AT_ONCE: readonly (readonly [type: string, resource: Template, beside?: Resources])[] = [
  ['AWS::CloudWatch::Alarm', metricAlarm('a')],
  ['AWS::CloudWatch::CompositeAlarm', compositeAlarm('c', 'ALARM(a)'), { A: metricAlarm('a') }],
  ['AWS::SNS::Topic', TOPIC.Pages!],
  ['AWS::SNS::Subscription', { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: TOPIC_ARN, Protocol: 'sms', Endpoint: '+1' } }, TOPIC],
  ['AWS::Chatbot::SlackChannelConfiguration', { Type: 'AWS::Chatbot::SlackChannelConfiguration', Properties: { SnsTopicArns: [TOPIC_ARN] } }, TOPIC],
  ['AWS::SNS::TopicPolicy', { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [TOPIC_ARN], PolicyDocument: { Statement: [] } } }, TOPIC],
  ['AWS::SNS::TopicInlinePolicy', { Type: 'AWS::SNS::TopicInlinePolicy', Properties: { TopicArn: TOPIC_ARN, PolicyDocument: { Statement: [] } } }, TOPIC],
  ['AWS::SSM::Parameter', { Type: 'AWS::SSM::Parameter', Properties: { Name: 'p', Type: 'String', Value: 'v' } }],
  ['AWS::Events::EventBus', { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } }],
  ['AWS::Events::Rule', { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.cloudwatch'] } } }],
];

const declarationOf = (type: string) => SERVICES.find(({ resources }) => Object.hasOwn(resources, type))!.resources[type]!;
const withUnknown = ({ Type, Properties }: Template): Template => ({ Type, Properties: { ...Properties, Unheard: 'of' } });

describe('what the registry says of a resource type is what its reader does', () => {
  test.each(READ_AT_ONCE.map(([type, resource, beside = {}]) => [type, resource, beside] as const))(
    '%s and a property it does not declare',
    (type, resource, beside) => {
      const notes = (subject: Template) => accountOf({ ...beside, Subject: subject }, {}, { createMetricAlarm }).notSimulated.map(({ why }) => why);
      expect(notes(resource)).toEqual([]);
      expect(notes(withUnknown(resource))).toEqual('reads' in declarationOf(type) ? [] : [expect.stringContaining('property Unheard')]);
    },
  );

  test('a table and a queue are refused when they are used', () => {
    const account = accountOf(
      {
        Table: withUnknown({ Type: 'AWS::DynamoDB::Table', Properties: { TableName: 't' } }),
        Queue: withUnknown({ Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } }),
      },
      {},
    );
    expect(account.notSimulated).toEqual([]);
    expect(() => account.call(ROOT, 'dynamodb', 'GetItem', { TableName: 't', Key: { id: { S: '1' } } })).toThrow('property Unheard');
    const QueueUrl = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT_ID}/q`;
    expect(() => account.call(ROOT, 'sqs', 'SendMessage', { QueueUrl, MessageBody: 'm' })).toThrow('property Unheard');
  });

  test('no type is declared by two services, nor declared and refused', () => {
    const types = SERVICES.flatMap(({ resources, refused }) => [...Object.keys(resources), ...Object.keys(refused)]);
    expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
  });
});
