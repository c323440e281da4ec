import fc from 'fast-check';
import { RESOURCE_CHECKS, STACK_CHECKS, templateCheckCatalogue } from '../../../lib/checks/template/catalogue';
import { runTemplateChecks, type TemplateText } from '../../../lib/checks/template/run-template-checks';
import { CATALOGUE } from '../../../lib/problems/catalogue';
import { TEMPLATE_CHECKS } from '../../../lib/problems/catalogue/templates';
import { checkTemplates, compositeAlarm, expression, mathAlarm, metric, metricAlarm, UNKNOWN } from '../../helpers/template-checks';

const text = (body: string): TemplateText => ({ file: 't.json', stackName: 't', body });

const SOUND = {
  A: mathAlarm([expression('e', 'FILL(m1, 0) / MAX([m1, m2])'), metric('m1'), metric('m2')], {
    AlarmName: 'a',
    AlarmDescription: 'd',
    TreatMissingData: 'breaching',
    AlarmActions: [{ Ref: 'T' }],
  }),
  B: metricAlarm({ AlarmName: { 'Fn::Sub': '${AWS::StackName}-b' }, DatapointsToAlarm: 2 }),
  C: compositeAlarm(
    { 'Fn::Join': ['', ['(ALARM("', { 'Fn::GetAtt': ['A', 'Arn'] }, '") OR NOT OK(a))']] },
    {
      ActionsSuppressor: { Ref: 'B' },
      ActionsSuppressorWaitPeriod: 60,
      ActionsSuppressorExtensionPeriod: 60,
      OKActions: [{ Ref: 'T' }],
    },
  ),
  T: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'K' }, TopicName: 't' } },
  Freeze: {
    Type: 'AWS::SSM::Document',
    Properties: {
      DocumentType: 'ChangeCalendar',
      DocumentFormat: 'TEXT',
      Content: 'BEGIN:VCALENDAR\r\nPRODID:-//AWS//Change Calendar 1.0//EN\r\nVERSION:2.0\r\nX-CALENDAR-TYPE:DEFAULT_OPEN\r\nEND:VCALENDAR\r\n',
    },
  },
  S: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'T' }, RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Q', 'Arn'] } } },
  },
  P: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [{ Ref: 'T' }],
      PolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish', Resource: '*' }],
      },
    },
  },
  K: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: {
        Statement: {
          Effect: 'Allow',
          Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'], AWS: '111122223333' },
          Action: 'kms:*',
          Resource: '*',
        },
      },
    },
  },
  R: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'r',
      Policies: [{ PolicyDocument: { Statement: { Effect: 'Allow', Action: ['sns:Publish', 'kms:*'], Resource: '*' } } }],
    },
  },
  E: {
    Type: 'AWS::Events::Rule',
    Properties: {
      Targets: [
        {
          RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Q', 'Arn'] } },
        },
      ],
    },
  },
  M: {
    Type: 'AWS::CloudWatch::AlarmMuteRule',
    Properties: { Rule: { Schedule: { Expression: 'cron(0 2 * * SUN)', Duration: 'PT1H', Timezone: 'Europe/Rome' } } },
  },
  D: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: '{"widgets": []}' } },
  N: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/shop/owner', Type: 'String', Value: 'v' } },
  I: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/shop', TargetKeyId: { Ref: 'K' } } },
  Q: { Type: 'AWS::SQS::Queue' },
  Y: { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true, RotationPeriodInDays: 365, KeyPolicy: { Statement: [] } } },
  O: {
    Type: 'AWS::SecretsManager::RotationSchedule',
    Properties: { SecretId: 's', RotationRules: { AutomaticallyAfterDays: 30 }, RotateImmediatelyOnUpdate: false },
  },
  L: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Q' }],
      PolicyDocument: {
        Statement: { Effect: 'Allow', Principal: { Service: ['events.amazonaws.com', 'sns.amazonaws.com'] }, Action: 'sqs:SendMessage', Resource: '*' },
      },
    },
  },
};

