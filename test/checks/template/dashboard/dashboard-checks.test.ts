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

// Everything below is about what a body says, so each example is a list of widgets.
const body = (widgets: readonly unknown[], rest: object = {}) => dashboard(JSON.stringify({ widgets, ...rest }));
const AT_WIDGET = `${AT[0]}.widgets[0]`;
const METRIC = ['AWS/SQS', 'ApproximateAgeOfOldestMessage', 'QueueName', 'orders'];
const widget = (properties: object, rest: object = {}) => ({
  type: 'metric',
  properties: { region: 'eu-central-1', metrics: [METRIC], ...properties },
  ...rest,
});
const text = (markdown: string) => ({ type: 'text', properties: { markdown } });
const many = <T>(count: number, item: T): readonly T[] => Array.from({ length: count }, () => item);
const arn = (name: string, region = 'eu-central-1') => `arn:aws:cloudwatch:${region}:111122223333:alarm:${name}`;
const alarms = (arns: readonly string[]) => ({ type: 'alarm', properties: { title: 'A', alarms: arns } });

describeCheck('DSH002', {
  violates: {
    '501 widgets': { templates: body(many(501, text('t'))), at: [`${AT[0]}.widgets`], received: '501' },
    '26 variables, and an id of 33 characters': {
      templates: body([], { variables: many(26, { id: 'v' }).map((each, index) => (index === 3 ? { id: 'v'.repeat(33) } : each)) }),
      at: [`${AT[0]}.variables`, `${AT[0]}.variables[3].id`],
    },
    '501 rows, most of them hidden': {
      templates: body([widget({ metrics: many(501, [...METRIC, { visible: false }]) })]),
      at: [`${AT_WIDGET}.properties.metrics`],
      received: '501',
    },
    '2,501 rows in six widgets': {
      templates: body([...many(5, widget({ metrics: many(500, METRIC) })), widget({})]),
      at: [`${AT[0]}.widgets`],
      received: '2501',
    },
    'two queries of Metrics Insights': {
      templates: body([widget({ metrics: many(2, [{ expression: 'SELECT AVG(CPUUtilization) FROM "AWS/EC2"' }]) })]),
      at: [`${AT_WIDGET}.properties.metrics`],
    },
    '101 alarms': { templates: body([alarms(many(101, 'none'))]), at: [`${AT_WIDGET}.properties.alarms`], received: '101' },
    'a width of 25, a column of 24 and half a row': {
      templates: body([widget({}, { width: 25, x: 24, y: 0.5 })]),
      at: [`${AT_WIDGET}.width`, `${AT_WIDGET}.x`, `${AT_WIDGET}.y`],
      received: '25',
    },
  },
  complies: {
    'as much as there may be': body([...many(498, text('t')), alarms(many(100, 'none')), widget({ metrics: many(500, METRIC) })]),
    'widgets without a place': body([widget({})]),
  },
  doesNotApply: { 'a topic': [{ A: { Type: 'AWS::SNS::Topic' } }] },
  cannotTell: { 'a body that is only known at deployment': dashboard(UNKNOWN) },
});

describeCheck('DSH003', {
  violates: {
    'a widget on another': {
      templates: body([widget({}, { x: 0, y: 0, width: 12, height: 6 }), widget({}, { x: 11, y: 5, width: 2, height: 2 })]),
      at: [`${AT[0]}.widgets[1]`],
    },
    'a widget that is too wide for its column': { templates: body([widget({}, { x: 20, y: 0, width: 6, height: 6 })]), at: [AT_WIDGET] },
    'a widget of the default size on another': { templates: body([widget({}, { x: 0, y: 0 }), widget({}, { x: 5, y: 5 })]), at: [`${AT[0]}.widgets[1]`] },
  },
  complies: { 'widgets side by side and below': body([widget({}, { x: 0, y: 0 }), widget({}, { x: 6, y: 0 }), widget({}, { x: 0, y: 6 }), widget({})]) },
});

