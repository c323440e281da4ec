import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../lib/aws/cloudformation/template';
import { accountRoot } from '../../lib/aws/iam/principal';
import type { AccountClient } from '../../lib/cli/account/account-client';
import { READ_PERMISSIONS, readPolicy } from '../../lib/cli/account/live/permissions';
import { accountClientOf } from '../../lib/cli/account/scenario-account';
import { verifyText } from '../../lib/cli/commands/verify-text';
import { localTimesOf } from '../../lib/cli/local-times';
import { problemOf, type Verification } from '../../lib/conformance/verify/finding';
import { observabilityStatus } from '../../lib/conformance/verify/observability-status';
import { VERIFICATION_PROBLEMS } from '../../lib/problems/catalogue/verification';
import { verificationJUnit } from '../../lib/report/verification-junit';
import type { Scenario } from '../../lib/scenario/scenario';
import type { Account } from '../../lib/simulator/account';
import { MINUTE_MS, MINUTES_PER_DAY } from '../../lib/time/time';
import { editedStacks, resourceNamed, shippedStacks, type EditableTemplate } from '../helpers/shipped-assembly';
import { answering, contacts, inShort, model, named, plan, playedAccount, verified } from '../helpers/verified-account';

let healthy: Account;
beforeAll(async () => {
  healthy = await playedAccount(shippedStacks('prod'), []);
});

test('a healthy account has no finding, and everything about it can be determined', async () => {
  const verification = await verified(accountClientOf(healthy), healthy.now);
  expect(inShort(verification)).toEqual([]);
  expect(verification.unknown).toEqual([]);
  expect(verification.outcome).toBe('passed');
});

const HOME = plan.incidents.policy.region;

const change = (template: EditableTemplate, logicalId: string, to: (properties: Record<string, any>) => void): void => {
  const resource = template.Resources[logicalId];
  if (resource === undefined) throw new Error(`there is no ${logicalId}`);
  to(resource.Properties);
};
const withoutStatement = (document: { Statement: { Sid?: string }[] }, sid: string): void => {
  document.Statement = document.Statement.filter(({ Sid }) => Sid !== sid);
};
const alarmIn = (template: EditableTemplate, name: string) => resourceNamed(template, name).properties;

/** What a hand in the wrong place deployed. */
const DEPLOYED: Readonly<Record<string, (template: EditableTemplate) => void>> = {
  'edi-prod-slo-partner-portal': (template) => {
    alarmIn(template, 'edi-prod-partner-portal-availability-fast-1h').Threshold = 0.5;
    alarmIn(template, 'edi-prod-partner-portal-availability-s1').AlarmRule = 'ALARM("edi-prod-partner-portal-availability-fast-1h")';
    alarmIn(template, 'edi-prod-partner-portal-availability-s3').AlarmActions = [];
    alarmIn(template, 'edi-prod-partner-portal-latency-fast-5m').AlarmDescription = 'by hand';
    template.Resources.ByHand = {
      Type: 'AWS::CloudWatch::AlarmMuteRule',
      Properties: {
        Name: 'by-hand',
        Rule: { Schedule: { Expression: 'at(2026-04-01T02:00)', Duration: 'PT1H' } },
        MuteTargets: { AlarmNames: ['edi-prod-partner-portal-latency-s1'] },
      },
    };
  },
  'edi-prod-slo-edi-ingest': (template) => {
    for (const query of alarmIn(template, 'edi-prod-edi-ingest-api-latency-fast-5m').Metrics) {
      if (query.MetricStat !== undefined) query.MetricStat.Metric.Namespace = 'Nobody';
      else query.Expression = query.Expression.replace(/FILL\((\w+), ?0\)/g, '$1');
    }
  },
  'edi-prod-incidents': (template) => {
    change(template, 'TopicsS3Policy3C6C712D', ({ PolicyDocument: document }) => withoutStatement(document, 'AlarmsPublish'));
    change(template, 'EngineFunction47EFDC5A', (properties) => (properties.Timeout -= 1));
    change(template, 'EngineFunctionEventInvokeConfig814F51E8', (properties) => (properties.MaximumRetryAttempts = 0));
    change(template, 'EngineSignalssecurityhubfindings35C39224', (properties) => (properties.State = 'DISABLED'));
    change(template, 'EngineAlarmsRule8D414AEE', (properties) => (properties.Targets[0].RetryPolicy.MaximumRetryAttempts = 1));
    delete template.Resources.EngineApprovalsRule4D313834;
    delete template.Resources.EngineApprovalPermissionC4FF5C87;
    delete template.Resources.EngineSignalPermissionguarddutyfindings40C76525;
    alarmIn(template, 'edi-prod-s1-informed').KmsMasterKeyId = 'alias/aws/sns';
  },
  'edi-prod-alarms-us-east-1': (template) =>
    change(template, 'ErrorBudgetLedgerFunction45B7D38A', (properties) => (properties.ReservedConcurrentExecutions = 0)),
  'edi-prod-maintenance': (template) => {
    change(template, 'TasksSchedulepagedrill316C4075', (properties) => (properties.State = 'DISABLED'));
    change(template, 'ChecklistsScheduleweekly9F5FA398', (properties) => (properties.ScheduleExpression = 'cron(0 3 ? * SUN *)'));
    delete template.Resources.TasksSchedulekeyrotation80CA00E7;
  },
  'edi-prod-dashboards': (template) => {
    const dashboard = template.Resources.Dashboardsslo8945A171!.Properties;
    const [sub] = Object.keys(dashboard.DashboardBody);
    dashboard.DashboardBody[sub!] = dashboard.DashboardBody[sub!].replace('-P1D', '-P7D');
  },
  'edi-prod-watchdog': (template) => change(template, 'WatchdogKey1E2372E4', ({ KeyPolicy: policy }) => withoutStatement(policy, 'AlarmsEncrypt')),
  'edi-prod-people-1': (template) => {
    const filtered = Object.values(template.Resources).find(
      ({ Type, Properties }) => Type === 'AWS::SNS::Subscription' && Properties.FilterPolicy !== undefined,
    );
    delete filtered!.Properties.FilterPolicy;
  },
};

