/** The AWS resources that objectives measure: names as CloudWatch has them in its dimensions. */

import { z } from 'zod';
import { addIssue, field, listOf, map, mapOf, oneOf, text } from '../problems/schema-fields';
import { MAX_TABLE_OPERATIONS } from '../slo/sli/table';

/**
 * Operations DynamoDB publishes request metrics for.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
const TABLE_OPERATIONS = [
  'BatchExecuteStatement',
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'ExecuteStatement',
  'ExecuteTransaction',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'TransactGetItems',
  'TransactWriteItems',
  'UpdateItem',
] as const;

/** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html */
const MAX_DIMENSIONS = 30;

const queueName = (example: string) => text(/^(?=.{1,80}$)[A-Za-z0-9_-]+(?:\.fifo)?$/, 'the name of a queue, not its URL', example);

/**
 * A metric or dimension text; what CloudFormation would replace is not part of a name.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
 */
const metricText = (allowed: string, example: string) => text(/^(?!:)(?!.*\$\{)[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/, allowed, example);

const applicationLoadBalancer = map({
  source: field(z.literal('applicationLoadBalancer'), 'An Application Load Balancer.'),
  loadBalancer: field(
    text(/^app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/, 'the end of its ARN', 'app/portal/50dc6c495c0c910c'),
    'The end of the ARN of the load balancer, from `app/` on.',
  ),
  targetGroup: field(
    text(/^targetgroup\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/, 'the end of its ARN', 'targetgroup/portal/943f017f100becfc').optional(),
    'The end of the ARN of the target group, from `targetgroup/` on.',
    'the whole load balancer is measured',
  ),
});

const restApi = map({
  source: field(z.literal('restApi'), 'A REST API of API Gateway (version 1).'),
  apiName: field(metricText('the name of the API, not its id', 'orders'), 'Name of the API: REST metrics carry no id.'),
  stage: field(text(/^[A-Za-z0-9_-]{1,128}$/, 'the name of a stage', 'live'), 'Stage that is measured.'),
});

const httpApi = map({
  source: field(z.literal('httpApi'), 'An HTTP API of API Gateway (version 2).'),
  apiId: field(text(/^[a-z0-9]{6,20}$/, 'the id of the API, not its name', 'a1b2c3d40c'), 'Id of the API: HTTP API metrics carry no name.'),
  stage: field(text(/^(?:\$default|[A-Za-z0-9_-]{1,128})$/, 'the name of a stage', '$default'), 'Stage that is measured.'),
});

const lambda = map({
  source: field(z.literal('lambda'), 'A Lambda function.'),
  functionName: field(text(/^[A-Za-z0-9_-]{1,64}$/, 'the name of a function, not its ARN', 'file-drop'), 'Name of the function.'),
  throttles: field(
    oneOf(['bad', 'ignore']).optional(),
    'Whether a throttled invocation is a failure: `bad` where the caller sees the error, `ignore` where it tries again, such as a queue.',
    'bad',
  ),
});

const queue = map({
  source: field(z.literal('queue'), 'An SQS queue.'),
  queueName: field(queueName('orders'), 'Name of the queue.'),
  deadLetterQueueName: field(queueName('orders-dead-letters').optional(), 'Name of the queue its dead letters go to; delivery objectives need it.', 'none'),
});

const stateMachine = map({
  source: field(z.literal('stateMachine'), 'A state machine of Step Functions, in the account and region of the environment.'),
  stateMachineName: field(text(/^[A-Za-z0-9_-]{1,80}$/, 'the name of a state machine, not its ARN', 'deliver'), 'Name of the state machine.'),
});

const distribution = map({
  source: field(z.literal('distribution'), 'A CloudFront distribution.'),
  distributionId: field(text(/^E[A-Z0-9]{6,19}$/, 'the id of a distribution', 'EDFDVBD6EXAMPLE'), 'Id of the distribution.'),
});

const table = map({
  source: field(z.literal('table'), 'A DynamoDB table.'),
  tableName: field(text(/^[A-Za-z0-9_.-]{3,255}$/, 'the name of a table, not its ARN', 'mappings'), 'Name of the table.'),
  operations: field(
    listOf(oneOf(TABLE_OPERATIONS), 'operations', MAX_TABLE_OPERATIONS).check((context) => {
      context.value.forEach((operation, index) => {
        if (context.value.indexOf(operation) === index) return;
        addIssue(context, [index], {
          code: 'CFG020',
          what: 'an operation is listed twice',
          received: operation,
          allowed: 'each operation once',
          change: 'remove one of the two',
        });
      });
    }),
    'Operations that are measured: DynamoDB counts each on its own, and an alarm has room for five.',
  ),
});

const canary = map({
  source: field(z.literal('canary'), 'A CloudWatch Synthetics canary.'),
  canaryName: field(text(/^[0-9a-z_-]{1,255}$/, 'the name of a canary', 'sign-in'), 'Name of the canary.'),
});

const counters = map({
  source: field(z.literal('counters'), 'Counters the service publishes itself.'),
  namespace: field(
    text(/^(?!AWS\/)(?!:)[A-Za-z0-9._\-/#: ]{1,255}$/, 'a namespace of your own, not one that starts with AWS/', 'EdiPlatform'),
    'Namespace the counters are published in.',
  ),
  dimensions: field(
    mapOf(metricText('a dimension name', 'Service'), metricText('a dimension value as text', 'orders'), 'a map from dimension names to values').check(
      (context) => {
        const count = Object.keys(context.value).length;
        if (count <= MAX_DIMENSIONS) return;
        addIssue(context, [], {
          code: 'CFG013',
          what: 'a metric cannot have so many dimensions',
          received: `${count} dimensions`,
          allowed: `at most ${MAX_DIMENSIONS}`,
          change: 'publish the counters with fewer dimensions',
        });
      },
    ),
    'Exactly the dimensions published, `{}` for none: CloudWatch does not add custom metrics up over dimensions.',
  ),
  total: field(metricText('a metric name', 'DocumentsSent'), 'Counter of all events.'),
  good: field(metricText('a metric name', 'DocumentsAcknowledged').optional(), 'Counter of the good events; give this one or `bad`.', 'none'),
  bad: field(metricText('a metric name', 'DocumentsRejected').optional(), 'Counter of the bad events; give this one or `good`.', 'none'),
})
  .check((context) => {
    const { good, bad } = context.value;
    if ((good === undefined) !== (bad === undefined)) return;
    addIssue(context, [], {
      code: 'CFG014',
      what: good === undefined ? 'neither good nor bad events have a counter' : 'both good and bad events have a counter',
      allowed: 'one of good, bad',
      change: good === undefined ? 'add good or bad' : 'remove good or bad: the other follows from the total',
    });
  })
  .meta({ oneOf: [{ required: ['good'] }, { required: ['bad'] }] });

/** A resource that objectives can measure. */
export const resourceSchema = z.discriminatedUnion(
  'source',
  [applicationLoadBalancer, restApi, httpApi, lambda, queue, stateMachine, distribution, table, canary, counters],
  {
    error: 'a resource whose source is one of applicationLoadBalancer, restApi, httpApi, lambda, queue, stateMachine, distribution, table, canary, counters',
  },
);
