import { cutCharacters } from '../../incident/bounded-text';
import { asked, jsonHeaders, type Pager, type PagerRequest } from '../pager';
import { keyWithin } from '../pager-event';

const LIMITS = { message: 130, alias: 512, description: 15_000, 'tags[]': 50 } as const;
const PRIORITIES = { S0: 'P1', S1: 'P2', S2: 'P3', S3: 'P4', S4: 'P5' } as const;
/** The paths by which an alert is changed. */
const VERBS = { acknowledge: 'acknowledge', resolve: 'close' } as const;

/** https://docs.opsgenie.com/docs/alert-api. Accounts in the EU have another host. */
export const OPSGENIE: Pager = alerts({
  id: 'opsgenie',
  title: 'Opsgenie',
  documentation: 'https://docs.opsgenie.com/docs/alert-api',
  defaultUrl: 'https://api.opsgenie.com/v2/alerts',
});

/**
 * The same alerts under another address. That an alert is found by its alias is documented for Opsgenie only; it works, as the vendor says in
 * https://jira.atlassian.com/browse/JSDCLOUD-14179.
 */
export const JIRA_SERVICE_MANAGEMENT: Pager = alerts({
  id: 'jira-service-management',
  title: 'Jira Service Management',
  documentation: 'https://developer.atlassian.com/cloud/jira/service-desk-ops/rest/v2/api-group-integration-events/',
  defaultUrl: 'https://api.atlassian.com/jsm/ops/integration/v2/alerts',
});

function alerts({ id, title, documentation, defaultUrl }: Pick<Pager, 'id' | 'title' | 'documentation'> & Required<Pick<Pager, 'defaultUrl'>>): Pager {
  return {
    id,
    title,
    documentation,
    limits: LIMITS,
    severities: PRIORITIES,
    takes: { key: 'needed', url: 'optional' },
    defaultUrl,
    read: ({ url, body }) => {
      if (body.alias !== undefined) return asked({ create: 'trigger' }, 'create', body.alias);
      const [, alias = '', verb] = /\/([^/]+)\/(acknowledge|close)\?identifierType=alias$/.exec(url) ?? [];
      return asked({ acknowledge: 'acknowledge', close: 'resolve' }, verb, decodeURIComponent(alias));
    },
    intake: {
      documentation: 'https://docs.opsgenie.com/docs/aws-cloudwatch-integration',
      compositeAlarms: 'unknown',
      metricMath: 'unknown',
      note: 'users report that an alert is closed by the OK of its alarm',
    },
    render: (event, destination): PagerRequest => {
      const { key } = destination;
      // What is changed about an alert has its path below: with a slash of its own, the address would have two.
      const url = (destination.url ?? defaultUrl).replace(/\/+$/, '');
      const headers = jsonHeaders(`GenieKey ${key}`);
      const alias = keyWithin(event.key, LIMITS.alias);
      if (event.action !== 'trigger') {
        const note = event.text;
        return { url: `${url}/${encodeURIComponent(alias)}/${VERBS[event.action]}?identifierType=alias`, headers, body: { source: event.source, note } };
      }
      const links = event.links.map(({ title: name, url: href }) => `${name}: ${href}`);
      return {
        url,
        headers,
        body: {
          message: cutCharacters(event.title, LIMITS.message, event.record),
          alias,
          description: cutCharacters([event.title, event.text, ...links, event.record].join('\n'), LIMITS.description, event.record),
          priority: PRIORITIES[event.severity],
          source: event.source,
          entity: event.component,
          tags: [event.severity, ...(event.isDrill ? ['drill'] : [])],
          details: event.fields,
        },
      };
    },
  };
}