/** What people and services did in the account afterwards. */
function spoil(account: Account): void {
  const call = (service: string, operation: string, input: object, region = HOME) =>
    account.call(accountRoot(account.accountId), service, operation, { ...input }, region) as Record<string, any>;
  const topic = (name: string, region = HOME) => `arn:aws:sns:${region}:${account.accountId}:${name}`;
  const subscriptionOf = (name: string, protocol: string) =>
    call('sns', 'ListSubscriptionsByTopic', { TopicArn: topic(name) }).Subscriptions.find((each: JsonObject) => each.Protocol === protocol).SubscriptionArn;

  call('cloudwatch', 'DeleteAlarms', { AlarmNames: ['edi-prod-paging-sms-spend'] });
  call('cloudwatch', 'DisableAlarmActions', { AlarmNames: ['edi-prod-edi-ingest-api-availability-s1'] });
  call('cloudwatch', 'PutCompositeAlarm', { AlarmName: 'edi-prod-by-hand', AlarmRule: 'ALARM("edi-prod-engine-silent")' });
  call('sns', 'DeleteTopic', { TopicArn: topic('edi-prod-s2-tier-1') });
  call('sns', 'DeleteTopic', { TopicArn: topic('edi-prod-s4', 'us-east-1') }, 'us-east-1');
  call('sns', 'Unsubscribe', { SubscriptionArn: subscriptionOf('edi-prod-person-elena', 'sms') });
  call('sns', 'Subscribe', { TopicArn: topic('edi-prod-person-farid'), Protocol: 'email', Endpoint: 'stranger@elsewhere.example' });
  const key = call('sns', 'GetTopicAttributes', { TopicArn: topic('edi-prod-s0', 'us-east-1') }, 'us-east-1').Attributes.KmsMasterKeyId;
  call('kms', 'DisableKey', { KeyId: key }, 'us-east-1');
  const document = 'edi-prod-acknowledge-incident';
  const content = JSON.parse(call('ssm', 'GetDocument', { Name: document }).Content);
  call('ssm', 'UpdateDocument', { Name: document, DocumentVersion: '1', Content: JSON.stringify({ ...content, description: 'by hand' }) });
  const calendar = { Name: 'edi-prod-freeze', DocumentVersion: '$LATEST' };
  const text: string = call('ssm', 'GetDocument', { Name: calendar.Name }).Content;
  const [, first] = /(BEGIN:VEVENT[\s\S]*?END:VEVENT\r\n)/.exec(text)!;
  const version = call('ssm', 'UpdateDocument', { ...calendar, Content: text.replace(first!, '') }).DocumentDescription.DocumentVersion;
  call('ssm', 'UpdateDocumentDefaultVersion', { Name: calendar.Name, DocumentVersion: version });
}