describeCheck('DSH004', {
  violates: {
    'no region': { templates: body([{ type: 'metric', properties: { metrics: [METRIC] } }]), at: [AT_WIDGET] },
    'a gauge without a maximum': { templates: body([widget({ view: 'gauge', yAxis: { left: { min: 0 } } })]), at: [AT_WIDGET] },
    'an end without a start': { templates: body([widget({ end: '2026-03-02T08:00:00Z' })]), at: [AT_WIDGET] },
    'an alarm and metrics': { templates: body([widget({ annotations: { alarms: ['a'] } })]), at: [AT_WIDGET] },
    'periods of 90 seconds and of a row': {
      templates: body([widget({ period: 90, metrics: [[...METRIC, { period: 7 }]] })]),
      at: [AT_WIDGET, AT_WIDGET],
      received: '90',
    },
    'a row that names nothing': { templates: body([widget({ metrics: [['AWS/SQS']] })]), at: [`${AT_WIDGET}.properties.metrics[0]`] },
  },
  complies: {
    'a gauge with both ends': body([widget({ view: 'gauge', yAxis: { left: { min: 0, max: 100 } }, period: 300 })]),
    'an alarm alone, which has its region in its name': body([{ type: 'metric', properties: { annotations: { alarms: ['a'] } } }]),
    'properties that nobody documents, and widgets nobody knows': body([widget({ somethingNew: 1 }), { type: 'hologram' }]),
  },
});

describeCheck('DSH005', {
  violates: {
    'a metric with a letter too few': {
      templates: body([widget({ metrics: [['AWS/SQS', 'ApproximateAgeOfOldestMesage', 'QueueName', 'q']] })]),
      at: [`${AT_WIDGET}.properties.metrics[0]`],
    },
    'a dimension that the service does not have, by shorthand': {
      templates: body([widget({ metrics: [METRIC, ['.', '.', 'Queue', 'q']] })]),
      at: [`${AT_WIDGET}.properties.metrics[1]`],
      received: 'Queue',
    },
    'a metric of day2 under another name': {
      templates: body([widget({ metrics: [['Day2/ErrorBudget', 'BudgetLeft', 'Application', 'a', 'Environment', 'e', 'Objective', 'o']] })]),
      at: [`${AT_WIDGET}.properties.metrics[0]`],
      received: 'BudgetLeft',
    },
    'a metric of day2 without its objective': {
      templates: body([widget({ metrics: [['Day2/ErrorBudget', 'BudgetRemaining', 'Application', 'a', 'Environment', 'e']] })]),
      at: [`${AT_WIDGET}.properties.metrics[0]`],
    },
  },
  complies: {
    'metrics that are published, one by shorthand': body([widget({ metrics: [METRIC, ['...', 'other']] })]),
    'a metric of an application, which nobody can know': body([widget({ metrics: [['Shop', 'Orders', 'Country', 'DE']] })]),
    'what day2 publishes': body([widget({ metrics: [['Day2/Incidents', 'OpenIncidents', 'Application', 'a', 'Environment', 'e', 'Severity', 'S0']] })]),
  },
});

describeCheck('DSH008', {
  violates: {
    'charges outside of us-east-1': {
      templates: body([widget({ metrics: [['AWS/Billing', 'EstimatedCharges', 'Currency', 'USD']] })]),
      at: [`${AT_WIDGET}.properties.metrics[0]`],
    },
  },
  complies: {
    'charges by the region of the row': body([widget({ metrics: [['AWS/Billing', 'EstimatedCharges', 'Currency', 'USD', { region: 'us-east-1' }]] })]),
  },
  cannotTell: {
    'charges in the region of a stack that only the deployment knows': [
      {
        region: undefined,
        template: {
          Resources: dashboard({
            'Fn::Sub': JSON.stringify({ widgets: [widget({ region: '${AWS::Region}', metrics: [['AWS/Billing', 'EstimatedCharges', 'Currency', 'USD']] })] }),
          })[0]!,
        },
      },
    ],
  },
});

const CONSOLE = 'https://eu-central-1.console.aws.amazon.com';
const runbook = (name: string, region = 'eu-central-1') =>
  text(`start [it](${CONSOLE}/systems-manager/automation/execute/${name}?region=${region}#documentVersion=$LATEST)`);
