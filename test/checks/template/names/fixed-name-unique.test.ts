import { FIXED_NAMES } from '../../../../lib/checks/template/names/fixed-names';
import { checkTemplates, describeCheck, UNKNOWN, type Resources } from '../../../helpers/template-checks';

const pair = (type: string, one: object, other: object = one): Resources => ({ A: { Type: type, Properties: one }, B: { Type: type, Properties: other } });
const queue = (name: unknown): Resources => ({ Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: name } } });
const role: Resources = { R: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'deployer' } } };

/** Properties of a type with a name. */
function named(type: string, name: string): object {
  const nested = FIXED_NAMES.get(type)!.path.split('.');
  return nested.reduceRight<unknown>((value, key) => ({ [key]: value }), name) as object;
}

test.each([...FIXED_NAMES.keys()])('two of %s with one name are one too many, with two names they are not', (type) => {
  const codes = (...names: [string, string]) =>
    checkTemplates(pair(type, named(type, names[0]), named(type, names[1])))
      .problems.filter(({ code }) => code === 'NAM001')
      .map(({ where }) => where.path);
  expect(codes('x', 'x')).toEqual([`Resources.B.Properties.${FIXED_NAMES.get(type)!.path}`]);
  expect(codes('x', 'y')).toEqual([]);
});

describeCheck('NAM001', {
  violates: {
    'in two stacks of a region': { templates: [queue('orders'), queue('orders')], at: ['Resources.Q.Properties.QueueName'], received: '"orders"' },
    'of an account, in two regions': {
      templates: [{ template: { Resources: role } }, { region: 'us-east-1', template: { Resources: role } }],
      at: ['Resources.R.Properties.RoleName'],
    },
    'a table and a global one': {
      templates: [
        {
          A: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 't' } },
          B: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName: 't' } },
        },
      ],
      at: ['Resources.B.Properties.TableName'],
    },
    'schedules, the one in the group they are in by default': {
      templates: [pair('AWS::Scheduler::Schedule', { Name: 's' }, { Name: 's', GroupName: 'default' })],
      at: ['Resources.B.Properties.Name'],
    },
  },
  complies: {
    'in two regions': [queue('orders'), { region: 'us-east-1', template: { Resources: queue('orders') } }],
    'in two accounts': [queue('orders'), { account: '444455556666', template: { Resources: queue('orders') } }],
    'in two groups of schedules': [pair('AWS::Scheduler::Schedule', { Name: 's', GroupName: 'g' }, { Name: 's' })],
    'on two event buses': [pair('AWS::Events::Rule', { Name: 'r' }, { Name: 'r', EventBusName: 'orders' })],
    'beside a name that is not known, which may be another': [{ ...queue('orders'), R: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 't' } } }],
  },
  doesNotApply: { 'names that CloudFormation gives': [pair('AWS::SQS::Queue', {})] },
  cannotTell: {
    'a name that is only known at deployment': [queue(UNKNOWN)],
  },
});

test('two stacks that may go to two accounts: could not tell', () => {
  const stack = { account: undefined, template: { Resources: queue('orders') } };
  const { problems, outcomes } = checkTemplates(stack, stack);
  expect(problems.map(({ code }) => code)).toContain('TPL001');
  expect(outcomes.find(({ code }) => code === 'NAM001')).toMatchObject({ outcome: 'could not tell', counts: { failed: 0, passed: 1 } });
});

test('two that depend on conditions nobody knows: could not tell', () => {
  const conditional = (Condition: string) => ({ Type: 'AWS::SQS::Queue', Condition, Properties: { QueueName: 'orders' } });
  const Conditions = { First: { 'Fn::Equals': [UNKNOWN, 'first'] }, Second: { 'Fn::Equals': [UNKNOWN, 'second'] } };
  const { outcomes } = checkTemplates({ template: { Conditions, Resources: { A: conditional('First'), B: conditional('Second') } } });
  expect(outcomes.find(({ code }) => code === 'NAM001')?.counts).toMatchObject({ failed: 0 });
});