/** Every gap that was made, and what is found of it: where one cause has several effects, each of them. */
const GAPS: readonly (readonly [gap: string, ...findings: readonly string[]])[] = [
  ['an alarm deleted', 'VER001 eu-central-1 edi-prod-paging-sms-spend: alarm'],
  ['another threshold', 'VER002 eu-central-1 edi-prod-partner-portal-availability-fast-1h: threshold'],
  ['another rule of a composite alarm', 'VER002 eu-central-1 edi-prod-partner-portal-availability-s1: rule'],
  ['an alarm that publishes nowhere', 'VER002 eu-central-1 edi-prod-partner-portal-availability-s3: actions'],
  ['another description', 'VER002 eu-central-1 edi-prod-partner-portal-latency-fast-5m: description'],
  ['actions of an alarm disabled', 'VER003 eu-central-1 edi-prod-edi-ingest-api-availability-s1: actions enabled'],
  [
    'an alarm on a metric that nobody publishes',
    'VER002 eu-central-1 edi-prod-edi-ingest-api-latency-fast-5m: expression',
    'VER002 eu-central-1 edi-prod-edi-ingest-api-latency-fast-5m: metric intime',
    'VER002 eu-central-1 edi-prod-edi-ingest-api-latency-fast-5m: metric timed',
    'VER004 eu-central-1 edi-prod-edi-ingest-api-latency-fast-5m: verdict of the alarm',
  ],
  ['a metric without data for two weeks', 'VER005 eu-central-1 edi-prod-edi-translate-workers-silent-30m: data of AWS/Lambda Invocations, AWS/Lambda Errors'],
  [
    'metrics without data for a day',
    'VER006 eu-central-1 edi-prod-edi-deliver-acknowledgements-silent-1h: data of EdiPlatform DocumentsSent, EdiPlatform DocumentsAcknowledged',
    'VER006 eu-central-1 edi-prod-edi-deliver-success-rate-silent-30m: data of AWS/States ExecutionsSucceeded, AWS/States ExecutionsFailed, AWS/States ExecutionsTimedOut, AWS/States ExecutionsAborted',
  ],
  ['an alarm nobody planned', 'VER007 eu-central-1 edi-prod-by-hand: alarm'],
  ['a topic of people deleted', 'VER001 eu-central-1 edi-prod-s2-tier-1: topic'],
  ['a feed of alarms deleted', 'VER001 us-east-1 edi-prod-s4: topic'],
  ['the policy of a topic without its grant', 'VER008 eu-central-1 edi-prod-s3: policy of the topic'],
  ['the policy of a key without its grant', 'VER009 eu-west-1 edi-prod-watchdog: policy of the key'],
  [
    'a key disabled',
    'VER009 us-east-1 edi-prod-s1: state of the key',
    'VER009 us-east-1 edi-prod-s2: state of the key',
    'VER009 us-east-1 edi-prod-s3: state of the key',
  ],
  ['a topic with a key of AWS', 'VER002 eu-central-1 edi-prod-s1-informed: key'],
  ['a subscription nobody confirmed', 'VER010 eu-central-1 edi-prod-person-grace: subscription by https'],
  ['a subscription removed by its owner', 'VER011 eu-central-1 edi-prod-person-elena: subscription of elena by sms'],
  ['a subscription of a stranger', 'VER012 eu-central-1 edi-prod-person-farid: subscription'],
  ['text messages that are not filtered', 'VER002 eu-central-1 edi-prod-person-daniel: filter policy'],
  ['a document with a version nobody gets', 'VER013 eu-central-1 edi-prod-acknowledge-incident: default version'],
  ['a freeze taken out of the calendar', 'VER002 eu-central-1 edi-prod-freeze: event 1'],
  ['a contact that is not stored', 'VER016 eu-west-1 /edi/prod/contacts/olga/sms: parameter'],
  ['a schedule disabled', 'VER014 eu-central-1 page-drill: state'],
  ['a schedule at another time', 'VER002 eu-central-1 weekly: schedule'],
  ['a schedule removed', 'VER001 eu-central-1 key-rotation: schedule'],
  ['a rule disabled', 'VER015 eu-central-1 edi-prod-security-hub-findings: state'],
  ['a rule that gives up early', 'VER002 eu-central-1 edi-prod-incident-alarms: retries'],
  ['a rule removed', 'VER001 eu-central-1 edi-prod-incident-approvals: rule'],
  ['a rule that may not start the engine', 'VER001 eu-central-1 edi-prod-guard-duty-findings: permission to start the engine'],
  ['a function with less time', 'VER002 eu-central-1 edi-prod-incident-engine: timeout'],
  ['a function that is not started again', 'VER002 eu-central-1 edi-prod-incident-engine: retries'],
  [
    'a function without concurrency: the ledger of a region',
    'VER020 us-east-1 budget ledger of edi prod: reserved concurrency',
    'VER017 us-east-1 edi-prod-budget-ledger-stopped: data of Day2/ErrorBudget LedgerComplete',
    'VER017 us-east-1 partner-portal/edge-availability: record of the budget',
  ],
  ['a heartbeat that no longer arrives', 'VER018 eu-west-1 edi-prod-engine-silent-watchdog: data of Day2/Incidents EngineHeartbeat'],
  ['a dashboard changed', 'VER002 eu-central-1 edi-prod-slo: body.start'],
  ['a mute nobody planned', 'VER019 eu-central-1 by-hand: mute rule'],
];

