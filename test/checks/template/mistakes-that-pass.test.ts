import { checkTemplates, compositeAlarm, metricAlarm, type Resources, type TestTemplate } from '../../helpers/template-checks';

const ACTION = 'arn:aws:sns:eu-central-1:111122223333:pages';
const one = (Type: string, Properties: object): Resources => ({ A: { Type, Properties } });
const withOutputs = (resources: Resources, outputs: object): TestTemplate => ({ template: { Resources: resources, Outputs: outputs } });
const exported = (Name: string) => ({ Value: 'v', Export: { Name } });
const QUIET = { TreatMissingData: 'notBreaching' };

/** What the rules of CloudFormation take without a word, although the service refuses it: each with the one error that is found instead. */
const MISTAKES: Readonly<Record<string, readonly [code: string, ...templates: TestTemplate[]]>> = {
  'six actions': ['ALM019', { A: metricAlarm({ ...QUIET, AlarmActions: Array.from({ length: 6 }, (_, index) => `${ACTION}-${index}`) }) }],
  'a period of 45 seconds': ['ALM010', { A: metricAlarm({ Period: 45 }) }],
  'five of three datapoints': ['ALM012', { A: metricAlarm({ EvaluationPeriods: 3, DatapointsToAlarm: 5 }) }],
  'a window of eight days': ['ALM011', { A: metricAlarm({ Period: 86_400, EvaluationPeriods: 8 }) }],
  'an alarm without a statistic': ['ALM030', { A: metricAlarm({ Statistic: undefined }) }],
  'an alarm without a threshold': ['ALM031', { A: metricAlarm({ Threshold: undefined }) }],
  'a rule of a composite alarm that is none': ['CMP001', { A: metricAlarm({ AlarmName: 'a' }), C: compositeAlarm('ALARM(a) AND') }],
  'a suppressor without its periods': [
    'CMP006',
    {
      A: metricAlarm({ AlarmName: 'a' }),
      C: compositeAlarm('ALARM(a)', { ActionsSuppressor: 'a', ActionsSuppressorWaitPeriod: 60 }),
    },
  ],
  'a dashboard whose body is no JSON': ['DSH001', one('AWS::CloudWatch::Dashboard', { DashboardBody: '{"widgets": [' })],
  'an alias that AWS keeps': ['KMS004', one('AWS::KMS::Alias', { AliasName: 'alias/aws/sns', TargetKeyId: 'k' })],
  'a FIFO topic without its suffix': ['SNS003', one('AWS::SNS::Topic', { TopicName: 'orders', FifoTopic: true })],
  'a schedule of five fields': ['SCH001', one('AWS::Scheduler::Schedule', { ScheduleExpression: 'cron(0 8 * * MON)' })],
  'a mute rule of six fields': [
    'SCH001',
    one('AWS::CloudWatch::AlarmMuteRule', { Rule: { Schedule: { Expression: 'cron(0 8 ? * MON *)', Duration: 'PT1H' } } }),
  ],
  'a parameter name that AWS keeps': ['SSM001', one('AWS::SSM::Parameter', { Name: '/aws/owner', Type: 'String', Value: 'v' })],
  'two outputs of one export name': ['STK010', withOutputs({}, { First: exported('shared'), Second: exported('shared') })],
  'an action that is a name': ['ALM021', { A: metricAlarm({ ...QUIET, AlarmActions: ['pages'] }) }],
  'an import of the own export': [
    'STK011',
    withOutputs(one('AWS::SSM::Parameter', { Name: 'n', Type: 'String', Value: { 'Fn::ImportValue': 'shared' } }), { First: exported('shared') }),
  ],
  'a metric and a composite alarm of one name': ['ALM017', { A: metricAlarm({ AlarmName: 'a' }), C: compositeAlarm('ALARM(a)', { AlarmName: 'a' }) }],
  'a policy that is an expression': ['STK012', { T: { Type: 'AWS::SNS::Topic', DeletionPolicy: { Ref: 'Policy' } } }],
  'two topics of one name': ['NAM001', { T: topic('pages'), U: topic('pages') }],
};

function topic(name: string) {
  return { Type: 'AWS::SNS::Topic', Properties: { TopicName: name } };
}

test.each(Object.entries(MISTAKES))('%s is found, once, and nothing else is wrong', (_, [code, ...templates]) => {
  const errors = checkTemplates(...templates).problems.filter(({ level }) => level === 'error');
  expect(errors.map((problem) => problem.code)).toEqual([code]);
});
