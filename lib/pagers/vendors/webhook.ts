import { asked, jsonHeaders, type Pager } from '../pager';

/**
 * Anything that takes a POST: the event as it is, flat, so that the receiver picks members by their names. With a key, it stands in the
 * header `authorization`.
 */
export const WEBHOOK: Pager = flat({
  id: 'webhook',
  title: 'A webhook of your own',
  documentation: 'docs/how-to/keep-your-pager.md',
  intake: {
    documentation: 'https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html',
    compositeAlarms: 'read',
    metricMath: 'read',
    note: 'it gets the messages of SNS, has to confirm the subscription, and should check their signatures',
  },
});

/**
 * Better Stack, by an incoming webhook: which member is the id of the alert, and what starts, acknowledges and resolves it, is said in its
 * settings (`key`; `action`). No page of its format was at hand: our reading.
 */
export const BETTER_STACK: Pager = flat({
  id: 'better-stack',
  title: 'Better Stack',
  documentation: 'https://betterstack.com/docs/uptime/incoming-webhooks/',
  intake: {
    documentation: 'https://betterstack.com/docs/uptime/',
    compositeAlarms: 'unknown',
    metricMath: 'unknown',
    note: 'no page about it was at hand',
  },
});

function flat(named: Omit<Pager, 'limits' | 'takes' | 'read' | 'render'>): Pager {
  return {
    ...named,
    limits: {},
    takes: { key: 'optional', url: 'needed' },
    read: ({ body }) => asked({ trigger: 'trigger', acknowledge: 'acknowledge', resolve: 'resolve' }, body.action, body.key),
    render: (event, { url, key }) => {
      if (url === undefined) return undefined;
      const { links, fields, ...facts } = event;
      return {
        url,
        headers: jsonHeaders(key === '' ? undefined : key),
        body: { schema: 'day2.pager-event/1', ...facts, fields, links: links.map((link) => ({ ...link })) },
      };
    },
  };
}