describe('an account with gaps of every kind (001-05, 001-14, 003-27)', () => {
  let verification: Verification;
  beforeAll(async () => {
    const silence = (service: string, days: number) => ({
      id: service,
      kind: 'silence',
      on: [service],
      at: -days * MINUTES_PER_DAY,
      for: (days + 1) * MINUTES_PER_DAY,
    });
    const workload = [silence('edi-deliver', 1), silence('edi-translate', 14)] as unknown as Scenario['workload'];
    const account = await playedAccount(editedStacks(DEPLOYED), workload, {
      pending: [contacts['/edi/prod/contacts/grace/https']!],
      unstored: ['/edi/prod/contacts/olga/sms'],
      isUnheard: true,
    });
    spoil(account);
    verification = await verified(accountClientOf(account), account.now);
  });

  test('each is found, by its own code and subject, and nothing else is', () => {
    expect(GAPS.length).toBeGreaterThanOrEqual(30);
    expect(inShort(verification).sort()).toEqual(GAPS.flatMap(([, ...findings]) => findings).sort());
    expect(verification.unknown).toEqual([]);
    expect(verification.outcome).toBe('failed');
  });

  test('there is a gap for every code', () => {
    expect([...new Set(verification.findings.map(({ code }) => code))].sort()).toEqual(Object.keys(VERIFICATION_PROBLEMS));
  });

  test('each has a role that answers for it, a time by which it is closed, and what to do; the worst comes first', () => {
    const { findings, at } = verification;
    const owners = [...model.services.map(({ owner }) => owner), plan.incidents.policy.escalation.incidentLead];
    for (const { owner, due, remediation } of findings) {
      expect(owners).toContain(owner);
      expect(due).toBeGreaterThan(at);
      expect(remediation).not.toBe('');
    }
    expect(findings.map(({ severity }) => severity)).toEqual(findings.map(({ severity }) => severity).sort());
    const byCode = (code: string) => findings.find((finding) => finding.code === code)!;
    // Four hours for S0, eight for S1, as for an incident.
    expect(byCode('VER018')).toMatchObject({ severity: 'S0', due: at + 4 * 60 * MINUTE_MS });
    expect(byCode('VER008')).toMatchObject({ severity: 'S1', due: at + 8 * 60 * MINUTE_MS });
    // An alarm that notifies of S3 is no S1 itself.
    expect(findings.find(({ subject }) => subject === 'edi-prod-partner-portal-availability-s3')).toMatchObject({ severity: 'S3' });
  });

  test('no address of anybody is in what is reported', () => {
    const reported = [
      JSON.stringify(verification),
      verifyText('edi prod', verification, { calls: 1, times: localTimesOf(plan) }),
      verificationJUnit('edi prod', verification, 1),
      JSON.stringify(observabilityStatus(verification, plan)),
    ].join('\n');
    expect(['stranger@elsewhere.example', ...Object.values(contacts)].filter((address) => reported.includes(address))).toEqual([]);
  });

  test('as a table, with what to do below it', () => {
    const lines = verifyText('edi prod', verification, { calls: 340, times: localTimesOf(plan) }).split('\n');
    expect(lines[0]).toBe(`edi prod at 2026-03-02T08:10:00Z (Mon 09:10), 340 calls: ${verification.findings.length} findings`);
    const at = lines.findIndex((line) => line.includes('edi-prod-edi-ingest-api-availability-s1'));
    expect(lines.slice(at, at + 2)).toEqual([
      expect.stringMatching(/^S1 +VER003 +edi-prod-edi-ingest-api-availability-s1 +eu-central-1 +operations lead +16:10Z \(Mon 17:10\)$/),
      '          actions enabled: planned true, found false',
    ]);
    expect(lines).toContain('VER015  enable the rule (events:EnableRule), or deploy its stack again');
  });

  test('as JUnit, as problems for code scanning, and as the status of observability', () => {
    expect(verificationJUnit('edi prod', verification, 1.5)).toContain(
      `tests="${verification.findings.length}" failures="${verification.findings.length}" errors="0" time="1.500"`,
    );
    expect(verification.findings.map(problemOf)).toContainEqual({
      code: 'VER014',
      level: 'error',
      where: { path: 'page-drill in eu-central-1' },
      what: 'state (S1)',
      received: 'DISABLED',
      allowed: 'ENABLED',
      change: 'enable the schedule, or deploy its stack again',
    });
    const status = observabilityStatus(verification, plan);
    expect(status).toMatchObject({
      status: 'initial',
      dashboards: { planned: plan.dashboards.length, withoutFinding: plan.dashboards.length - 1, outcome: 'failed' },
      couldNotTell: [],
    });
    expect(status.kpiCoverage.withoutFinding).toBe(status.kpiCoverage.planned - 8);
    expect(status.gaps).toHaveLength(verification.findings.length);
  });
});

