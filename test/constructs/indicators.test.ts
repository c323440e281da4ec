import { App, CfnParameter, Duration, Stack, type Environment } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { MathExpression, Metric, SearchExpression, Unit, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, ApplicationTargetGroup, NetworkLoadBalancer, NetworkTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Alias, Code, Function as LambdaFunction, Runtime, Version, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Pass, StateMachine, DefinitionBody } from 'aws-cdk-lib/aws-stepfunctions';
import * as synthetics from 'aws-cdk-lib/aws-synthetics';
import { Indicators } from '../../lib/constructs/indicators';
import { SloAlarms } from '../../lib/constructs/slo-alarms';
import type { Sli } from '../../lib/slo/sli/sli';
import { alarmsOf, queriesOf, readable } from '../helpers/templates';

function alarmsIn(stack: Stack, sli: Sli): SloAlarms {
  const topic = new Topic(stack, 'Alarms');
  return new SloAlarms(stack, 'Slo', {
    sli,
    objective: { id: 'o', targetPercent: 99.9, impact: 'i', runbook: 'r' },
    window: Duration.days(30),
    application: 'a',
    environment: 'e',
    service: 's',
    noData: { kind: 'expected', reason: 'example' },
    topics: { S1: topic, S3: topic },
  });
}

/** Metric, statistic and dimensions of every metric that the template of the one-hour window reads. */
function metricsInTemplate(stack: Stack, sli: Sli): string[] {
  alarmsIn(stack, sli);
  return queriesOf(alarmsOf(stack).metric.get('a-e-s-o-fast-1h')).flatMap(({ MetricStat }) =>
    MetricStat === undefined
      ? []
      : [
          `${MetricStat.Metric.Namespace} ${MetricStat.Metric.MetricName} ${MetricStat.Stat} ${MetricStat.Metric.Dimensions.map(
            ({ Name, Value }) => `${Name}=${readable(Value)}`,
          ).join(' ')}`,
        ],
  );
}

const newStack = (region = 'eu-central-1'): Stack => new Stack(new App(), 'Test', { env: { account: '111122223333', region } });
const logicalId = (stack: Stack, id: string): string => stack.getLogicalId(stack.node.findChild(id).node.defaultChild as never);

describe('a load balancer', () => {
  const LOAD_BALANCER_ARN = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/portal/50dc6c495c0c9188';
  const TARGET_GROUP_ARN = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/portal/73e2d6bc24d8a067';

  test('of this app is known by the end of its ARN, and so is its target group', () => {
    const stack = newStack();
    const vpc = new Vpc(stack, 'Vpc');
    const balancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpc });
    const targets = new ApplicationTargetGroup(stack, 'Targets', { vpc, port: 80 });
    const found = metricsInTemplate(stack, Indicators.loadBalancerAvailability(balancer, targets));
    const whole = `LoadBalancer=select 1 of <${logicalId(stack, 'Balancer')}> split at loadbalancer/`;
    const group = `${whole} TargetGroup=select 5 of <${logicalId(stack, 'Targets')}> split at :`;
    expect(found).toEqual(
      expect.arrayContaining([
        `AWS/ApplicationELB RequestCount Sum ${group}`,
        `AWS/ApplicationELB HTTPCode_Target_5XX_Count Sum ${group}`,
        `AWS/ApplicationELB HTTPCode_ELB_5XX_Count Sum ${whole}`,
        `AWS/ApplicationELB HTTPCode_ELB_503_Count Sum ${whole}`,
      ]),
    );
    expect(found).toHaveLength(4);
  });

  test('imported from another app has plain dimensions, and its latency is in seconds', () => {
    const stack = newStack();
    const balancer = ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Balancer', {
      loadBalancerArn: LOAD_BALANCER_ARN,
      securityGroupId: SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1').securityGroupId,
    });
    const targets = ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Targets', { targetGroupArn: TARGET_GROUP_ARN });
    const dimensions = 'LoadBalancer=app/portal/50dc6c495c0c9188 TargetGroup=targetgroup/portal/73e2d6bc24d8a067';
    expect(metricsInTemplate(stack, Indicators.loadBalancerLatency(balancer, Duration.millis(2_500), targets)).sort()).toEqual([
      `AWS/ApplicationELB TargetResponseTime SampleCount ${dimensions}`,
      `AWS/ApplicationELB TargetResponseTime TC(:2.5) ${dimensions}`,
    ]);
  });
});

