import { cutCharacters } from '../../incident/bounded-text';
import { asked, jsonHeaders, type Pager } from '../pager';
import { keyWithin } from '../pager-event';

const LIMITS = { dedup_key: 255, 'payload.summary': 1_024 } as const;
const DEFAULT_URL = 'https://events.pagerduty.com/v2/enqueue';
const SEVERITIES = { S0: 'critical', S1: 'error', S2: 'warning', S3: 'info', S4: 'info' } as const;

/**
 * PagerDuty, by Events API v2. An event for a key that another routing key opened is dropped: the key of the destination has to stay the same.
 * https://developer.pagerduty.com/docs/send-alert-event
 */
export const PAGERDUTY: Pager = {
  id: 'pagerduty',
  title: 'PagerDuty',
  documentation: 'https://developer.pagerduty.com/docs/send-alert-event',
  limits: LIMITS,
  mostBodyBytes: 512 * 1_024,
  severities: SEVERITIES,
  takes: { key: 'needed', url: 'optional' },
  defaultUrl: DEFAULT_URL,
  read: ({ body }) => asked({ trigger: 'trigger', acknowledge: 'acknowledge', resolve: 'resolve' }, body.event_action, body.dedup_key),
  intake: {
    documentation: 'https://www.pagerduty.com/docs/guides/amazon-cloudwatch-integration-guide/',
    compositeAlarms: 'unknown',
    metricMath: 'unknown',
    note: 'users report that it discards silently whatever is no alarm, or whose subject does not begin with ALARM or OK',
  },
  render: (event, { url = DEFAULT_URL, key }) => {
    const identity = { routing_key: key, event_action: event.action, dedup_key: keyWithin(event.key, LIMITS.dedup_key) };
    if (event.action !== 'trigger') return { url, headers: jsonHeaders(), body: identity };
    return {
      url,
      headers: jsonHeaders(),
      body: {
        ...identity,
        client: 'day2',
        payload: {
          summary: cutCharacters(event.title, LIMITS['payload.summary'], event.record),
          source: event.source,
          severity: SEVERITIES[event.severity],
          timestamp: event.at,
          component: event.component,
          custom_details: { ...event.fields, severity: event.severity, description: event.text, record: event.record },
        },
        links: event.links.map(({ title, url: href }) => ({ href, text: title })),
      },
    };
  },
};
