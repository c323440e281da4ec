import { App, Duration, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Pass, StateMachine, DefinitionBody } from 'aws-cdk-lib/aws-stepfunctions';
import { ErrorBudget, Indicators, SeverityTopics, SloAlarms, type Sli } from 'day2';

/**
 * Objectives over resources of the same app, by reference: nothing has a name or has to be deployed first. The resources are in one stack,
 * their alarms in another, and either may be deployed to any region and account.
 */
export function ownResources() {
  const app = new App();
  const sli = indicatorsOf(new Stack(app, 'Service'));
  const operations = new Stack(app, 'Operations');
  const { topics } = new SeverityTopics(operations, 'Topics', { topics: [{ severity: 'S1' }, { severity: 'S2' }, { severity: 'S3' }] });
  const objectives = Object.entries(sli).map(
    ([service, indicator]) =>
      new SloAlarms(operations, service, {
        sli: indicator,
        objective: { id: 'good', targetPercent: 99.5, impact: `customers miss the ${service}`, runbook: `https://wiki.example.com/shop/${service}` },
        window: Duration.days(30),
        application: 'shop',
        environment: 'prod',
        service,
        traffic: { eventsPerMinute: 300 },
        noData: { kind: 'expected', reason: 'at night nobody orders' },
        topics,
      }),
  );
  const errorBudget = new ErrorBudget(operations, 'ErrorBudget', { application: 'shop', environment: 'prod', objectives, topics });
  return { app, operations, topics, objectives, errorBudget };
}

function indicatorsOf(stack: Stack): Readonly<Record<string, Sli>> {
  const balancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpc: new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0 }) });
  const api = new HttpApi(stack, 'Api');
  const code = Code.fromInline('exports.handler = async () => {};');
  const worker = new Function(stack, 'Worker', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code });
  const failed = new Queue(stack, 'Failed');
  const orders = new Queue(stack, 'Orders', { deadLetterQueue: { queue: failed, maxReceiveCount: 3 } });
  const table = new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  const delivery = new StateMachine(stack, 'Delivery', { definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Deliver')) });
  return {
    balancer: Indicators.loadBalancerAvailability(balancer),
    api: Indicators.httpApiAvailability(api, '$default'),
    worker: Indicators.functionSuccessRate(worker),
    orders: Indicators.queueFreshness(orders, Duration.minutes(5)),
    failed: Indicators.queueDelivery(orders, failed),
    table: Indicators.tableAvailability(table, ['GetItem', 'PutItem']),
    delivery: Indicators.stateMachineSuccessRate(delivery),
  };
}
