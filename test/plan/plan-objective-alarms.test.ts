import type { Objective } from '../../lib/model/model';
import { planObjectiveAlarms } from '../../lib/plan/plan-objective-alarms';
import { DEFAULT_POLICY } from '../../lib/slo/burn-rate';
import { EXAMPLE_BINDINGS, everyIndicator } from '../helpers/every-indicator';
import { exampleObjective, objectiveOf } from '../helpers/models';

const CONTEXT = { application: 'shop', environment: 'prod', serviceId: 'checkout', region: 'eu-central-1' };
const planOf = (objective: Objective) => planObjectiveAlarms(objective, CONTEXT);
const PREFIX = 'shop-prod-checkout-availability';

describe('metric alarms of an objective over events', () => {
  const { metricAlarms, rows, omittedBurnRateAlerts } = planOf(exampleObjective());

  test.each([
    ['fast-1h', 3_600, 0.0144],
    ['fast-5m', 300, 0.0144],
    ['steady-6h', 21_600, 0.006],
    ['steady-30m', 1_800, 0.006],
    ['slow-1d', 86_400, 0.003],
    ['slow-2h', 7_200, 0.003],
    ['slowest-3d', 259_200, 0.001],
    ['slowest-6h', 21_600, 0.001],
  ])('%s compares one window of %i s with %f', (suffix, periodSeconds, threshold) => {
    expect(metricAlarms.find((alarm) => alarm.name === `${PREFIX}-${suffix}`)).toMatchObject({
      periodSeconds,
      threshold,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      comparison: 'GreaterThanThreshold',
      treatMissingData: 'missing',
    });
  });

  test('the ratio is over the events of the window and defined without any', () => {
    expect(metricAlarms[0]?.steps.at(-1)).toEqual({ id: 'ratio', expression: 'IF(total > 0, bad / total, 0)' });
  });

  test('there are two alarms a row and one for silence, and nothing is left out', () => {
    expect(rows).toHaveLength(4);
    expect(omittedBurnRateAlerts).toEqual([]);
    expect(metricAlarms).toHaveLength(9);
  });

  test('the reason says share, window and burn rate in numbers', () => {
    expect(metricAlarms[0]?.reason).toBe('more than 1.44 % bad in 1h: a burn rate of 14.4×; this window spends 2 % of the 30d budget');
    expect(metricAlarms[1]?.reason).toBe('more than 1.44 % bad in 5m: a burn rate of 14.4×; this window lets the alarm clear soon after the errors stop');
  });
});

describe('metric alarms of an objective with little traffic', () => {
  // One event a minute, 99.9 % over 30 days: the budget is 43.2 bad events.
  const { metricAlarms, compositeAlarms } = planOf(exampleObjective({ burnRatePolicy: DEFAULT_POLICY, typicalEventsPerMinute: 1 }));
  const alarm = (suffix: string) => metricAlarms.find(({ name }) => name === `${PREFIX}-${suffix}`);

  test.each([
    ['fast-1h', 3, 0.0144],
    ['steady-6h', 5, 0.006],
    ['slow-14h24m', 6, 0.001],
  ])('%s has a ratio from %i bad events on, and none before: it is always defined', (suffix, leastBadEvents, threshold) => {
    expect(alarm(suffix)).toMatchObject({ threshold, comparison: 'GreaterThanThreshold', evaluationPeriods: 1, role: { leastBadEvents } });
    expect(alarm(suffix)?.steps.at(-1)).toEqual({ id: 'ratio', expression: `IF(bad >= ${leastBadEvents}, bad / total, 0)` });
  });

  test.each(['fast-5m', 'steady-30m', 'slow-1h12m'])('%s compares the plain ratio: the guard is on the long window', (suffix) => {
    expect(alarm(suffix)?.steps.at(-1)?.expression).toBe('IF(total > 0, bad / total, 0)');
    expect(alarm(suffix)?.role).not.toHaveProperty('leastBadEvents');
  });

  test('the reason says what the guard is and what it costs', () => {
    expect(alarm('fast-1h')?.reason).toBe(
      'more than 1.44 % bad in 1h, at least 3 of them: a burn rate of 14.4×; at 1 a minute fewer would be chance, so that this window spends 6.94 % instead of 2 % of the 30d budget, and a full outage is reported after 3m',
    );
    expect(compositeAlarms[0]?.reason).toBe(
      'S1 when 6.94 % of the error budget in 1h (at that rate all of it in 14h24m), or 11.6 % of the error budget in 6h (at that rate all of it in 2d4h)',
    );
  });
});

