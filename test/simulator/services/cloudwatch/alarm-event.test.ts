import type { JsonObject } from '../../../../lib/aws/cloudformation/template';
import { ACCOUNT_ID, accountOf, compositeAlarm, metricAlarm, REGION, START, type Resources, type Script } from '../../../helpers/simulated-account';

const arn = (name: string) => `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:${name}`;

function events(resources: Resources, script: Script): JsonObject[] {
  const account = accountOf(resources, script);
  account.run(START + 600_000);
  return account.log.flatMap((entry) => (entry.kind === 'event emitted' && entry.bus === 'default' ? [entry.event] : []));
}

describe('the event of a change of state (facts 6)', () => {
  test('of an alarm on one metric', () => {
    const alarm = metricAlarm('errors', { AlarmDescription: 'too many', Dimensions: [{ Name: 'Service', Value: 'portal' }] });
    const [event, ...others] = events({ A: alarm }, { errors: [[60, 'ALARM']] });
    expect(others).toEqual([]);
    expect(event).toEqual({
      version: '0',
      id: '00000000-0000-4000-8000-000000000001',
      'detail-type': 'CloudWatch Alarm State Change',
      source: 'aws.cloudwatch',
      account: ACCOUNT_ID,
      time: '2026-03-02T08:01:00Z',
      region: REGION,
      resources: [arn('errors')],
      detail: {
        alarmName: 'errors',
        state: {
          value: 'ALARM',
          reason: 'script of errors',
          reasonData: JSON.stringify({
            version: '1.0',
            queryDate: '2026-03-02T08:01:00.000+0000',
            startDate: '2026-03-02T08:00:00.000+0000',
            statistic: 'Sum',
            period: 60,
            recentDatapoints: [5],
            threshold: 1,
            evaluatedDatapoints: [{ timestamp: '2026-03-02T08:00:00.000+0000', value: 5 }],
          }),
          timestamp: '2026-03-02T08:01:00.000+0000',
        },
        previousState: {
          value: 'INSUFFICIENT_DATA',
          reason: 'Unchecked: Initial alarm creation',
          timestamp: '2026-03-02T08:00:00.000+0000',
        },
        configuration: {
          description: 'too many',
          metrics: [
            {
              id: 'm1',
              returnData: true,
              metricStat: {
                metric: { namespace: 'Test', name: 'Errors', dimensions: { Service: 'portal' } },
                period: 60,
                stat: 'Sum',
              },
            },
          ],
        },
      },
    });
  });

  test('of an alarm on metric math', () => {
    const stat = (name: string) => ({ Metric: { Namespace: 'Test', MetricName: name }, Period: 300, Stat: 'Sum' });
    const alarm = {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'ratio',
        Threshold: 0.1,
        Metrics: [
          { Id: 'ratio', Expression: 'bad / total', Label: 'ratio' },
          { Id: 'bad', MetricStat: stat('Bad'), ReturnData: false },
          { Id: 'total', MetricStat: stat('Total'), ReturnData: false },
        ],
      },
    };
    const detail = events({ A: alarm }, { ratio: [[60, 'OK']] })[0]!.detail as JsonObject;
    expect(detail.configuration).toEqual({
      metrics: [
        { id: 'ratio', expression: 'bad / total', label: 'ratio', returnData: true },
        { id: 'bad', returnData: false, metricStat: { metric: { namespace: 'Test', name: 'Bad', dimensions: {} }, period: 300, stat: 'Sum' } },
        { id: 'total', returnData: false, metricStat: { metric: { namespace: 'Test', name: 'Total', dimensions: {} }, period: 300, stat: 'Sum' } },
      ],
    });
    expect(JSON.parse((detail.state as JsonObject).reasonData as string)).toMatchObject({ period: 300, threshold: 0.1 });
  });

  test('of a composite alarm whose actions are suppressed: sent all the same, and says so (fault T6)', () => {
    const suppression = { ActionsSuppressor: 'mute', ActionsSuppressorWaitPeriod: 60, ActionsSuppressorExtensionPeriod: 30 };
    const resources = { A: metricAlarm('a'), M: metricAlarm('mute'), C: compositeAlarm('c', 'ALARM(a)', suppression) };
    const sent = events(resources, { mute: [[30, 'ALARM']], a: [[90, 'ALARM']] }).filter((event) => (event.resources as string[])[0] === arn('c'));
    expect(sent).toHaveLength(2);
    expect(sent[1]!.detail).toEqual({
      alarmName: 'c',
      state: {
        value: 'ALARM',
        reason: `${arn('a')} transitioned to ALARM at Monday 02 March, 2026 08:01:30 UTC`,
        reasonData: JSON.stringify({ triggeringAlarms: [{ arn: arn('a'), state: { value: 'ALARM', timestamp: '2026-03-02T08:01:30.000+0000' } }] }),
        timestamp: '2026-03-02T08:01:30.000+0000',
        actionsSuppressedBy: 'Alarm',
        actionsSuppressedReason: 'Actions suppressed by Alarm',
      },
      previousState: {
        value: 'OK',
        reason: `${arn('c')} was created and its alarm rule evaluates to OK`,
        timestamp: '2026-03-02T08:00:00.000+0000',
        actionsSuppressedBy: 'Alarm',
        actionsSuppressedReason: 'Actions suppressed by Alarm',
      },
      configuration: {
        alarmRule: 'ALARM(a)',
        actionsSuppressor: 'mute',
        actionsSuppressorWaitPeriod: 60,
        actionsSuppressorExtensionPeriod: 30,
      },
    });
  });
});

