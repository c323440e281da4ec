import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { RotationSchedule, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { checkTemplates, describeCheck, UNKNOWN, type Resources } from '../../../helpers/template-checks';

const key = (properties: object): Resources => ({ K: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: {}, ...properties } } });
const schedule = (properties: object): Resources => ({
  R: { Type: 'AWS::SecretsManager::RotationSchedule', Properties: { SecretId: 's', RotateImmediatelyOnUpdate: false, ...properties } },
});
const QUEUE: Resources = { Q: { Type: 'AWS::SQS::Queue' } };

describeCheck('ROT001', {
  violates: {
    'an HMAC key': { templates: [key({ EnableKeyRotation: true, KeySpec: 'HMAC_256' })], at: ['Resources.K.Properties.KeySpec'], received: '"HMAC_256"' },
    'an asymmetric key': { templates: [key({ EnableKeyRotation: true, KeySpec: 'RSA_4096' })], at: ['Resources.K.Properties.KeySpec'] },
    'imported material': { templates: [key({ EnableKeyRotation: true, Origin: 'EXTERNAL' })], at: ['Resources.K.Properties.Origin'] },
  },
  complies: {
    'a symmetric key': [key({ EnableKeyRotation: true })],
    'a symmetric key that says so': [key({ EnableKeyRotation: 'true', KeySpec: 'SYMMETRIC_DEFAULT', Origin: 'AWS_KMS' })],
    'an HMAC key without rotation': [key({ EnableKeyRotation: false, KeySpec: 'HMAC_256' })],
  },
  doesNotApply: { 'a key about which nothing is said': [key({ KeySpec: 'HMAC_256' })], 'a queue': [QUEUE] },
  cannotTell: { 'a specification that is only known later': [key({ EnableKeyRotation: true, KeySpec: UNKNOWN })] },
});

describeCheck('ROT002', {
  violates: {
    'less than 90 days': {
      templates: [key({ EnableKeyRotation: true, RotationPeriodInDays: 89 })],
      at: ['Resources.K.Properties.RotationPeriodInDays'],
      received: '89',
    },
    'more than 2,560 days': { templates: [key({ EnableKeyRotation: true, RotationPeriodInDays: 2561 })], at: ['Resources.K.Properties.RotationPeriodInDays'] },
    'a period of a key that does not rotate': { templates: [key({ RotationPeriodInDays: 365 })], at: ['Resources.K.Properties.RotationPeriodInDays'] },
  },
  complies: {
    'a period at either end': [key({ EnableKeyRotation: true, RotationPeriodInDays: 90 }), key({ EnableKeyRotation: true, RotationPeriodInDays: 2560 })],
  },
  doesNotApply: { 'a queue': [QUEUE] },
});

describeCheck('ROT003', {
  violates: {
    'no rules': { templates: [schedule({})], at: ['Resources.R.Properties.RotationRules'], received: 'nothing' },
    'rules that only say how long': { templates: [schedule({ RotationRules: { Duration: '3h' } })], at: ['Resources.R.Properties.RotationRules'] },
    'two rules': {
      templates: [schedule({ RotationRules: { AutomaticallyAfterDays: 30, ScheduleExpression: 'rate(30 days)' } })],
      at: ['Resources.R.Properties.RotationRules'],
    },
    'days beyond 1,000': {
      templates: [schedule({ RotationRules: { AutomaticallyAfterDays: 1001 } })],
      at: ['Resources.R.Properties.RotationRules.AutomaticallyAfterDays'],
    },
  },
  complies: {
    'after days': [schedule({ RotationRules: { AutomaticallyAfterDays: 30 } })],
    'by an expression': [schedule({ RotationRules: { ScheduleExpression: 'rate(30 days)' } })],
  },
  doesNotApply: { 'a queue': [QUEUE] },
});

describeCheck('ROT004', {
  violates: {
    'nothing said': {
      templates: [schedule({ RotateImmediatelyOnUpdate: undefined, RotationRules: { AutomaticallyAfterDays: 30 } })],
      at: ['Resources.R.Properties.RotateImmediatelyOnUpdate'],
    },
  },
  complies: {
    'not on deployments': [schedule({ RotationRules: { AutomaticallyAfterDays: 30 } })],
    'on deployments, as asked for': [schedule({ RotateImmediatelyOnUpdate: true, RotationRules: { AutomaticallyAfterDays: 30 } })],
  },
  doesNotApply: { 'a queue': [QUEUE] },
});

describeCheck('ROT005', {
  violates: {
    'an access key': {
      templates: [{ A: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'u', Serial: 3 } } }],
      at: ['Resources.A.Properties.Serial'],
      received: 'Serial 3',
    },
  },
  complies: {},
  doesNotApply: { 'a queue': [QUEUE] },
});

test('what the CDK makes of an HMAC key with rotation, and of a rotation after no days, is found (000-08)', () => {
  const stack = new Stack(new App(), 'Test');
  new CfnKey(stack, 'Hmac', { keySpec: 'HMAC_256', keyUsage: 'GENERATE_VERIFY_MAC', enableKeyRotation: true, keyPolicy: {} });
  new RotationSchedule(stack, 'Never', {
    secret: new Secret(stack, 'Secret'),
    rotationLambda: Function.fromFunctionName(stack, 'Rotation', 'rotate'),
    automaticallyAfter: Duration.days(0),
  });
  const { problems } = checkTemplates(Template.fromStack(stack).toJSON().Resources as Resources);
  expect(
    problems
      .map(({ code }) => code)
      .filter((code) => code.startsWith('ROT'))
      .sort(),
  ).toEqual(['ROT001', 'ROT003', 'ROT004']);
});