describe('metric alarms of an objective with uneven traffic', () => {
  const { metricAlarms } = planOf(exampleObjective({ burnRatePolicy: DEFAULT_POLICY, typicalEventsPerMinute: 600, trafficVariation: 20 }));
  const alarm = (suffix: string) => metricAlarms.find(({ name }) => name === `${PREFIX}-${suffix}`);

  test.each([
    ['fast-1h', 519, 3_600],
    ['steady-6h', 1_297, 21_600],
    ['slow-14h24m', 519, 51_840],
  ])('%s counts the bad events of the window, %i and more, while they are more than the objective allows', (suffix, threshold, periodSeconds) => {
    expect(alarm(suffix)).toMatchObject({ threshold, periodSeconds, comparison: 'GreaterThanOrEqualToThreshold', role: { errorRatioAbove: 0.001 } });
    expect(alarm(suffix)?.steps.at(-1)).toEqual({ id: 'burnt', expression: 'IF(bad > 0.001 * total, bad, 0)' });
  });

  test('the short windows compare a ratio that the busiest hour reaches', () => {
    expect(['fast-5m', 'steady-30m', 'slow-1h12m'].map((suffix) => alarm(suffix)?.threshold)).toEqual([0.00756, 0.00315, 0.001]);
  });

  test('the reason says how long a full outage takes, busiest and quietest, and the price', () => {
    expect(alarm('fast-1h')?.reason).toBe(
      'at least 519 bad events in 1h, and more than 0.1 % bad: 2 % of the 30d budget at 600 a minute, quietest to busiest hour 1 to 20; a full outage is reported after 1m in the busiest and 10m in the quietest hour, and with ten times the traffic a tenth of the errors would do',
    );
  });

  test('the long and the short alarms read the same metrics', () => {
    expect(alarm('fast-1h')?.metrics).toEqual(alarm('fast-5m')?.metrics);
  });
});

describe('metric alarms of an objective over slices', () => {
  const freshness = objectiveOf(EXAMPLE_BINDINGS.queue, 'freshness', { targetPercent: 99 });
  const { metricAlarms, omittedBurnRateAlerts } = planOf(freshness);

  test.each([
    ['fast-1h', 60, 9], // 14.4 % of 60 is 8.64
    ['fast-5m', 5, 1], // 0.72
    ['steady-6h', 360, 22], // 6 % of 360 is 21.6
    ['steady-30m', 30, 2], // 1.8
    ['slow-1d', 1_440, 44], // 3 % of 1440 is 43.2
    ['slow-2h', 120, 4], // 3.6
  ])('%s counts bad minutes among %i, and fires at %i', (suffix, evaluationPeriods, datapointsToAlarm) => {
    expect(metricAlarms.find((alarm) => alarm.name === `shop-prod-checkout-freshness-${suffix}`)).toMatchObject({
      periodSeconds: 60,
      evaluationPeriods,
      datapointsToAlarm,
      comparison: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      steps: freshness.sli.steps,
    });
  });

  test('the default ticket waits for more bad minutes than come together by chance', () => {
    const ticket = planOf({ ...freshness, burnRatePolicy: DEFAULT_POLICY }).metricAlarms.find(({ name }) => name.endsWith('-slow-14h24m'));
    // 1 % of 864 is 8.64.
    expect(ticket).toMatchObject({ evaluationPeriods: 864, datapointsToAlarm: 20 });
    expect(ticket?.reason).toContain('at one slice in 1m fewer would be chance, so that this window spends 4.63 % instead of 2 %');
  });

  test('the row of three days is left out, with the reason', () => {
    expect(omittedBurnRateAlerts.map(({ row, reason }) => [row.id, reason])).toEqual([
      ['slowest', 'an alarm that counts slices of 1m may look back 1d, not 3d'],
    ]);
  });

  test('silence counts samples, not bad minutes: an idle metric has no bad minute either', () => {
    expect(metricAlarms.at(-1)).toMatchObject({
      metrics: { age: { statistic: 'SampleCount' } },
      steps: [{ id: 'seen', expression: 'FILL(age, 0)' }],
    });
  });
});

