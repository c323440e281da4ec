import { describeCheck, UNKNOWN } from '../../../helpers/template-checks';

const resource = (type: string, properties: object) => [{ A: { Type: type, Properties: properties } }];
const topic = (properties: object) => resource('AWS::SNS::Topic', properties);
const alias = (name: unknown) => resource('AWS::KMS::Alias', { AliasName: name, TargetKeyId: 'k' });
const parameter = (name: unknown) => resource('AWS::SSM::Parameter', { Name: name, Type: 'String', Value: 'v' });
const at = (property: string) => [`Resources.A.Properties.${property}`];

describeCheck('SNS003', {
  violates: {
    'a FIFO topic without': { templates: topic({ TopicName: 't', FifoTopic: true }), at: at('TopicName'), received: '"t"' },
    'another topic with it': { templates: topic({ TopicName: 't.fifo' }), at: at('TopicName') },
  },
  complies: { 'a FIFO topic with it': topic({ TopicName: 't.fifo', FifoTopic: true }), 'another without': topic({ TopicName: 't', FifoTopic: 'false' }) },
  doesNotApply: { 'a topic that CloudFormation names': topic({ FifoTopic: true }) },
  cannotTell: { 'a name that is only known at deployment': topic({ TopicName: UNKNOWN }) },
});

describeCheck('KMS004', {
  violates: {
    'what AWS keeps': { templates: alias('alias/aws/sns'), at: at('AliasName') },
    'no alias': { templates: alias('shop'), at: at('AliasName') },
  },
  complies: { 'an alias': alias('alias/shop/prod'), 'one that begins alike': alias('alias/awsome') },
  doesNotApply: { 'a key': resource('AWS::KMS::Key', {}) },
  cannotTell: { 'a name that is only known at deployment': alias(UNKNOWN) },
});

describeCheck('SSM001', {
  violates: {
    'what AWS keeps': { templates: parameter('/aws/owner'), at: at('Name') },
    'in other letters, without a slash': { templates: parameter('SSM-owner'), at: at('Name') },
  },
  complies: { 'a name': parameter('/shop/aws/owner') },
  doesNotApply: { 'a parameter that CloudFormation names': resource('AWS::SSM::Parameter', { Type: 'String', Value: 'v' }) },
  cannotTell: { 'a name that is only known at deployment': parameter(UNKNOWN) },
});
