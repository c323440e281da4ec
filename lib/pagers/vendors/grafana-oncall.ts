import { asked, jsonHeaders, type Pager } from '../pager';

/**
 * Grafana OnCall and Grafana IRM, by an integration of the kind Formatted Webhook, which has its address. There is no acknowledgement:
 * an alert that is acknowledged by a template counts as resolved. Further members are for templates.
 * https://grafana.com/docs/grafana-cloud/alerting-and-irm/irm/configure/integrations/webhooks/incoming-webhooks/oncall-webhooks
 */
export const GRAFANA_ONCALL: Pager = {
  id: 'grafana-oncall',
  title: 'Grafana OnCall',
  documentation: 'https://grafana.com/docs/grafana-cloud/alerting-and-irm/irm/configure/integrations/webhooks/incoming-webhooks/oncall-webhooks',
  limits: {},
  takes: { key: 'unused', url: 'needed' },
  read: ({ body }) => asked({ alerting: 'trigger', ok: 'resolve' }, body.state, body.alert_uid),
  intake: {
    documentation: 'https://grafana.com/docs/oncall/latest/integrations/amazon-sns/',
    compositeAlarms: 'unknown',
    metricMath: 'unknown',
    note: 'Grafana Cloud only; how alarms are grouped and ended is for the templates of the integration to say',
  },
  render: (event, { url }) => {
    if (event.action === 'acknowledge' || url === undefined) return undefined;
    return {
      url,
      headers: jsonHeaders(),
      body: {
        alert_uid: event.key,
        title: event.title,
        state: event.action === 'trigger' ? 'alerting' : 'ok',
        message: event.text,
        ...(event.links[0] !== undefined && { link_to_upstream_details: event.links[0].url }),
        severity: event.severity,
        source: event.source,
        component: event.component,
        record: event.record,
      },
    };
  },
};
