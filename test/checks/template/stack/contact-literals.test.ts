import { describeCheck } from '../../../helpers/template-checks';

const subscription = (endpoint: unknown) => ({ S: { Type: 'AWS::SNS::Subscription', Properties: { Protocol: 'email', Endpoint: endpoint } } });
const at = ['Resources.S.Properties.Endpoint'];

describeCheck('PII001', {
  violates: {
    'an e-mail address': { templates: [subscription('ana@example.org')], at, received: 'an e-mail address' },
    'a telephone number': { templates: [subscription('+49 170 1234567')], at, received: 'a telephone number' },
    'a subscription inside of a topic': {
      templates: [{ T: { Type: 'AWS::SNS::Topic', Properties: { Subscription: [{ Protocol: 'sms', Endpoint: '+491701234567' }] } } }],
      at: ['Resources.T.Properties.Subscription[0].Endpoint'],
    },
    'one branch of a condition': {
      templates: [subscription({ 'Fn::If': ['C', 'ana@example.org', { Ref: 'Stored' }] })],
      at: ['Resources.S.Properties.Endpoint.Fn::If[1]'],
    },
    'the default of a template parameter': {
      templates: [{ template: { Parameters: { Mail: { Type: 'String', Default: 'ana@example.org' } }, Resources: { T: { Type: 'AWS::SNS::Topic' } } } }],
      at: ['Parameters.Mail.Default'],
    },
    'a stored parameter that the template makes': {
      templates: [{ P: { Type: 'AWS::SSM::Parameter', Properties: { Value: 'ana@example.org' } } }],
      at: ['Resources.P.Properties.Value'],
    },
  },
  complies: {
    'an address that is stored': [subscription({ Ref: 'Stored' })],
    'a web address, a number that is none of a telephone, and a text that mentions an address': [
      { ...subscription('https://example.org/hook'), P: { Type: 'AWS::SSM::Parameter', Properties: { Value: '+1', Description: 'ask ana@example.org' } } },
    ],
    'the name of a stored parameter': [
      {
        template: {
          Parameters: { Mail: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shop/prod/contacts/ana/email' } },
          Resources: { T: { Type: 'AWS::SNS::Topic' } },
        },
      },
    ],
  },
});
