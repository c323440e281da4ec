import { checkTemplates, describeCheck, IMPORTED, UNKNOWN, type TestTemplate } from '../../../helpers/template-checks';

const NAME = { 'Fn::Sub': '${AWS::StackName}-bus' };
const exported = (Name: unknown, more: object = {}) => ({ Value: 'v', Export: { Name }, ...more });
const stack = (Outputs: object, more: object = {}): TestTemplate => ({ template: { Resources: {}, Outputs, ...more } });
const importing = (name: unknown) => ({
  P: { Type: 'AWS::SSM::Parameter', Properties: { Value: { 'Fn::Sub': ['${Bus}/x', { Bus: { 'Fn::ImportValue': name } }] } } },
});

describeCheck('STK010', {
  violates: {
    'in one stack': { templates: [stack({ A: exported('n'), B: exported('n') })], at: ['Outputs.B.Export.Name'], received: 'n' },
    'in two stacks': { templates: [stack({ A: exported('n') }), stack({ B: exported('n') })], at: ['Outputs.B.Export.Name'] },
    'written in two ways': { templates: [stack({ A: exported(NAME), B: exported('stack-1-bus') })], at: ['Outputs.B.Export.Name'] },
  },
  complies: {
    'two names': [stack({ A: exported('n'), B: exported('m') })],
    'the names of two stacks': [stack({ A: exported(NAME) }), stack({ A: exported(NAME) })],
    'two regions': [stack({ A: exported('n') }), { region: 'us-east-1', template: { Resources: {}, Outputs: { A: exported('n') } } }],
    'one that its condition leaves out': [
      stack({ A: exported('n'), B: exported('n', { Condition: 'No' }) }, { Conditions: { No: { 'Fn::Equals': ['a', 'b'] } } }),
    ],
  },
  cannotTell: {
    'a name that is only known at deployment': [stack({ A: exported(UNKNOWN) })],
    'a condition that is': [stack({ A: exported('n'), B: exported('n', { Condition: 'X' }) }, { Conditions: { X: { 'Fn::Equals': [UNKNOWN, 'b'] } } })],
  },
});

describeCheck('STK011', {
  violates: {
    'by a name': { templates: [stack({ A: exported('n') }, { Resources: importing('n') })], at: ['Resources.P.Properties.Value'], received: '"n"' },
    'by an expression': { templates: [stack({ A: exported(NAME) }, { Resources: importing(NAME) })], at: ['Resources.P.Properties.Value'] },
    'in an output': { templates: [stack({ A: exported('n'), B: { Value: { 'Fn::ImportValue': 'n' } } })], at: ['Outputs.B.Value'] },
  },
  complies: { 'what another stack exports': [stack({ A: exported('n') }), stack({ A: exported('m'), B: { Value: IMPORTED } }, { Resources: importing('n') })] },
});

test('STK012: expressions are taken with language extensions alone', () => {
  const found = (more: object, policies: object) =>
    checkTemplates(stack({}, { Resources: { Q: { Type: 'AWS::SQS::Queue', ...policies } }, ...more }))
      .problems.filter(({ code }) => code === 'STK012')
      .map(({ where }) => where.path);
  const expression = { DeletionPolicy: { Ref: 'P' }, UpdateReplacePolicy: { 'Fn::If': ['C', 'Retain', 'Delete'] } };
  expect(found({}, expression)).toEqual(['Resources.Q.DeletionPolicy', 'Resources.Q.UpdateReplacePolicy']);
  expect(found({ Transform: ['AWS::LanguageExtensions'] }, expression)).toEqual([]);
  expect(found({ Transform: 'AWS::Serverless-2016-10-31' }, expression)).toHaveLength(2);
  expect(found({}, { DeletionPolicy: 'Retain' })).toEqual([]);
});
