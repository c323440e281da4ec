import { checkTemplates, describeCheck, IMPORTED, UNKNOWN } from '../../../helpers/template-checks';

const resource = (type: string, properties: object) => [{ A: { Type: type, Properties: properties } }];
const wrong = (type: string, properties: object, path: string) => ({ templates: resource(type, properties), at: [`Resources.A.Properties.${path}`] });
const table = (properties: object) => resource('AWS::DynamoDB::Table', { TableName: 't', ...properties });

describeCheck('VAL001', {
  violates: {
    'days that log groups are not kept for': { ...wrong('AWS::Logs::LogGroup', { RetentionInDays: 8 }, 'RetentionInDays'), received: '8' },
    'other letter case': wrong('AWS::Scheduler::Schedule', { State: 'Enabled' }, 'State'),
    'a value of another list': wrong('AWS::Scheduler::Schedule', { FlexibleTimeWindow: { Mode: 'ON' } }, 'FlexibleTimeWindow.Mode'),
    'a rule': wrong('AWS::Events::Rule', { State: 'ACTIVE' }, 'State'),
    'a topic that traces': wrong('AWS::SNS::Topic', { TracingConfig: 'On' }, 'TracingConfig'),
    'the protocol of a subscription': wrong('AWS::SNS::Subscription', { Protocol: 'Email' }, 'Protocol'),
    'a queue': wrong('AWS::SQS::Queue', { DeduplicationScope: 'MessageGroup' }, 'DeduplicationScope'),
    'a function': wrong('AWS::Lambda::Function', { TracingConfig: { Mode: 'On' } }, 'TracingConfig.Mode'),
    'the second of a list': wrong('AWS::Lambda::Function', { Architectures: ['arm64', 'x86'] }, 'Architectures[1]'),
    'a parameter': wrong('AWS::SSM::Parameter', { Type: 'SecureString', Value: 'v' }, 'Type'),
    'a table': wrong('AWS::DynamoDB::Table', { BillingMode: 'ON_DEMAND' }, 'BillingMode'),
    'a key of a table': wrong('AWS::DynamoDB::Table', { KeySchema: [{ AttributeName: 'a', KeyType: 'SORT' }] }, 'KeySchema[0].KeyType'),
    'a canary': wrong('AWS::Synthetics::Canary', { ArtifactConfig: { S3Encryption: { EncryptionMode: 'KMS' } } }, 'ArtifactConfig.S3Encryption.EncryptionMode'),
    'a budget': wrong('AWS::Budgets::Budget', { Budget: { BudgetType: 'COST', TimeUnit: 'WEEKLY' } }, 'Budget.TimeUnit'),
    'a key': wrong('AWS::KMS::Key', { KeyUsage: 'ENCRYPT' }, 'KeyUsage'),
    'a deployment group': wrong(
      'AWS::CodeDeploy::DeploymentGroup',
      { AutoRollbackConfiguration: { Events: ['ALARM'] } },
      'AutoRollbackConfiguration.Events[0]',
    ),
    'the unit of an alarm': wrong('AWS::CloudWatch::Alarm', { Unit: 'count' }, 'Unit'),
    'beside a value that is not known': {
      templates: table({ BillingMode: UNKNOWN, TableClass: 'INFREQUENT' }),
      at: ['Resources.A.Properties.TableClass'],
    },
  },
  complies: {
    'a number as text': resource('AWS::Logs::LogGroup', { RetentionInDays: '30' }),
    'values that AWS knows': table({ BillingMode: 'PAY_PER_REQUEST', StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }),
    'nothing set': resource('AWS::SQS::Queue', {}),
  },
  doesNotApply: { 'a type nobody asked about': resource('AWS::IAM::Role', { Path: 'x' }) },
  cannotTell: {
    'a value that is only known at deployment': table({ BillingMode: UNKNOWN }),
    'the region of a stack that only the deployment knows': [
      {
        region: undefined,
        template: {
          Resources: {
            A: {
              Type: 'AWS::Route53::HealthCheck',
              Properties: { HealthCheckConfig: { AlarmIdentifier: { Name: 'a', Region: { Ref: 'AWS::Region' } }, Type: 'CLOUDWATCH_METRIC' } },
            },
          },
        },
      },
    ],
    'an imported value': table({ StreamSpecification: { StreamViewType: IMPORTED } }),
  },
});

test('the finding names the nearest value, and may be acknowledged by who knows a newer one', () => {
  const rule = (metadata: object) => ({ R: { Type: 'AWS::KMS::Key', Properties: { KeyUsage: 'ENCRYPT_DECRYP' }, Metadata: metadata } });
  const found = (metadata: object) => checkTemplates(rule(metadata)).problems.filter(({ code }) => code === 'VAL001');
  expect(found({}).map(({ change }) => change)).toEqual(['take ENCRYPT_DECRYPT']);
  expect(found({ 'day2:acknowledged': { VAL001: 'new since last month' } })).toEqual([]);
});