describe('a Network Load Balancer', () => {
  const arn = (kind: string, region = 'eu-central-1') => `arn:aws:elasticloadbalancing:${region}:111122223333:${kind}`;
  const balancerIn = (stack: Stack, region?: string) =>
    NetworkLoadBalancer.fromNetworkLoadBalancerAttributes(stack, 'Balancer', { loadBalancerArn: arn('loadbalancer/net/as2/50dc6c495c0c9188', region) });
  const targetsIn = (stack: Stack, region?: string) =>
    NetworkTargetGroup.fromTargetGroupAttributes(stack, 'Targets', { targetGroupArn: arn('targetgroup/as2/73e2d6bc24d8a067', region) });

  test('of this app is known by the end of its ARN, with its target group', () => {
    const stack = newStack();
    const vpc = new Vpc(stack, 'Vpc');
    const balancer = new NetworkLoadBalancer(stack, 'Balancer', { vpc });
    const targets = new NetworkTargetGroup(stack, 'Targets', { vpc, port: 4080 });
    expect(metricsInTemplate(stack, Indicators.networkLoadBalancerAvailability(balancer, targets))).toEqual([
      `AWS/NetworkELB HealthyHostCount Maximum LoadBalancer=select 1 of <${logicalId(stack, 'Balancer')}> split at loadbalancer/ TargetGroup=select 5 of <${logicalId(stack, 'Targets')}> split at :`,
    ]);
  });

  test('imported has plain dimensions, and as many healthy targets as are asked for', () => {
    const stack = newStack();
    const sli = Indicators.networkLoadBalancerAvailability(balancerIn(stack), targetsIn(stack), 2);
    expect(metricsInTemplate(stack, sli)).toEqual([
      'AWS/NetworkELB HealthyHostCount Maximum LoadBalancer=net/as2/50dc6c495c0c9188 TargetGroup=targetgroup/as2/73e2d6bc24d8a067',
    ]);
    expect(sli.steps).toEqual([{ id: 'bad', expression: 'IF(FILL(healthy, 2) < 2, 1, 0)' }]);
  });

  test('of another region is refused, and so are two of different regions (9.16)', () => {
    const stack = newStack();
    const abroad = Indicators.networkLoadBalancerAvailability(balancerIn(stack, 'eu-west-1'), targetsIn(stack, 'eu-west-1'));
    expect(() => alarmsIn(newStack(), abroad)).toThrow(/exist in eu-west-1 only, this stack is in eu-central-1/);
    const other = newStack();
    expect(() => Indicators.networkLoadBalancerAvailability(balancerIn(other), targetsIn(other, 'eu-west-1'))).toThrow(
      'the resources of one indicator are in different regions, eu-central-1 and eu-west-1',
    );
  });
});

test('the threshold of a queue is in seconds', () => {
  const { steps } = Indicators.queueFreshness(new Queue(newStack(), 'Queue'), Duration.minutes(10));
  expect(steps).toEqual([{ id: 'bad', expression: 'IF(FILL(age, 0) > 600, 1, 0)' }]);
});

