import type { GameDayReport } from '../../lib/gameday/report';
import { runGameDay } from '../../lib/gameday/run-game-day';
import type { Scenario } from '../../lib/scenario/scenario';
import { inWords } from '../helpers/measurement-words';
import { resourceNamed, sabotagedStacks, shippedEnvironment, shippedScenario, shippedStacks, type EditableTemplate } from '../helpers/shipped-assembly';

const ALARMS = 'edi-prod-slo-partner-portal';
const TOPICS = 'edi-prod-incidents';
const FAST_LONG = 'edi-prod-partner-portal-availability-fast-1h';
const FAST_SHORT = 'edi-prod-partner-portal-availability-fast-5m';
const PAGE = 'edi-prod-partner-portal-availability-s0';

/** Plays a scenario against prod after an edit of one of its templates. The edits are of alarms and of what they publish to: no function has to run. */
function rehearse(scenario: string | Scenario, stackName: string, edit: (template: EditableTemplate) => void): Promise<GameDayReport> {
  const { model, plan } = shippedEnvironment('prod');
  const played = typeof scenario === 'string' ? shippedScenario(scenario) : scenario;
  return runGameDay({ scenario: played, model, plan, stacks: sabotagedStacks(stackName, edit), plays: 'alarms' });
}

/** Edits the entry of `Metrics` with an id in an alarm, and returns the alarm's logical id. */
function editQuery(template: EditableTemplate, alarm: string, id: string, edit: (query: any) => void): string {
  const { logicalId, properties } = resourceNamed(template, alarm);
  edit(properties.Metrics.find((query: any) => query.Id === id));
  return logicalId;
}

test('the template as synthesized passes', async () => {
  const { model, plan } = shippedEnvironment('prod');
  const report = await runGameDay({ scenario: shippedScenario('telemetry-lost'), model, plan, stacks: shippedStacks('prod') });
  expect(report).toMatchObject({ outcome: 'passed', differences: [], unknown: [] });
});

