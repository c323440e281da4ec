/** What the page of a type says of properties with a list of values where CloudFormation's own rules have none. */
export interface DocumentedEnumeration {
  readonly type: string;
  /** Paths, separated by spaces; `*` is every item of a list. */
  readonly paths: string;
  /** Values, joined by bars. */
  readonly values: string;
  /** The page of AWS. */
  readonly source: string;
}

const PAGES = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const BUDGET = 'AWS::Budgets::Budget';
const QUEUE = 'AWS::SQS::Queue';

/** Every row, by type. */
export const DOCUMENTED_ENUMERATIONS: readonly DocumentedEnumeration[] = [
  {
    type: BUDGET,
    paths: 'Budget.BudgetType',
    values: 'USAGE|COST|RI_UTILIZATION|RI_COVERAGE|SAVINGS_PLANS_UTILIZATION|SAVINGS_PLANS_COVERAGE',
    source: `${PAGES}/aws-properties-budgets-budget-budgetdata.html`,
  },
  {
    type: BUDGET,
    paths: 'Budget.TimeUnit',
    values: 'DAILY|MONTHLY|QUARTERLY|ANNUALLY|CUSTOM',
    source: 'https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html',
  },
  {
    type: BUDGET,
    paths: 'NotificationsWithSubscribers.*.Notification.ComparisonOperator',
    values: 'GREATER_THAN|LESS_THAN|EQUAL_TO',
    source: `${PAGES}/aws-properties-budgets-budget-notification.html`,
  },
  {
    type: BUDGET,
    paths: 'NotificationsWithSubscribers.*.Notification.NotificationType',
    values: 'ACTUAL|FORECASTED',
    source: `${PAGES}/aws-properties-budgets-budget-notification.html`,
  },
  {
    type: BUDGET,
    paths: 'NotificationsWithSubscribers.*.Notification.ThresholdType',
    values: 'PERCENTAGE|ABSOLUTE_VALUE',
    source: `${PAGES}/aws-properties-budgets-budget-notification.html`,
  },
  {
    type: BUDGET,
    paths: 'NotificationsWithSubscribers.*.Subscribers.*.SubscriptionType',
    values: 'SNS|EMAIL',
    source: `${PAGES}/aws-properties-budgets-budget-subscriber.html`,
  },
  {
    type: 'AWS::CloudWatch::Alarm',
    paths: 'EvaluateLowSampleCountPercentile',
    values: 'evaluate|ignore',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  },
  {
    type: 'AWS::DynamoDB::Table',
    paths: 'KeySchema.*.KeyType GlobalSecondaryIndexes.*.KeySchema.*.KeyType LocalSecondaryIndexes.*.KeySchema.*.KeyType',
    values: 'HASH|RANGE',
    source: `${PAGES}/aws-properties-dynamodb-table-keyschema.html`,
  },
  {
    type: 'AWS::SNS::Subscription',
    paths: 'Protocol',
    values: 'http|https|email|email-json|sms|sqs|application|lambda|firehose',
    source: 'https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html',
  },
  {
    type: 'AWS::SNS::Topic',
    paths: 'Subscription.*.Protocol',
    values: 'http|https|email|email-json|sms|sqs|application|lambda|firehose',
    source: 'https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html',
  },
  { type: 'AWS::SNS::Topic', paths: 'TracingConfig', values: 'Active|PassThrough', source: `${PAGES}/aws-resource-sns-topic.html` },
  { type: 'AWS::SNS::Topic', paths: 'FifoThroughputScope', values: 'Topic|MessageGroup', source: `${PAGES}/aws-resource-sns-topic.html` },
  { type: QUEUE, paths: 'DeduplicationScope', values: 'messageGroup|queue', source: `${PAGES}/aws-resource-sqs-queue.html` },
  { type: QUEUE, paths: 'FifoThroughputLimit', values: 'perQueue|perMessageGroupId', source: `${PAGES}/aws-resource-sqs-queue.html` },
];
