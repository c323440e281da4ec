import { asked, jsonHeaders, type Pager } from '../pager';

/**
 * incident.io, by an alert source of the kind HTTP, which has its address. There is no acknowledgement.
 * https://api-docs.incident.io/tag/Alert-Events-V2/
 */
export const INCIDENT_IO: Pager = {
  id: 'incident-io',
  title: 'incident.io',
  documentation: 'https://api-docs.incident.io/tag/Alert-Events-V2/',
  limits: {},
  takes: { key: 'needed', url: 'needed' },
  read: ({ body }) => asked({ firing: 'trigger', resolved: 'resolve' }, body.status, body.deduplication_key),
  intake: {
    documentation: 'https://registry.terraform.io/providers/incident-io/incident/latest/docs/resources/alert_source',
    compositeAlarms: 'unknown',
    metricMath: 'unknown',
    note: 'an alert source of the type cloudwatch has the address; its key is in no page seen here',
  },
  render: (event, { url, key }) => {
    if (event.action === 'acknowledge' || url === undefined) return undefined;
    return {
      url,
      headers: jsonHeaders(`Bearer ${key}`),
      body: {
        title: event.title,
        description: event.text,
        deduplication_key: event.key,
        status: event.action === 'trigger' ? 'firing' : 'resolved',
        ...(event.links[0] !== undefined && { source_url: event.links[0].url }),
        metadata: { ...event.fields, severity: event.severity, source: event.source, component: event.component, record: event.record },
      },
    };
  },
};