describe('rules of the template', () => {
  const rule = (pattern: object, rest: object = {}) => ({
    Type: 'AWS::Events::Rule',
    Properties: {
      Name: 'pages',
      EventPattern: pattern,
      Targets: [
        { Id: '1', Arn: 'arn:aws:lambda:x' },
        { Id: '2', Arn: 'arn:aws:sqs:y' },
      ],
      ...rest,
    },
  });
  const pattern = { source: ['aws.cloudwatch'], detail: { state: { value: ['ALARM'] } } };
  const targets = (resources: Resources) => {
    const account = accountOf(
      { A: metricAlarm('a'), ...resources },
      {
        a: [
          [60, 'ALARM'],
          [120, 'OK'],
        ],
      },
    );
    account.run(START + 300_000);
    return { account, hits: account.log.filter((entry) => entry.kind === 'target not simulated') };
  };

  test('that match name the targets they would have reached', () => {
    const { hits } = targets({ R: rule(pattern) });
    expect(hits).toMatchObject([
      { at: START + 60_000, rule: { name: 'pages', logicalId: 'R', stackName: 'test' }, targetArn: 'arn:aws:lambda:x' },
      { at: START + 60_000, targetArn: 'arn:aws:sqs:y' },
    ]);
  });

  test.each([
    ['that are disabled', { State: 'DISABLED' }],
    ['of another bus', { EventBusName: 'own' }],
  ])('%s reach nothing', (_what, rest) => {
    const { hits, account } = targets({ R: rule(pattern, rest) });
    expect(hits).toEqual([]);
    expect(account.notSimulated).toEqual([]);
  });

  test('that run on a schedule hear of no alarm, and name the targets they cannot start', () => {
    const { hits, account } = targets({ R: rule(pattern, { EventPattern: { Ref: 'AWS::NoValue' }, ScheduleExpression: 'rate(1 minute)' }) });
    expect(hits).toEqual([]);
    expect(account.notSimulated.map(({ why }) => why)).toEqual(['not simulated: target arn:aws:lambda:x', 'not simulated: target arn:aws:sqs:y']);
  });

  test('with an operator nobody knows are noted as not simulated', () => {
    const { account } = targets({ R: rule({ source: [{ wildcard: 'aws.*' }] }) });
    expect(account.notSimulated).toMatchObject([{ logicalId: 'R', why: 'not simulated: event pattern operator wildcard (in test/R)' }]);
  });
});
