import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Dashboard, GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { OpsItemSeverity, SsmAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { ErrorBudget, Indicators, SeverityTopics, SloAlarms, TemplateChecksPlugin } from 'day2';

/** A function with an objective of its own, 99.5 % of its invocations succeed over 28 days, its error budget, and a dashboard of both. */
export function ownApp(): App {
  const app = new App();
  Validations.of(app).addPlugins(new TemplateChecksPlugin());
  const stack = new Stack(app, 'Orders', { env: { region: 'eu-central-1' } });
  const worker = new Function(stack, 'Worker', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {};'),
  });
  const { topics } = new SeverityTopics(stack, 'Topics', { topics: [{ severity: 'S1' }, { severity: 'S2' }, { severity: 'S3' }] });
  // Without it SNS002 warns that nobody is subscribed: subscribe here, or say who does elsewhere.
  Validations.of(stack).acknowledge({ id: 'day2::SNS002', reason: 'the platform team subscribes its pager to these topics' });
  const workerSuccess = new SloAlarms(stack, 'WorkerSuccess', {
    sli: Indicators.functionSuccessRate(worker),
    objective: {
      id: 'success-rate',
      targetPercent: 99.5,
      impact: 'orders are not processed',
      runbook: 'https://wiki.example.com/orders/worker-failing',
    },
    window: Duration.days(28),
    application: 'orders',
    environment: 'prod',
    service: 'worker',
    traffic: { eventsPerMinute: 500 },
    noData: { kind: 'alarm', afterMinutes: 30, severity: 'S1' },
    topics,
  });
  workerSuccess.alarmsBySeverity.S1?.addAlarmAction(new SsmAction(OpsItemSeverity.HIGH));
  const budget = new ErrorBudget(stack, 'ErrorBudget', { application: 'orders', environment: 'prod', objectives: [workerSuccess], topics });
  const burning = new GraphWidget({ title: 'Worker: burn rate', left: [workerSuccess.metricBurnRate()] });
  const remaining = new GraphWidget({ title: 'Worker: error budget', left: [budget.metricBudgetRemaining(workerSuccess)] });
  new Dashboard(stack, 'Dashboard', { widgets: [[burning, remaining]] });
  return app;
}