describe('resources of this app and imported ones', () => {
  const cases: [string, (stack: Stack) => Sli, (stack: Stack) => string[]][] = [
    [
      'a REST API of this app',
      (stack) => {
        const api = new RestApi(stack, 'Api', { restApiName: 'status' });
        api.root.addMethod('GET');
        return Indicators.restApiAvailability(api, 'live');
      },
      () => ['AWS/ApiGateway 5XXError Sum ApiName=status Stage=live', 'AWS/ApiGateway Count SampleCount ApiName=status Stage=live'],
    ],
    [
      'an imported REST API, latency in milliseconds',
      (stack) =>
        Indicators.restApiLatency(
          RestApi.fromRestApiAttributes(stack, 'Api', { restApiId: 'x', rootResourceId: 'y', restApiName: 'status' }),
          'live',
          Duration.seconds(2),
        ),
      () => ['AWS/ApiGateway Latency SampleCount ApiName=status Stage=live', 'AWS/ApiGateway Latency TC(:2000) ApiName=status Stage=live'],
    ],
    [
      'an HTTP API of this app',
      (stack) => Indicators.httpApiAvailability(new HttpApi(stack, 'Api'), '$default'),
      (stack) => {
        const api = `ApiId=<${logicalId(stack, 'Api')}> Stage=$default`;
        return [`AWS/ApiGateway 5xx Sum ${api}`, `AWS/ApiGateway Count SampleCount ${api}`];
      },
    ],
    [
      'an imported HTTP API, latency in milliseconds',
      (stack) => Indicators.httpApiLatency(HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'a1b2' }), 'live', Duration.seconds(2)),
      () => ['AWS/ApiGateway Latency SampleCount ApiId=a1b2 Stage=live', 'AWS/ApiGateway Latency TC(:2000) ApiId=a1b2 Stage=live'],
    ],
    [
      'a function of this app',
      (stack) =>
        Indicators.functionSuccessRate(
          new LambdaFunction(stack, 'Function', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = 0') }),
        ),
      (stack) => {
        const name = `FunctionName=<${logicalId(stack, 'Function')}>`;
        return [`AWS/Lambda Errors Sum ${name}`, `AWS/Lambda Invocations Sum ${name}`, `AWS/Lambda Throttles Sum ${name}`];
      },
    ],
    [
      'an imported function whose queue retries',
      (stack) => Indicators.functionSuccessRate(LambdaFunction.fromFunctionName(stack, 'Function', 'worker'), 'ignore'),
      () => {
        // The CDK takes the name from the ARN it made of it.
        const name = 'FunctionName=select 6 of arn:<AWS::Partition>:lambda:eu-central-1:111122223333:function:worker split at :';
        return [`AWS/Lambda Errors Sum ${name}`, `AWS/Lambda Invocations Sum ${name}`];
      },
    ],
    [
      'the latency of a function of this app, in milliseconds',
      (stack) =>
        Indicators.functionLatency(
          new LambdaFunction(stack, 'Function', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = 0') }),
          Duration.seconds(2),
        ),
      (stack) => ['SampleCount', 'TC(:2000)'].map((statistic) => `AWS/Lambda Duration ${statistic} FunctionName=<${logicalId(stack, 'Function')}>`),
    ],
    [
      'the latency of an imported alias, over minutes',
      (stack) =>
        Indicators.functionLatency(
          LambdaFunction.fromFunctionArn(stack, 'Function', 'arn:aws:lambda:eu-central-1:111122223333:function:worker:live'),
          Duration.seconds(2),
          { percentile: 99 },
        ),
      () => ['AWS/Lambda Duration p99 FunctionName=worker Resource=worker:live'],
    ],
    [
      'the URL of a function of this app',
      (stack) =>
        Indicators.functionUrlAvailability(
          new LambdaFunction(stack, 'Function', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = 0') }),
        ),
      (stack) => ['Url5xxCount', 'UrlRequestCount'].map((name) => `AWS/Lambda ${name} Sum FunctionName=<${logicalId(stack, 'Function')}>`),
    ],
    [
      'the URL of an imported alias, latency in milliseconds',
      (stack) =>
        Indicators.functionUrlLatency(
          LambdaFunction.fromFunctionArn(stack, 'Function', 'arn:aws:lambda:eu-central-1:111122223333:function:webhook:live'),
          Duration.seconds(2),
        ),
      () => ['SampleCount', 'TC(:2000)'].map((statistic) => `AWS/Lambda UrlRequestLatency ${statistic} FunctionName=webhook Resource=webhook:live`),
    ],
    [
      'the age of a queue of this app, in seconds',
      (stack) => Indicators.queueFreshness(new Queue(stack, 'Queue'), Duration.minutes(10)),
      (stack) => [`AWS/SQS ApproximateAgeOfOldestMessage Maximum QueueName=<${logicalId(stack, 'Queue')}.QueueName>`],
    ],
    [
      'the dead letters of an imported queue',
      (stack) => {
        const imported = (name: string) => Queue.fromQueueArn(stack, name, `arn:aws:sqs:eu-central-1:111122223333:${name}`);
        return Indicators.queueDelivery(imported('documents'), imported('dead'));
      },
      () => ['NotVisible', 'Visible'].map((state) => `AWS/SQS ApproximateNumberOfMessages${state} Maximum QueueName=dead`),
    ],
    [
      'a state machine of this app',
      (stack) =>
        Indicators.stateMachineSuccessRate(new StateMachine(stack, 'Machine', { definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')) })),
      (stack) =>
        ['Aborted', 'Failed', 'Succeeded', 'TimedOut'].map((end) => `AWS/States Executions${end} Sum StateMachineArn=<${logicalId(stack, 'Machine')}>`),
    ],
    [
      'an imported state machine',
      (stack) => Indicators.stateMachineSuccessRate(StateMachine.fromStateMachineName(stack, 'Machine', 'deliver')),
      () =>
        ['Aborted', 'Failed', 'Succeeded', 'TimedOut'].map(
          (end) => `AWS/States Executions${end} Sum StateMachineArn=arn:<AWS::Partition>:states:eu-central-1:111122223333:stateMachine:deliver`,
        ),
    ],
    [
      'the duration of a state machine of this app, in milliseconds',
      (stack) =>
        Indicators.stateMachineDuration(
          new StateMachine(stack, 'Machine', { definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')) }),
          Duration.minutes(2),
        ),
      (stack) => ['SampleCount', 'TC(:120000)'].map((statistic) => `AWS/States ExecutionTime ${statistic} StateMachineArn=<${logicalId(stack, 'Machine')}>`),
    ],
    [
      'the duration of an imported state machine, over minutes',
      (stack) => Indicators.stateMachineDuration(StateMachine.fromStateMachineName(stack, 'Machine', 'deliver'), Duration.minutes(2), { percentile: 99.5 }),
      () => ['AWS/States ExecutionTime p99.5 StateMachineArn=arn:<AWS::Partition>:states:eu-central-1:111122223333:stateMachine:deliver'],
    ],
    [
      'a table of this app',
      (stack) => Indicators.tableAvailability(new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } }), ['GetItem']),
      (stack) => {
        const dimensions = `Operation=GetItem TableName=<${logicalId(stack, 'Table')}>`;
        return [`AWS/DynamoDB SuccessfulRequestLatency SampleCount ${dimensions}`, `AWS/DynamoDB SystemErrors Sum ${dimensions}`];
      },
    ],
    [
      'an imported table',
      (stack) => Indicators.tableAvailability(Table.fromTableName(stack, 'Table', 'mappings'), ['Query']),
      () => [
        'AWS/DynamoDB SuccessfulRequestLatency SampleCount Operation=Query TableName=mappings',
        'AWS/DynamoDB SystemErrors Sum Operation=Query TableName=mappings',
      ],
    ],
    [
      'a canary of this app',
      (stack) =>
        Indicators.canarySuccessRate(
          new synthetics.Canary(stack, 'Canary', {
            runtime: synthetics.Runtime.SYNTHETICS_NODEJS_PUPPETEER_9_1,
            test: synthetics.Test.custom({ code: synthetics.Code.fromInline('exports.handler = async () => {}'), handler: 'index.handler' }),
          }),
        ),
      (stack) => {
        const name = `CanaryName=<${logicalId(stack, 'Canary')}>`;
        return ['SampleCount', 'Sum'].map((statistic) => `CloudWatchSynthetics SuccessPercent ${statistic} ${name}`);
      },
    ],
    [
      'a pair of metrics of a stream of this app',
      (stack) => {
        const stream = new Stream(stack, 'Stream');
        return Indicators.ratio({
          total: stream.metric('PutRecords.TotalRecords', { statistic: 'Sum' }),
          bad: stream.metric('PutRecords.FailedRecords', { statistic: 'Sum' }),
        });
      },
      (stack) => ['Failed', 'Total'].map((which) => `AWS/Kinesis PutRecords.${which}Records Sum StreamName=<${logicalId(stack, 'Stream')}>`),
    ],
    [
      'metric math over metrics of a queue of this app',
      (stack) => {
        const queue = new Queue(stack, 'Queue');
        const usingMetrics = { gone: queue.metricNumberOfMessagesDeleted(), left: queue.metricNumberOfEmptyReceives() };
        return Indicators.ratio({
          total: new MathExpression({ expression: 'SUM([gone, FILL(left, 0)]) * 2 - left', usingMetrics }),
          good: usingMetrics.gone.with({ statistic: 'Sum' }),
        });
      },
      (stack) => ['MessagesDeleted', 'EmptyReceives'].map((name) => `AWS/SQS NumberOf${name} Sum QueueName=<${logicalId(stack, 'Queue')}.QueueName>`),
    ],
    [
      'the counters of the service itself',
      () => Indicators.counters({ namespace: 'Edi', dimensions: { Service: 'deliver' }, total: 'Sent', bad: 'Rejected' }),
      () => ['Edi Rejected Sum Service=deliver', 'Edi Sent Sum Service=deliver'],
    ],
  ];

  test.each(cases)('%s', (_, build, expected) => {
    const stack = newStack();
    const found = metricsInTemplate(stack, build(stack));
    expect(found.sort()).toEqual(expected(stack).sort());
  });

  const ofResources = cases.filter(([name]) => !name.startsWith('the counters'));

  test.each(ofResources)('%s knows where its metrics are: alarms elsewhere are refused (9.16)', (_, build) => {
    const app = new App();
    const home = new Stack(app, 'Home', { env: { account: '111122223333', region: 'eu-west-1' } });
    const sli = build(home);
    const alarmsAt = (env: Environment) => () => alarmsIn(new Stack(app, `Alarms-${env.account}-${env.region}`, { env }), sli);
    const elsewhere = alarmsAt({ account: '111122223333', region: 'eu-central-1' });
    // What a test imports by its ARN is in eu-central-1; everything else in the stack.
    if (sli.region === 'eu-central-1')
      expect(alarmsAt({ account: '111122223333', region: 'eu-west-1' })).toThrow(/exist in eu-central-1 only, this stack is in eu-west-1: put/);
    else
      expect(elsewhere).toThrow(
        'the metrics of o exist in eu-west-1 only, this stack is in eu-central-1: put the construct into a stack with env.region eu-west-1',
      );
    expect(alarmsAt({ account: '444455556666', region: sli.region! })).toThrow(
      'the metrics of o exist in account 111122223333 only, this stack is in 444455556666: put the construct into a stack with env.account 111122223333',
    );
  });

  test.each([
    ['of this app', (stack: Stack) => new Distribution(stack, 'Edge', { defaultBehavior: { origin: new HttpOrigin('example.org') } })],
    ['imported', (stack: Stack) => Distribution.fromDistributionAttributes(stack, 'Edge', { distributionId: 'E123', domainName: 'd.cloudfront.net' })],
  ])('a distribution %s', (origin, build) => {
    const stack = newStack('us-east-1');
    const found = metricsInTemplate(stack, Indicators.distributionAvailability(build(stack)));
    const dimensions = `DistributionId=${origin === 'imported' ? 'E123' : `<${logicalId(stack, 'Edge')}>`} Region=Global`;
    expect(found.sort()).toEqual([`AWS/CloudFront 5xxErrorRate Average ${dimensions}`, `AWS/CloudFront Requests Sum ${dimensions}`]);
  });
});

describe('an alias or a version of a function is measured under the function and Resource (9.16)', () => {
  const aFunction = (stack: Stack) =>
    new LambdaFunction(stack, 'Function', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = 0') });
  const ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:worker:live';

  test('as the CDK reads the errors of an alias', () => {
    const stack = newStack();
    const alias = aFunction(stack).addAlias('live');
    const { errors } = Indicators.functionSuccessRate(alias).metrics;
    expect(stack.resolve(errors!.dimensions)).toEqual(stack.resolve(alias.metricErrors().dimensions));
  });

  test.each<[string, (stack: Stack) => IFunction, string, string]>([
    ['an alias', (stack) => aFunction(stack).addAlias('live'), '<Function>', '<Function>:live'],
    ['a version', (stack) => new Version(stack, 'Version', { lambda: aFunction(stack) }), '<Function>', '<Function>:<Version.Version>'],
    ['an alias imported with its function', (stack) => aliasOf(stack, LambdaFunction.fromFunctionName(stack, 'Function', 'worker')), '', ':live'],
    ['an alias imported by its ARN', (stack) => LambdaFunction.fromFunctionArn(stack, 'Function', ARN), 'worker', 'worker:live'],
    ['an alias imported by its name', (stack) => LambdaFunction.fromFunctionName(stack, 'Function', 'worker:live'), 'worker', 'worker:live'],
    ['a version imported by its ARN', (stack) => Version.fromVersionArn(stack, 'Version', ARN.replace('live', '7')), 'worker', 'worker:7'],
  ])('%s', (_, build, functionName, resource) => {
    const stack = newStack();
    const found = metricsInTemplate(stack, Indicators.functionSuccessRate(build(stack)));
    const plain = (text: string) =>
      text.replaceAll(/<(\w+?)[0-9A-F]{8}/g, '<$1').replaceAll(/select 6 of \S+ split at :/g, functionName === '' ? '' : 'worker');
    expect(found.map(plain).sort()).toEqual(
      ['Errors', 'Invocations', 'Throttles'].map((name) => `AWS/Lambda ${name} Sum FunctionName=${functionName} Resource=${resource}`),
    );
  });

  const aliasOf = (stack: Stack, lambda: IFunction) =>
    Alias.fromAliasAttributes(stack, 'Alias', {
      aliasName: 'live',
      aliasVersion: Version.fromVersionAttributes(stack, 'Version', { version: '7', lambda }),
    });
});

describe('a border is crossed only with a word (9.16)', () => {
  test('by what is imported by its ARN', () => {
    const stack = newStack();
    const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:444455556666:${name}`;
    const imported: Sli[] = [
      Indicators.queueFreshness(Queue.fromQueueArn(stack, 'Queue', arn('sqs', 'documents')), Duration.minutes(10)),
      Indicators.functionSuccessRate(LambdaFunction.fromFunctionArn(stack, 'Function', arn('lambda', 'function:worker'))),
      Indicators.stateMachineSuccessRate(StateMachine.fromStateMachineArn(stack, 'Machine', arn('states', 'stateMachine:deliver'))),
      Indicators.tableAvailability(Table.fromTableArn(stack, 'Table', arn('dynamodb', 'table/mappings')), ['Query']),
      Indicators.loadBalancerAvailability(
        ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Balancer', {
          loadBalancerArn: arn('elasticloadbalancing', 'loadbalancer/app/portal/50dc6c495c0c9188'),
          securityGroupId: 'sg-1',
        }),
      ),
    ];
    for (const sli of imported) {
      expect([sli.source, sli.region, sli.account]).toEqual([sli.source, 'eu-west-1', '444455556666']);
      expect(() => alarmsIn(newStack(), sli)).toThrow(/exist in eu-west-1 only/);
    }
  });

  test('by one of two resources', () => {
    const stack = newStack();
    const dead = Queue.fromQueueArn(stack, 'Dead', 'arn:aws:sqs:eu-west-1:111122223333:dead');
    expect(() => Indicators.queueDelivery(new Queue(stack, 'Queue'), dead)).toThrow(
      'the resources of one indicator are in different regions, eu-central-1 and eu-west-1: an alarm reads one region',
    );
  });

  test('is warned about where the stack may be deployed anywhere', () => {
    const sli = Indicators.queueFreshness(new Queue(newStack('eu-west-1'), 'Queue', { queueName: 'documents' }), Duration.minutes(10));
    const stack = new Stack(new App(), 'Anywhere');
    alarmsIn(stack, sli);
    for (const text of [
      'exist in eu-west-1 only, this stack may be deployed anywhere',
      'exist in account 111122223333 only, this stack may be deployed anywhere',
    ])
      Annotations.fromStack(stack).hasWarning('/Anywhere/Slo', Match.stringLikeRegexp(text));
  });
});

describe('a threshold that cannot be part of an expression is refused', () => {
  const stack = newStack();
  const queue = new Queue(stack, 'Queue');
  const api = new HttpApi(stack, 'Api');
  const atDeployment = Duration.seconds(new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber);

  test.each([
    ['zero', Duration.seconds(0), 'threshold is 0 seconds: allowed is more than 0, such as Duration.seconds(2)'],
    ['known at deployment only', atDeployment, 'threshold is known at deployment only: allowed is more than 0'],
  ])('%s', (_, threshold, message) => {
    expect(() => Indicators.queueFreshness(queue, threshold)).toThrow(message);
    expect(() => Indicators.httpApiLatency(api, 'live', threshold)).toThrow(message);
  });
});

test.each<[string, (stack: Stack) => IFunction]>([
  ['of this app', (stack) => new Version(stack, 'Version', { lambda: LambdaFunction.fromFunctionName(stack, 'Function', 'webhook') })],
  ['imported by its ARN', (stack) => LambdaFunction.fromFunctionArn(stack, 'Function', 'arn:aws:lambda:eu-central-1:111122223333:function:webhook:7')],
])('a version %s has no URL to be measured', (_, build) => {
  const version = build(newStack());
  expect(() => Indicators.functionUrlAvailability(version)).toThrow('a version of a function has no URL: allowed is the function or an alias');
});

describe('any pair of metrics', () => {
  const count = (metricName: string, more = {}) => new Metric({ namespace: 'Edi', metricName, statistic: 'Sum', ...more });
  const math = (expression: string, usingMetrics: Record<string, IMetric> = { a: count('A'), b: count('B') }) =>
    new MathExpression({ expression, usingMetrics });

  test('metric math is taken apart into the metrics that are added up, nested expressions too', () => {
    const { metrics, steps } = Indicators.ratio({ total: math('(sum + a) / 2', { sum: math('a + b'), a: count('A') }), bad: math('-(0 - b)') });
    expect(Object.entries(metrics).map(([id, { metricName, statistic }]) => [id, metricName, statistic])).toEqual([
      ['all', 'A', 'Sum'],
      ['all2', 'B', 'Sum'],
    ]);
    expect(steps).toEqual([
      { id: 'counted', expression: 'FILL(all, 0) + 0.5 * FILL(all2, 0)' },
      { id: 'bad', expression: 'FILL(all2, 0)' },
      { id: 'total', expression: 'MAX([FILL(counted, 0), bad])' },
    ]);
  });

  test.each<[string, IMetric, string]>([
    ['an average', count('A', { statistic: 'Average' }), 'bad is the Average of Edi A, which does not add up over time: allowed are Sum, SampleCount, or TC'],
    ['what nobody said the statistic of', new Metric({ namespace: 'Edi', metricName: 'A' }), 'bad is the Average of Edi A'],
    ['a percentile', count('A', { statistic: 'p99' }), 'bad is the p99 of Edi A'],
    ['a percentile rank', count('A', { statistic: 'PR(:300)' }), 'bad is the PR(:300) of Edi A'],
    ['a unit', count('A', { unit: Unit.COUNT }), 'bad reads Edi A in the unit Count only: allowed are the metric without a unit'],
    ['a search', new SearchExpression({ expression: "SEARCH('{Edi} A', 'Sum')" }), 'bad is a search'],
    ['a search in an expression', math("SEARCH('{Edi} A', 'Sum')", {}), 'has the function SEARCH'],
    ['a query', math('SELECT SUM(A) FROM Edi', {}), 'is no metric math'],
    ['all metrics there are', math('SUM(METRICS())'), 'has the function SUM of one series, which is a number'],
    ['a condition', math('IF(a > 5, a, 0)'), '"IF(a > 5, a, 0)" has the function IF: allowed are sums of metrics'],
    ['a rate', math('a / b'), 'divides by a metric; of a rate, the numerator is bad or good and the denominator is total'],
    ['a product', math('a * b'), 'multiplies metrics with each other'],
    ['a comparison', math('a > b'), 'has the operator >'],
    ['a division by zero', math('a / 0'), 'divides by 0'],
    ['a number', math('a + 5'), 'bad has the number 5 added: allowed are metrics, which grow with the window'],
    ['another filler', math('FILL(a, REPEAT)'), 'fills gaps with REPEAT'],
    ['nothing', math('a - a'), 'bad counts nothing: allowed are at least one metric'],
    ['an unknown metric', math('a + c'), 'uses c, which is not in usingMetrics: allowed are a, b'],
    ['an average inside of it', math('a', { a: count('A', { statistic: 'Maximum' }) }), 'bad is the Maximum of Edi A'],
    [
      'a region for searches',
      new MathExpression({ expression: 'a', usingMetrics: { a: count('A') }, searchRegion: 'eu-west-1' }),
      'names a region or account of its own',
    ],
  ])('%s is refused by name', (_, bad, message) => {
    expect(() => Indicators.ratio({ total: count('T'), bad })).toThrow(message);
    expect(() => Indicators.ratio({ total: bad, good: count('G') })).toThrow(message.replace(/^bad/, 'total'));
  });

  test('metrics of two regions or accounts are refused, in metric math too, and so are alarms elsewhere (9.16)', () => {
    const total = math('a + b', { a: count('A', { region: 'eu-west-1' }), b: count('B') });
    expect(() => Indicators.ratio({ total, bad: count('C', { region: 'eu-central-1' }) })).toThrow(
      'the resources of one indicator are in different regions, eu-west-1 and eu-central-1: an alarm reads one region',
    );
    expect(() => alarmsIn(newStack(), Indicators.ratio({ total, bad: count('C') }))).toThrow(/exist in eu-west-1 only/);
    expect(() => alarmsIn(newStack(), Indicators.ratio({ total: count('T'), bad: count('C', { account: '444455556666' }) }))).toThrow(
      /exist in account 444455556666 only/,
    );
  });

  test('good and bad at once are refused', () => {
    const both = { total: count('T'), good: count('G'), bad: count('B') };
    expect(() => Indicators.ratio(both)).toThrow('both good and bad are given');
  });
});

test.each([0, 100, -1, Number.NaN])('a percentile of %d is refused', (percentile) => {
  const machine = StateMachine.fromStateMachineName(newStack(), 'Machine', 'deliver');
  expect(() => Indicators.stateMachineDuration(machine, Duration.seconds(2), { percentile })).toThrow(
    `percentile is ${percentile}: allowed is more than 0 and less than 100, such as 99`,
  );
});