describe('running all checks', () => {
  test('a sound template passes every check that applies, with no problem at all', () => {
    const { problems, outcomes } = checkTemplates(SOUND);
    expect(problems).toEqual([]);
    // No access key is sound: the check of them has nothing to pass.
    expect(outcomes.filter(({ outcome }) => outcome !== 'passed').map(({ code }) => code)).toEqual(['ROT005']);
  });

  test('a check that nothing concerns is not applicable, not passed', () => {
    const { outcomes } = checkTemplates({ T: { Type: 'AWS::SNS::Topic' } });
    expect(outcomes.find(({ code }) => code === 'MTH001')).toEqual({
      code: 'MTH001',
      outcome: 'not applicable',
      counts: { passed: 0, failed: 0, 'could not tell': 0 },
    });
  });

  test('problems name file, path, what was received, what is allowed and the change to make', () => {
    expect(checkTemplates({ A: metricAlarm({ DatapointsToAlarm: 4 }) }).problems).toEqual([
      {
        code: 'ALM012',
        level: 'error',
        where: { file: 'stack-1.json', path: 'Resources.A.Properties.DatapointsToAlarm' },
        what: 'more datapoints than evaluation periods',
        received: '4',
        allowed: 'at most 3, the EvaluationPeriods',
        change: 'lower DatapointsToAlarm or raise EvaluationPeriods',
      },
    ]);
  });

  test('a value nobody knows hides only itself: the properties beside it are judged', () => {
    const { problems } = checkTemplates({ A: metricAlarm({ AlarmName: UNKNOWN, Period: 61 }) });
    expect(problems.map(({ code }) => code).sort()).toEqual(['ALM010', 'TPL001']);
  });

  test('one reason for several checks and places is one warning that lists the checks', () => {
    const { problems } = checkTemplates({ A: metricAlarm({ Period: UNKNOWN }), B: metricAlarm({ Period: UNKNOWN }) });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      code: 'TPL001',
      level: 'warning',
      where: { path: 'Resources.A.Properties.Period' },
      what: 'could not tell whether ALM010, ALM011, ALM030 hold here and in 1 other places',
    });
  });

  test('findings before a value that cannot be read still count', () => {
    const { problems, outcomes } = checkTemplates({
      A: mathAlarm([metric('M1', {}, { ReturnData: true }), metric(UNKNOWN)]),
    });
    expect(problems.map(({ code }) => code)).toContain('MTH002');
    expect(outcomes.find(({ code }) => code === 'MTH002')?.outcome).toBe('failed');
  });

  test('text that is no template is a problem of its own, and the other templates are checked all the same', () => {
    const sound = JSON.stringify({ Resources: { A: metricAlarm({ Period: 61 }) } });
    const { problems } = runTemplateChecks([text('{'), text('[]'), text('{"Resources":{"A":{}}}'), text(sound)]);
    expect(problems.map(({ code }) => code).sort()).toEqual(['ALM010', 'ASM002', 'ASM005', 'ASM006']);
  });

  test('a loop of language extensions is no mistake: what it would make is not judged, and what stands beside it is', () => {
    const loop = ['Name', ['a', 'b'], { '${Name}Alarm': metricAlarm({ AlarmName: { Ref: 'Name' } }) }];
    const template = { Transform: 'AWS::LanguageExtensions', Resources: { 'Fn::ForEach::Alarms': loop, A: metricAlarm({ Period: 61 }) } };
    const { problems } = checkTemplates({ template });
    expect(problems.map(({ code, where }) => [code, where.path])).toEqual([
      ['ALM010', 'Resources.A.Properties.Period'],
      ['TPL001', 'Transform'],
    ]);
    const unannounced = checkTemplates({ template: { ...template, Transform: undefined } });
    expect(unannounced.problems.map(({ code }) => code)).toEqual(['ASM006']);
  });

  test('a check that breaks is notified as such and could not tell; it stops nothing', () => {
    const broken = jest.spyOn(RESOURCE_CHECKS[1]!, 'check').mockImplementation(() => {
      throw new TypeError('nobody thought of this');
    });
    const { problems, outcomes } = checkTemplates({ A: metricAlarm({ Period: 61 }) });
    broken.mockRestore();
    expect(problems.map(({ code, received }) => [code, received])).toEqual([
      ['TPL002', 'TypeError: nobody thought of this'],
      ['ALM010', '61 s'],
    ]);
    expect(outcomes.find(({ code }) => code === RESOURCE_CHECKS[1]!.code)?.outcome).toBe('could not tell');
  });

  test('a template nested too deep to be read does not crash', () => {
    const deep = `{"Resources":{"A":{"Type":"AWS::CloudWatch::Alarm","Properties":{"Metrics":${'['.repeat(50_000)}${']'.repeat(50_000)}}}}}`;
    expect(runTemplateChecks([text(deep)]).problems.map(({ code }) => code)).toContain('TPL002');
  });
});