describe('half an answer is none', () => {
  const at = () => healthy.now;
  /** Answers the first call of an action in another way, the others as the account does. */
  const once = (asked: string, instead: (whole: any) => object): AccountClient => {
    let isDone = false;
    return answering(accountClientOf(healthy), async (action, send) => {
      const whole = await send();
      if (action !== asked || isDone) return whole;
      isDone = true;
      return instead(whole);
    });
  };

  test.each<[what: string, action: string, instead: (whole: any) => object]>([
    ['a page that is throttled', 'cloudwatch:DescribeAlarms', () => Promise.reject(named('ThrottlingException'))],
    ['a network that goes away', 'sns:GetTopicAttributes', () => Promise.reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))],
    ['a parameter of which nothing is said', 'ssm:GetParameters', (whole) => ({ ...whole, Parameters: whole.Parameters.slice(1) })],
    [
      'metrics whose data are not complete',
      'cloudwatch:GetMetricData',
      ({ MetricDataResults: results }) => ({
        MetricDataResults: results.map((each: object) => ({ ...each, StatusCode: 'PartialData', Timestamps: [], Values: [] })),
      }),
    ],
  ])('%s', async (_, action, instead) => {
    const { outcome, unknown, findings } = await verified(once(action, instead), at());
    expect({ outcome, findings }).toEqual({ outcome: 'could not tell', findings: [] });
    expect(unknown).toContainEqual(expect.stringContaining(`${action}`));
  });

  test('without credentials there is one problem, and not one of each call', async () => {
    const account = answering(accountClientOf(healthy), () => Promise.reject(named('CredentialsProviderError')));
    await expect(verified(account, at())).rejects.toMatchObject({ problems: [{ code: 'AWS001' }] });
  });

  test('a page of alarms that is missing hides no finding of the others, and makes none', async () => {
    let page = 0;
    const account = answering(accountClientOf(healthy), async (action, send) => {
      const whole = (await send()) as { MetricAlarms?: { AlarmName: string; ActionsEnabled: boolean }[] };
      if (action !== 'cloudwatch:DescribeAlarms') return whole;
      page += 1;
      if (page === 2) throw named('ThrottlingException');
      return page === 1 ? { ...whole, MetricAlarms: whole.MetricAlarms!.map((alarm, index) => ({ ...alarm, ActionsEnabled: index > 0 })) } : whole;
    });
    const verification = await verified(account, at());
    expect(verification.findings.map(({ code }) => code)).toEqual(['VER003']);
    expect(verification.unknown).toEqual([expect.stringMatching(/^cloudwatch:DescribeAlarms in eu-central-1: .*ThrottlingException/)]);
  });
});

test('the policy of a verifier is the one in the documentation, and allows no change', () => {
  const [, written] = /```json\n([\s\S]*?)```/.exec(readFileSync('docs/how-to/verify-an-account.md', 'utf8'))!;
  expect(JSON.parse(written!)).toEqual(readPolicy(plan));
  expect(Object.keys(READ_PERMISSIONS).filter((action) => !/:(?:Describe|Get|List)[A-Z]/.test(action))).toEqual([]);
});