test.each(['portal-full-outage', 'telemetry-lost'])(
  'a play of alarms alone finds nothing in %s either, so that what fails below fails because of the edit; it says what it did not play, and is no pass',
  async (id) => {
    const { model, plan } = shippedEnvironment('prod');
    const report = await runGameDay({ scenario: shippedScenario(id), model, plan, stacks: shippedStacks('prod'), plays: 'alarms' });
    expect(report).toMatchObject({ outcome: 'could not tell', differences: [], unknown: ['what budget ledgers and people do: no function was run'] });
    expect(report.measurements.length).toBeGreaterThan(0);
    expect(report.measurements.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  },
);

test('a period changed to 300 s fails the game day and is named with its alarm', async () => {
  let logicalId = '';
  const report = await rehearse('portal-full-outage', ALARMS, (template) => {
    for (const id of ['requests', 'rejected', 'targeterrors', 'balancererrors']) {
      logicalId = editQuery(template, FAST_LONG, id, (query) => (query.MetricStat.Period = 300));
    }
  });
  expect(report.outcome).toBe('failed');
  expect(report.differences).toContainEqual(
    expect.objectContaining({
      kind: 'template',
      name: FAST_LONG,
      resource: `${ALARMS}/${logicalId}`,
      what: 'period of requests (RequestCount)',
      planned: '3600 s',
      found: '300 s',
    }),
  );
  // Not only the text: with the window of its partner the alarm clears half an hour too early.
  expect(report.differences).toContainEqual(expect.objectContaining({ kind: 'behaviour', name: FAST_LONG }));
});

test('a single period that differs from the others in its alarm fails the game day', async () => {
  const report = await rehearse('portal-full-outage', ALARMS, (template) => {
    editQuery(template, FAST_LONG, 'requests', (query) => (query.MetricStat.Period = 300));
  });
  expect(report.outcome).toBe('failed');
  expect(report.differences).toContainEqual(
    expect.objectContaining({ name: FAST_LONG, what: 'period of requests (RequestCount)', planned: '3600 s', found: '300 s' }),
  );
});

test('a statistic changed to Average fails the game day and is named with its alarm', async () => {
  let logicalId = '';
  const report = await rehearse('portal-errors-15-percent', ALARMS, (template) => {
    logicalId = editQuery(template, FAST_LONG, 'targeterrors', (query) => (query.MetricStat.Stat = 'Average'));
  });
  expect(report.outcome).toBe('failed');
  expect(report.differences).toContainEqual(
    expect.objectContaining({
      kind: 'template',
      name: FAST_LONG,
      resource: `${ALARMS}/${logicalId}`,
      what: 'statistic of targeterrors (HTTPCode_Target_5XX_Count)',
      planned: 'Sum',
      found: 'Average',
    }),
  );
  // An average of ones over thousands of requests is never above the threshold.
  expect(report.differences).toContainEqual(expect.objectContaining({ kind: 'behaviour', name: FAST_LONG, planned: 'in ALARM', found: 'not in ALARM' }));
});

test('a threshold ten times too high fails the game day, is named, and the page is measured as late', async () => {
  let logicalId = '';
  const report = await rehearse('portal-full-outage', ALARMS, (template) => {
    for (const alarm of [FAST_LONG, FAST_SHORT]) {
      const found = resourceNamed(template, alarm);
      found.properties.Threshold *= 10;
      logicalId = found.logicalId;
    }
  });
  expect(report.outcome).toBe('failed');
  expect(report.differences).toContainEqual(
    expect.objectContaining({
      kind: 'template',
      name: FAST_SHORT,
      resource: `${ALARMS}/${logicalId}`,
      what: 'threshold',
      planned: '0.0144',
      found: '0.144',
    }),
  );
  expect(report.differences).toContainEqual(expect.objectContaining({ kind: 'behaviour', name: FAST_LONG }));
  // The six-hour row still pages, a minute later: over three minutes is over the expectation.
  expect(report.measurements.map(inWords)).toContainEqual(
    expect.objectContaining({ what: 'S0 partner-portal/availability notified after portal-down began', outcome: 'failed' }),
  );
});

test('a key without the grant for CloudWatch drops every page and the key policy is named as the broken link', async () => {
  const report = await rehearse('portal-full-outage', TOPICS, (template) => {
    const key = Object.values(template.Resources).find(({ Type: type }) => type === 'AWS::KMS::Key')!;
    const { Statement: statements } = key.Properties.KeyPolicy;
    key.Properties.KeyPolicy.Statement = statements.filter((statement: any) => statement.Sid !== 'AlarmsEncrypt');
  });
  expect(report.outcome).toBe('failed');
  expect(report.measurements.map(inWords)).toContainEqual(
    expect.objectContaining({
      what: 'S0 partner-portal/availability notified after portal-down began',
      expected: 'within 3m',
      measured: 'never',
      outcome: 'failed',
    }),
  );
  expect(report.differences).toContainEqual(
    expect.objectContaining({
      kind: 'delivery',
      name: PAGE,
      resource: expect.stringMatching(/^edi-prod-incidents\/TopicsS0/),
      found: expect.stringContaining('key policy'),
    }),
  );
  expect(report.timeline).toContainEqual(expect.objectContaining({ code: 'notification-lost', link: 'key policy' }));
});

test('a topic without the grant for CloudWatch drops its pages and the topic policy is named', async () => {
  const report = await rehearse('portal-blip', TOPICS, (template) => {
    for (const { Type: type, Properties: properties } of Object.values(template.Resources)) {
      if (type !== 'AWS::SNS::TopicPolicy') continue;
      const { Statement: statements } = properties.PolicyDocument;
      properties.PolicyDocument.Statement = statements.filter((statement: any) => statement.Sid !== 'AlarmsPublish');
    }
  });
  // Found even on a day on which nothing pages.
  expect(report.outcome).toBe('failed');
  expect(report.differences).toContainEqual(expect.objectContaining({ kind: 'delivery', name: PAGE, found: expect.stringContaining('topic policy') }));
});

test('a composite pointed at a wrong child fails the game day and shows both rules', async () => {
  let logicalId = '';
  const report = await rehearse('portal-full-outage', ALARMS, (template) => {
    const wrong = resourceNamed(template, 'edi-prod-partner-portal-latency-fast-1h').logicalId;
    const right = resourceNamed(template, FAST_LONG).logicalId;
    const page = resourceNamed(template, PAGE);
    logicalId = page.logicalId;
    page.properties.AlarmRule = JSON.parse(JSON.stringify(page.properties.AlarmRule).replaceAll(right, wrong));
  });
  expect(report.outcome).toBe('failed');
  expect(report.differences).toContainEqual(
    expect.objectContaining({
      kind: 'template',
      name: PAGE,
      resource: `${ALARMS}/${logicalId}`,
      what: 'rule',
      planned: expect.stringContaining(FAST_LONG),
      found: expect.stringContaining('edi-prod-partner-portal-latency-fast-1h'),
    }),
  );
  expect(report.differences).toContainEqual(expect.objectContaining({ kind: 'behaviour', name: PAGE }));
});

test('a ratio without FILL fails the game day when its metrics are lost, and both expressions are shown', async () => {
  let logicalId = '';
  const report = await rehearse('telemetry-lost', ALARMS, (template) => {
    for (const id of ['bad', 'total']) {
      logicalId = editQuery(template, FAST_SHORT, id, (query) => {
        query.Expression = query.Expression.replace(/FILL\((\w+), 0\)/g, '$1');
      });
    }
  });
  expect(report.outcome).toBe('failed');
  expect(report.differences).toContainEqual(
    expect.objectContaining({
      kind: 'template',
      name: FAST_SHORT,
      resource: `${ALARMS}/${logicalId}`,
      what: 'expression',
      planned: expect.stringContaining('FILL(requests'),
      found: expect.not.stringContaining('FILL('),
    }),
  );
});

test('a ratio without FILL clears late when an outage ends in silence, and that minute is named', async () => {
  const on = ['partner-portal/availability'];
  const scenario = shippedScenario('portal-full-outage', {
    workload: [
      { id: 'outage', kind: 'outage', on, at: 30, for: 10 },
      { id: 'nobody-comes-back', kind: 'traffic', factor: 0, on, at: 40, for: 60 },
    ],
    expect: [],
    expectStates: [],
  });
  const { model, plan } = shippedEnvironment('prod');
  expect((await runGameDay({ scenario, model, plan, stacks: shippedStacks('prod'), plays: 'alarms' })).differences).toEqual([]);

  // Without a value for the silent minutes CloudWatch judges the bad ones before them again.
  const report = await rehearse(scenario, ALARMS, (template) => {
    for (const id of ['bad', 'total']) {
      editQuery(template, FAST_SHORT, id, (query) => (query.Expression = query.Expression.replace(/FILL\((\w+), 0\)/g, '$1')));
    }
  });
  expect(report.differences).toContainEqual(expect.objectContaining({ kind: 'behaviour', name: FAST_SHORT, planned: 'not in ALARM', found: 'in ALARM' }));
});

test('an alarm that is not in the template at all is reported once', async () => {
  const report = await rehearse('portal-blip', 'edi-prod-slo-edi-translate', (template) => {
    const { logicalId } = resourceNamed(template, 'edi-prod-edi-translate-freshness-s3');
    delete template.Resources[logicalId];
  });
  expect(report.outcome).toBe('failed');
  expect(report.differences).toEqual([expect.objectContaining({ name: 'edi-prod-edi-translate-freshness-s3', found: 'is in no template' })]);
});

test('a guard against chance that is lowered fires with fewer bad events than planned', async () => {
  const name = 'edi-prod-partner-portal-sign-in-slow-14h24m';
  const report = await rehearse('portal-full-outage', ALARMS, (template) => {
    const { properties } = resourceNamed(template, name);
    const guarded = properties.Metrics.find((query: any) => query.Expression === 'IF(bad >= 20, bad / total, 0)');
    guarded.Expression = 'IF(bad >= 2, bad / total, 0)';
  });
  expect(report.outcome).toBe('failed');
  expect(report.differences).toContainEqual(
    expect.objectContaining({ name, what: 'expression', planned: expect.stringContaining('>= 20'), found: expect.stringContaining('>= 2,') }),
  );
  expect(report.differences).toContainEqual(expect.objectContaining({ kind: 'behaviour', name, planned: 'not in ALARM', found: 'in ALARM' }));
});

test('a count of bad events that loses what the objective allows meets the peak of a good day', async () => {
  const name = 'edi-prod-edi-ingest-file-drop-slow-14h24m';
  const scenario = shippedScenario('file-drop-day-and-night');
  const traffic = { 'edi-ingest/file-drop': { perMinute: 57, nightFactor: 0.05, backgroundErrorPercent: 0.45 } };
  const peak: Scenario = { ...scenario, traffic, workload: [], expect: [] };
  const report = await rehearse(peak, 'edi-prod-slo-edi-ingest', (template) => {
    const { properties } = resourceNamed(template, name);
    const counted = properties.Metrics.find((query: any) => query.Expression === 'IF(bad > 0.005 * total, bad, 0)');
    counted.Expression = 'IF(bad > 0.003 * total, bad, 0)';
    properties.Threshold = 130;
  });
  expect(report.differences).toContainEqual(expect.objectContaining({ name, what: 'threshold', planned: '205', found: '130' }));
  expect(report.differences).toContainEqual(expect.objectContaining({ kind: 'behaviour', name, planned: 'not in ALARM', found: 'in ALARM' }));
});