describe('the silence alarm', () => {
  test('fires when not one event was seen, and treats missing data as breaching', () => {
    const alarm = planOf(exampleObjective()).metricAlarms.at(-1);
    expect(alarm).toMatchObject({
      name: `${PREFIX}-silent-15m`,
      role: { kind: 'silence', windowMinutes: 15 },
      periodSeconds: 900,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      comparison: 'LessThanThreshold',
      threshold: 1,
      treatMissingData: 'breaching',
    });
    expect(alarm?.steps.at(-1)?.id).toBe('total');
  });

  test('does not exist where silence is expected for a stated reason', () => {
    const { metricAlarms, compositeAlarms } = planOf(exampleObjective({ noData: { kind: 'expected', reason: 'nobody works at night' } }));
    expect(metricAlarms.map(({ role }) => role.kind)).not.toContain('silence');
    expect(compositeAlarms.map(({ severity }) => severity)).toEqual(['S1', 'S3']);
  });
});

describe('composite alarms', () => {
  const names = (...suffixes: string[]) => suffixes.map((suffix) => `${PREFIX}-${suffix}`);

  test('there is one a severity, most severe first, each on the topic of its severity', () => {
    expect(planOf(exampleObjective()).compositeAlarms).toMatchObject([
      {
        name: `${PREFIX}-s1`,
        urgency: 'page',
        topicName: 'shop-prod-s1',
        firesWhenAllOf: [names('fast-1h', 'fast-5m'), names('steady-6h', 'steady-30m')],
        reason: 'S1 when 2 % of the error budget in 1h (at that rate all of it in 2d2h), or 5 % of the error budget in 6h (at that rate all of it in 5d)',
      },
      { name: `${PREFIX}-s2`, urgency: 'silence', topicName: 'shop-prod-s2', firesWhenAllOf: [names('silent-15m')] },
      {
        name: `${PREFIX}-s3`,
        urgency: 'ticket',
        topicName: 'shop-prod-s3',
        firesWhenAllOf: [names('slow-1d', 'slow-2h'), names('slowest-3d', 'slowest-6h')],
      },
    ]);
  });

  test('the ticket is held while the page is on; page and silence are never held', () => {
    const [page, silence, ticket] = planOf(exampleObjective()).compositeAlarms;
    expect(ticket?.suppressor).toEqual({ alarmName: page?.name, waitSeconds: 60, extensionSeconds: 60 });
    expect(page).not.toHaveProperty('suppressor');
    expect(silence).not.toHaveProperty('suppressor');
  });

  test('a ticket without a page has no suppressor', () => {
    const ticketsOnly = exampleObjective().burnRatePolicy.filter((row) => row.urgency === 'ticket');
    const composites = planOf(exampleObjective({ burnRatePolicy: ticketsOnly })).compositeAlarms;
    expect(composites.map(({ severity, suppressor }) => [severity, suppressor])).toEqual([
      ['S2', undefined],
      ['S3', undefined],
    ]);
  });

  test('silence of the severity of the page joins it; everything capped to one severity is one alarm without suppressor', () => {
    const joined = planOf(exampleObjective({ noData: { kind: 'alarm', afterMinutes: 15, severity: 'S1' } })).compositeAlarms;
    expect(joined.map(({ severity, urgency }) => [severity, urgency])).toEqual([
      ['S1', 'page'],
      ['S3', 'ticket'],
    ]);
    expect(joined[0]?.firesWhenAllOf).toContainEqual(names('silent-15m'));

    const capped = planOf(
      exampleObjective({ severity: { page: 'S3', ticket: 'S3' }, noData: { kind: 'alarm', afterMinutes: 15, severity: 'S3' } }),
    ).compositeAlarms;
    expect(capped).toHaveLength(1);
    expect(capped[0]).toMatchObject({ severity: 'S3', urgency: 'page', topicName: 'shop-prod-s3' });
    expect(capped[0]?.firesWhenAllOf).toHaveLength(5);
    expect(capped[0]).not.toHaveProperty('suppressor');
  });

  test.each(everyIndicator().map((each) => [each.name, each] as const))('%s: every metric alarm is in exactly one composite', (_, { sli, kind }) => {
    const { metricAlarms, compositeAlarms } = planOf(exampleObjective({ sli, kind }));
    const used = compositeAlarms.flatMap(({ firesWhenAllOf }) => firesWhenAllOf.flat());
    expect([...used].sort()).toEqual(metricAlarms.map(({ name }) => name).sort());
  });
});

