import { identityOf, verdictOf, worstVerdict } from '../../../lib/checks/deployment/update-behaviour';

test.each([
  ['AWS::SNS::Topic', 'DisplayName', 'none'],
  ['AWS::SNS::Topic', 'FifoTopic', 'replaces'],
  ['AWS::DynamoDB::Table', 'KeySchema', 'replaces'],
  ['AWS::DynamoDB::Table', 'GlobalSecondaryIndexes.IndexName', 'none'],
  ['AWS::Lambda::Function', 'Code.S3Key', 'none'],
  // A property inside of a property: one changed subscriber makes another budget.
  ['AWS::Budgets::Budget', 'NotificationsWithSubscribers.Subscribers.Address', 'replaces'],
  ['AWS::Budgets::Budget', 'Budget.BudgetName', 'replaces'],
  ['AWS::Budgets::Budget', 'Budget.BudgetLimit.Amount', 'none'],
  // All of it is another value, and some of it must not change.
  ['AWS::Budgets::Budget', 'Budget', 'depends'],
  ['AWS::KMS::Key', 'KeySpec', 'fails'],
  ['AWS::KMS::Key', 'KeyUsage', 'fails'],
  ['AWS::KMS::Key', 'KeyPolicy.Statement', 'none'],
  ['AWS::RDS::DBInstance', 'BackupRetentionPeriod', 'may interrupt'],
  ['AWS::RDS::DBInstance', 'PerformanceInsightsKMSKeyId', 'replaces'],
  ['AWS::Scheduler::Schedule', 'GroupName', 'depends'],
  ['AWS::SSM::Document', 'Content.description', 'replaces'],
  ['Custom::Anything', 'Value', 'depends'],
] as const)('%s %s: %s', (type, path, verdict) => {
  expect(verdictOf(type, path, {})).toBe(verdict);
});

test('a document that makes new versions is not replaced by its content', () => {
  expect(verdictOf('AWS::SSM::Document', 'Content.mainSteps', { UpdateMethod: 'NewVersion' })).toBe('none');
  expect(verdictOf('AWS::SSM::Document', 'DocumentType', { UpdateMethod: 'NewVersion' })).toBe('replaces');
  expect(verdictOf('AWS::SSM::Document', 'Content.mainSteps', { UpdateMethod: 'Replace' })).toBe('replaces');
});

test.each([
  ['AWS::SNS::Topic', ['TopicName']],
  ['AWS::CloudWatch::CompositeAlarm', ['AlarmName']],
  ['AWS::SQS::Queue', ['QueueName']],
  ['AWS::Events::Rule', ['Name']],
  ['AWS::IAM::Role', ['RoleName']],
  ['AWS::Budgets::Budget', ['Budget.BudgetName']],
  ['AWS::ApiGateway::Stage', ['RestApiId', 'StageName']],
  ['AWS::KMS::Key', []],
  ['AWS::SNS::TopicPolicy', []],
])('the name of %s is %j', (type, identity) => {
  expect(identityOf(type)).toEqual(identity);
});

test('the worst of nothing is none', () => {
  expect(worstVerdict([])).toBe('none');
  expect(worstVerdict(['may interrupt', 'fails', 'replaces'])).toBe('fails');
});
