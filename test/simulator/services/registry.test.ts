import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
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
  [
    'AWS::Chatbot::MicrosoftTeamsChannelConfiguration',
    { Type: 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration', Properties: { SnsTopicArns: [TOPIC_ARN] } },
    TOPIC,
  ],
  ['AWS::SNS::TopicPolicy', { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [TOPIC_ARN], PolicyDocument: { Statement: [] } } }, TOPIC],
  ['AWS::SNS::TopicInlinePolicy', { Type: 'AWS::SNS::TopicInlinePolicy', Properties: { TopicArn: TOPIC_ARN, PolicyDocument: { Statement: [] } } }, TOPIC],
  ['AWS::SSM::Parameter', { Type: 'AWS::SSM::Parameter', Properties: { Name: 'p', Type: 'String', Value: 'v' } }],
  ['AWS::Events::EventBus', { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } }],
  ['AWS::Events::Rule', { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.cloudwatch'] } } }],
];

const namespaceOf = (type: string) => type.split('::')[1]!;
const declarationOf = (type: string) => SERVICES.find(({ resources }) => Object.hasOwn(resources, type))!.resources[type]!;
const withUnknown = ({ Type, Properties }: Template): Template => ({ Type, Properties: { ...Properties, Unheard: 'of' } });

/** Types of the simulated services that have no part in who is notified, each with why. */
const WITHOUT_PART: Readonly<Record<string, string>> = {
  'AWS::ApplicationSignals::Discovery': 'of an account',
  'AWS::ApplicationSignals::GroupingConfiguration': 'how consoles group services',
  'AWS::CE::CostCategory': 'of reports',
  'AWS::CloudWatch::InsightRule': 'an alarm on INSIGHT_RULE_METRIC is refused by its expression',
  'AWS::CloudWatch::MetricStream': 'copies metrics out of the account',
  'AWS::CloudWatch::OTelEnrichment': 'adds labels to metrics of OpenTelemetry, which no alarm can read',
  'AWS::Events::ApiDestination': 'a target, refused when a rule reaches it',
  'AWS::Events::Archive': 'replayed by people only',
  'AWS::Events::Connection': 'of API destinations',
  'AWS::Events::EventBusPolicy': 'buses are reached within their account',
  'AWS::IAM::AccessKey': 'of a user',
  'AWS::IAM::Group': 'of users',
  'AWS::IAM::GroupPolicy': 'of users',
  'AWS::IAM::InstanceProfile': 'of machines',
  'AWS::IAM::OIDCProvider': 'of people',
  'AWS::IAM::SAMLProvider': 'of people',
  'AWS::IAM::ServerCertificate': 'of load balancers',
  'AWS::IAM::ServiceLinkedRole': 'a principal no template has is refused when it calls',
  'AWS::IAM::User': 'a principal that is no role is refused when it calls',
  'AWS::IAM::UserPolicy': 'of users',
  'AWS::IAM::UserToGroupAddition': 'of users',
  'AWS::IAM::VirtualMFADevice': 'of users',
  'AWS::Lambda::Alias': 'refused when it is invoked',
  'AWS::Lambda::CapacityProvider': 'a function that names one is refused by the property',
  'AWS::Lambda::CodeSigningConfig': 'a function that names one is refused by the property',
  'AWS::Lambda::LayerVersion': 'a function that names one is refused by the property',
  'AWS::Lambda::LayerVersionPermission': 'of layers',
  'AWS::Lambda::MicrovmImage': 'a function that names one is refused by the property',
  'AWS::Lambda::NetworkConnector': 'a function that names one is refused by the property',
  'AWS::Lambda::Version': 'refused when it is invoked',
  'AWS::SES::ConfigurationSet': 'of mail that is sent',
  'AWS::SES::ConfigurationSetEventDestination': 'of mail that is sent',
  'AWS::SES::ContactList': 'of mail that is sent',
  'AWS::SES::CustomVerificationEmailTemplate': 'of mail that is sent',
  'AWS::SES::DedicatedIpPool': 'of mail that is sent',
  'AWS::SES::EmailIdentity': 'who may send, and receive',
  'AWS::SES::EmailIdentityCertificate': 'of mail that is sent',
  'AWS::SES::MailManagerAddonInstance': 'of Mail Manager, which no receipt rule is behind',
  'AWS::SES::MailManagerAddonSubscription': 'of Mail Manager',
  'AWS::SES::MailManagerAddressList': 'of Mail Manager',
  'AWS::SES::MailManagerArchive': 'of Mail Manager',
  'AWS::SES::MailManagerIngressPoint': 'of Mail Manager',
  'AWS::SES::MailManagerRelay': 'of Mail Manager',
  'AWS::SES::MailManagerRuleSet': 'of Mail Manager',
  'AWS::SES::MailManagerTrafficPolicy': 'of Mail Manager',
  'AWS::SES::MultiRegionEndpoint': 'of mail that is sent',
  'AWS::SES::ReceiptFilter': 'addresses of senders, which scenarios do not have',
  'AWS::SES::ReceiptRuleSet': 'a name; the active one is taken to be meant',
  'AWS::SES::Template': 'of mail that is sent',
  'AWS::SES::Tenant': 'of mail that is sent',
  'AWS::SES::VdmAttributes': 'of mail that is sent',
  'AWS::SSM::Association': 'of machines',
  'AWS::SSM::CloudConnector': 'of other clouds',
  'AWS::SSM::MaintenanceWindow': 'of machines',
  'AWS::SSM::MaintenanceWindowTarget': 'of machines',
  'AWS::SSM::MaintenanceWindowTask': 'of machines',
  'AWS::SSM::OpsItem': 'a record',
  'AWS::SSM::PatchBaseline': 'of machines',
  'AWS::SSM::ResourceDataSync': 'copies inventories',
  'AWS::SSM::ResourcePolicy': 'of OpsItems shared with other accounts',
  'AWS::SSM::ServiceSetting': 'of Systems Manager itself',
  'AWS::Scheduler::ScheduleGroup': 'a name',
};

test('nothing is ignored without a word: every type of a simulated service is read, refused, or has no part for a reason', () => {
  const known = new Set(SERVICES.flatMap(({ resources, refused }) => [...Object.keys(resources), ...Object.keys(refused)]));
  const namespaces = new Set([...known].map(namespaceOf));
  const types = loadAwsServiceSpecSync()
    .all('resource')
    .map(({ cloudFormationType }) => cloudFormationType);
  const silent = types.filter((type) => namespaces.has(namespaceOf(type)) && !known.has(type));
  expect(silent.sort()).toEqual(Object.keys(WITHOUT_PART).sort());
});

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