describe('descriptions', () => {
  const descriptions = (overrides: Partial<Objective>) => {
    const { metricAlarms, compositeAlarms } = planOf(exampleObjective(overrides));
    return [...metricAlarms, ...compositeAlarms].map(({ description }) => description);
  };

  test('name environment, objective, reason, impact and runbook', () => {
    expect(descriptions({})[0]).toBe(
      'prod checkout/availability (objective 99.9 % over 30d). More than 1.44 % bad in 1h: a burn rate of 14.4×; this window spends 2 % of the 30d budget. Impact: partners get errors. Runbook: api-failing.',
    );
  });

  test('of an endless impact stay within 1,024 characters and still name the runbook', () => {
    for (const impact of ['x'.repeat(2_000), '🔥'.repeat(1_000), `x${'🔥'.repeat(1_000)}`]) {
      for (const description of descriptions({ impact })) {
        expect(description.length).toBeLessThanOrEqual(1_024);
        expect(description.length).toBeGreaterThanOrEqual(1_023);
        expect(description).toMatch(/…\. Runbook: api-failing\.$/);
        expect(description).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
      }
    }
  });

  test('of an impact that just fits are not cut', () => {
    const [shortest] = descriptions({ impact: '' });
    const room = 1_024 - shortest!.length;
    expect(descriptions({ impact: 'x'.repeat(room) })[0]).not.toContain('…');
    expect(descriptions({ impact: 'x'.repeat(room + 1) })[0]).toContain('x…. Runbook');
  });

  test('stay within 1,024 characters even when nothing fits', () => {
    for (const description of descriptions({ runbook: 'r'.repeat(2_000) })) expect(description).toHaveLength(1_024);
  });
});

describe('construct ids', () => {
  const idOf = (serviceId: string, id: string) => planObjectiveAlarms(exampleObjective({ id }), { ...CONTEXT, serviceId }).constructId;

  test('are the names in one word', () => {
    expect(idOf('partner-portal', 'edge-availability')).toBe('PartnerPortalEdgeAvailability');
  });

  test('keep apart what alarm names keep apart', () => {
    expect(idOf('api-1', 'latency')).not.toBe(idOf('api1', 'latency'));
    expect(idOf('api--x', 'latency')).not.toBe(idOf('api-x', 'latency'));
  });
});

test('alarms are in the region of their metrics', () => {
  expect(planOf(exampleObjective()).region).toBe('eu-central-1');
  expect(planOf(objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability')).region).toBe('us-east-1');
});
