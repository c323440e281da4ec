import { describeCheck, UNKNOWN } from '../../../helpers/template-checks';

const key = (...statements: readonly object[]) => ({ K: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: statements } } } });
const grant = (service: string, condition?: object) => ({
  Effect: 'Allow',
  Principal: { Service: service },
  Action: 'kms:*',
  Resource: '*',
  ...(condition !== undefined && { Condition: condition }),
});
const encrypted = (type: string) => ({ Type: type, Properties: { KmsMasterKeyId: { 'Fn::GetAtt': ['K', 'Arn'] } } });
const SOURCE = { StringEquals: { 'aws:SourceAccount': '111122223333' } };

describeCheck('KMS002', {
  violates: {
    'the condition of the grant to CloudWatch, copied (fault T2)': {
      templates: [key(grant('events.amazonaws.com', SOURCE))],
      at: ['Resources.K.Properties.KeyPolicy.Statement[0].Condition'],
      received: 'aws:sourceaccount',
    },
    'the key of a queue and a topic': {
      templates: [{ ...key(grant('events.amazonaws.com', SOURCE)), Q: encrypted('AWS::SQS::Queue'), T: encrypted('AWS::SNS::Topic') }],
      at: ['Resources.K.Properties.KeyPolicy.Statement[0].Condition'],
    },
    'one of two services of a statement': {
      templates: [
        key({
          ...grant('', { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*' } }),
          Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
        }),
      ],
      at: ['Resources.K.Properties.KeyPolicy.Statement[0].Condition'],
      received: 'aws:sourcearn',
    },
  },
  complies: {
    'a grant without a condition': [key(grant('events.amazonaws.com'))],
    'the key of a queue, as the CDK sets it up for a rule with the queue as target': [
      { ...key(grant('events.amazonaws.com', SOURCE)), Q: encrypted('AWS::SQS::Queue') },
    ],
  },
  doesNotApply: {
    'a conditioned grant to CloudWatch': [key(grant('cloudwatch.amazonaws.com', SOURCE))],
    'a denial': [key({ ...grant('events.amazonaws.com', SOURCE), Effect: 'Deny' })],
    'a key without a policy': [{ K: { Type: 'AWS::KMS::Key' } }],
  },
  cannotTell: { 'an effect that is only known at deployment': [key({ ...grant('events.amazonaws.com'), Effect: UNKNOWN })] },
});
