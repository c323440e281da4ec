import { describeCheck, UNKNOWN } from '../../../helpers/template-checks';

const dashboard = (body: unknown) => [{ A: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: body } } }];
const AT = ['Resources.A.Properties.DashboardBody'];

describeCheck('DSH001', {
  violates: {
    'text that breaks off': { templates: dashboard('{"widgets": ['), at: AT },
    'a list': { templates: dashboard('[]'), at: AT, received: '"[]"' },
    'no widgets': { templates: dashboard('{"title": "orders"}'), at: AT },
  },
  complies: {
    widgets: dashboard('{"widgets": []}'),
    'text that is put together': dashboard({ 'Fn::Sub': '{"widgets": [{"properties": {"region": "${AWS::Region}"}}]}' }),
  },
  doesNotApply: { 'a topic': [{ A: { Type: 'AWS::SNS::Topic' } }] },
  cannotTell: { 'a body that is only known at deployment': dashboard({ 'Fn::Sub': ['{"widgets": ${List}}', { List: UNKNOWN }] }) },
});
