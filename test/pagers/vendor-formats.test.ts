import { pageMessage } from '../../lib/incident/message/page-message';
import type { PagerEvent } from '../../lib/pagers/pager-event';
import { PAGERS, renderPagerEvent } from '../../lib/pagers/pagers';
import { readPagerEvent } from '../../lib/pagers/read-event';
import { pageFacts } from '../helpers/message-facts';

/** What each vendor is sent, by example: a page, and that it is over. */

const PAGE = readPagerEvent({ topicName: 'edi-prod-s0-tier-1', text: pageMessage(pageFacts()).https })!;
const KEY = 'edi-prod:eu-central-1:partner-portal-7';
const bodyOf = (pager: string, event: PagerEvent = PAGE) => renderPagerEvent(pager, event, { url: 'https://pager.example/in', key: 'the-key' })!;
const over = { ...PAGE, action: 'resolve' } as const;

test('PagerDuty: Events API v2, and no payload to resolve', () => {
  expect(bodyOf('pagerduty').body).toMatchObject({
    routing_key: 'the-key',
    event_action: 'trigger',
    dedup_key: KEY,
    payload: {
      summary: expect.stringMatching(/^S0 critical: Partner portal: /) as string,
      source: 'edi-prod',
      severity: 'critical',
      component: 'Partner portal',
    },
  });
  expect(bodyOf('pagerduty', over).body).toEqual({ routing_key: 'the-key', event_action: 'resolve', dedup_key: KEY });
  expect(renderPagerEvent('pagerduty', PAGE, { key: 'k' })!.url).toBe('https://events.pagerduty.com/v2/enqueue');
});

test.each([
  ['opsgenie', 'https://api.opsgenie.com/v2/alerts'],
  ['jira-service-management', 'https://api.atlassian.com/jsm/ops/integration/v2/alerts'],
])('%s: an alert that is closed by its alias', (pager, url) => {
  const created = renderPagerEvent(pager, PAGE, { key: 'the-key' })!;
  expect(created).toMatchObject({ url, headers: { authorization: 'GenieKey the-key' }, body: { alias: KEY, priority: 'P1' } });
  expect(String(created.body.message)).toHaveLength(130);
  expect(created.body.message).toContain('... (cut; the whole: day2 incident show partner-portal-7)');
  const close = `${url}/${encodeURIComponent(KEY)}/close?identifierType=alias`;
  expect(renderPagerEvent(pager, over, { key: 'the-key' })!.url).toBe(close);
  expect(renderPagerEvent(pager, over, { key: 'the-key', url: `${url}/` })!.url).toBe(close);
});

test('incident.io and Grafana OnCall: firing and resolved; alerting and ok', () => {
  expect([bodyOf('incident-io'), bodyOf('incident-io', over)].map(({ body }) => [body.deduplication_key, body.status])).toEqual([
    [KEY, 'firing'],
    [KEY, 'resolved'],
  ]);
  expect([bodyOf('grafana-oncall'), bodyOf('grafana-oncall', over)].map(({ body }) => [body.alert_uid, body.state])).toEqual([
    [KEY, 'alerting'],
    [KEY, 'ok'],
  ]);
});

test.each(['webhook', 'better-stack'])('%s: the event as it is', (pager) => {
  expect(bodyOf(pager, over).body).toMatchObject({ schema: 'day2.pager-event/1', action: 'resolve', key: KEY, severity: 'S0' });
});

test('Slack and Teams: nobody is mentioned by what an alarm is called', () => {
  const mentioning = { ...PAGE, title: '<!channel> is down & out' };
  expect(JSON.stringify(bodyOf('slack', mentioning).body)).toContain('&lt;!channel&gt; is down &amp; out');
  expect(bodyOf('teams').body).toMatchObject({
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { version: '1.4' } }],
  });
});

test('a composite alarm without a trigger is read as any other, with the severity of its topic', () => {
  const alarm = (state: string) =>
    JSON.stringify({
      AlarmName: 'edi-prod-partner-portal-availability-s1',
      AlarmDescription: 'partners cannot sign in',
      AlarmArn: 'arn:aws:cloudwatch:eu-central-1:111111111111:alarm:edi-prod-partner-portal-availability-s1',
      NewStateValue: state,
      NewStateReason: 'arn:… transitioned to ALARM',
      StateChangeTime: '2026-11-30T19:10:24.000+0000',
      AlarmRule: 'ALARM("a")',
    });
  const events = ['ALARM', 'OK'].map((state) => readPagerEvent({ topicName: 'edi-prod-s1', text: alarm(state) })!);
  expect(events.map(({ action, key, severity, at }) => [action, key, severity, at])).toEqual([
    ['trigger', '111111111111:eu-central-1:edi-prod-partner-portal-availability-s1', 'S1', '2026-11-30T19:10:24.000Z'],
    ['resolve', '111111111111:eu-central-1:edi-prod-partner-portal-availability-s1', 'S1', '2026-11-30T19:10:24.000Z'],
  ]);
});

test('a pager that is not known is refused with those that are', () => {
  expect(() => renderPagerEvent('victorops', PAGE, { key: '' })).toThrow(`allowed are ${PAGERS.map(({ id }) => id).join(', ')}`);
});