const named = {
  Roll: { Type: 'AWS::SSM::Document', Properties: { Name: 'roll-back', DocumentType: 'Automation', Content: {} } },
  Slow: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'slow' } },
  Any: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmName: 'any', AlarmRule: 'ALARM("slow")' } },
  Other: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardName: 'other', DashboardBody: '{"widgets": []}' } },
};
const beside = (widgets: readonly unknown[]) => [...body(widgets), named];
const board = (name: string) => text(`see [it](${CONSOLE}/cloudwatch/home?region=eu-central-1#dashboards/dashboard/${name})`);
const AT_TEXT = [`${AT_WIDGET}.properties.markdown`];

describeCheck('DSH006', {
  violates: {
    'a runbook that no template has': { templates: beside([runbook('roll-bakc')]), at: AT_TEXT, received: 'roll-bakc in eu-central-1' },
    'a runbook of another region': { templates: beside([runbook('roll-back', 'eu-west-1')]), at: AT_TEXT },
    'a dashboard that is left out': { templates: beside([board('cost')]), at: AT_TEXT },
    'a dashboard whose name is no escape': { templates: beside([board('%zz')]), at: AT_TEXT, received: '%zz' },
    'an alarm that is called otherwise': { templates: beside([alarms([arn('slow'), arn('slower')])]), at: [`${AT_WIDGET}.properties.alarms`] },
    'an alarm of another region': {
      templates: beside([widget({ metrics: [], annotations: { alarms: [arn('slow', 'us-east-1')] } })]),
      at: [`${AT_WIDGET}.properties.alarms`],
    },
  },
  complies: {
    'what is there': beside([runbook('roll-back'), board('other'), alarms([arn('slow'), arn('any')])]),
    'a runbook of AWS, and pages that are nobody’s': beside([
      runbook('AWS-RestartEC2Instance'),
      text(
        '[wiki](https://wiki.example.com/automation/execute/x) [runs](https://eu-central-1.console.aws.amazon.com/systems-manager/automation/executions?region=eu-central-1)',
      ),
    ]),
  },
});

const band = (...values: readonly unknown[]) => body([widget({ annotations: { vertical: [values.map((value) => ({ value }))] } })]);
const AT_BAND = [`${AT_WIDGET}.properties.annotations.vertical[0]`];

describeCheck('DSH007', {
  violates: {
    'an offset': { templates: band('2026-12-18T17:00:00+01:00', '2026-12-19T00:00:00Z'), at: AT_BAND, received: '"2026-12-18T17:00:00+01:00"' },
    'a day without a time': { templates: band('2026-12-18'), at: AT_BAND },
    'a band that ends first': { templates: band('2026-12-19T00:00:00Z', '2026-12-18T00:00:00Z'), at: AT_BAND },
    'three edges': { templates: band('2026-12-18T00:00:00Z', '2026-12-19T00:00:00Z', '2026-12-20T00:00:00Z'), at: AT_BAND },
  },
  complies: {
    'a band in UTC': band('2026-12-18T16:00:00Z', '2027-01-04T07:00:00.000Z'),
    'an instant without a zone': body([widget({ annotations: { vertical: [{ value: '2026-12-18T16:00:00', fill: 'after' }] } })]),
  },
});

describeCheck('DSH009', {
  violates: {
    'an id that is no row': {
      templates: body([widget({ metrics: [[...METRIC, { id: 'age' }], [{ expression: 'agee / 60', id: 'minutes' }]] })]),
      at: [`${AT_WIDGET}.properties.metrics[1]`],
      received: 'agee',
    },
    'an expression that breaks off': { templates: body([widget({ metrics: [[{ expression: '100 * (' }]] })]), at: [`${AT_WIDGET}.properties.metrics[0]`] },
    'one id for two rows': {
      templates: body([
        widget({
          metrics: [
            [...METRIC, { id: 'a' }],
            [...METRIC, { id: 'a' }],
          ],
        }),
      ]),
      at: [`${AT_WIDGET}.properties.metrics[1]`],
    },
  },
  complies: {
    'arithmetic, a search and a query': body([
      widget({
        metrics: [
          [...METRIC, { id: 'age' }],
          [{ expression: 'age / 60' }],
          [{ expression: "SEARCH('{AWS/SQS,QueueName} orders', 'Maximum', 300)" }],
          [{ expression: 'SELECT AVG(CPUUtilization) FROM "AWS/EC2"' }],
        ],
      }),
    ]),
  },
});