describe('the catalogue', () => {
  test('codes are unique, ordered by family and number, and every check says what it requires, why, and where that is documented', () => {
    const codes = templateCheckCatalogue().map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual([...codes].sort());
    for (const check of templateCheckCatalogue()) {
      expect(check.why).not.toBe('');
      expect(check.requirement).toMatch(/^(?:[a-z]|[A-Z]\w*[A-Z])[^\n]*[^.]$/);
      expect(check.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    }
  });

  test('every problem that can be found is in it', () => {
    expect([...RESOURCE_CHECKS, ...STACK_CHECKS].map(({ code }) => code).sort()).toEqual(Object.keys(TEMPLATE_CHECKS).sort());
    expect(CATALOGUE).toHaveProperty('TPL001');
    expect(CATALOGUE.ALM001.level).toBe('warning');
  });
});

describe('mutated templates', () => {
  const odd = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      '',
      0,
      -1,
      1e9,
      'NaN',
      [],
      {},
      [[]],
      '(',
      'm1 +',
      'ALARM(',
      UNKNOWN,
      { Ref: 'A' },
      { Ref: 7 },
      { 'Fn::Join': [] },
      { 'Fn::If': ['x', 1, 2] },
    ),
    fc.constant({ Ref: 'AWS::NoValue' }),
    fc.json().map((json) => JSON.parse(json) as unknown),
  );
  const mutation = fc.record({ location: fc.nat(), value: fc.option(odd, { nil: undefined }) });

  test('never crash the checks, never break one of them, and give the same result twice', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const template = structuredClone({ Resources: SOUND }) as Record<string, unknown>;
        for (const { location, value } of mutations) mutate(template, location, value);
        const run = () => runTemplateChecks([{ ...text(JSON.stringify(template)), region: 'eu-central-1' }]);
        const { problems, outcomes } = run();
        expect(problems.filter(({ code }) => code === 'TPL002')).toEqual([]);
        for (const { code } of problems) expect(code).toMatch(code.startsWith('ASM') ? /^ASM00[56]$/ : /^[A-Z]{3}\d{3}$/);
        expect(outcomes).toHaveLength(RESOURCE_CHECKS.length + STACK_CHECKS.length);
        expect(run()).toEqual({ problems, outcomes });
      }),
      { numRuns: 400, seed: 20261120 },
    );
  });

  /** Replaces the value at one of all places of a document, or removes it when the new value is undefined. */
  function mutate(document: Record<string, unknown>, location: number, value: unknown): void {
    const locations: (readonly [Record<string, unknown>, string])[] = [];
    const visit = (parent: Record<string, unknown>): void => {
      for (const key of Object.keys(parent)) {
        locations.push([parent, key]);
        const child = parent[key];
        if (typeof child === 'object' && child !== null) visit(child as Record<string, unknown>);
      }
    };
    visit(document);
    if (locations.length === 0) return;
    const [parent, key] = locations[location % locations.length]!;
    if (value === undefined) delete parent[key];
    else parent[key] = structuredClone(value);
  }
});
