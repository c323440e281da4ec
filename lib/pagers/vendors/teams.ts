import { jsonHeaders, type Pager } from '../pager';

const COLOURS = { S0: 'attention', S1: 'attention', S2: 'warning', S3: 'default', S4: 'default' } as const;
const WORDS = { trigger: '', acknowledge: 'Acknowledged: ', resolve: 'Resolved: ' } as const;

/**
 * Microsoft Teams, by a workflow that posts an adaptive card. The connector takes about 28 KB and answers 413 beyond.
 * https://learn.microsoft.com/en-us/connectors/teams/
 */
export const TEAMS: Pager = {
  id: 'teams',
  title: 'Microsoft Teams',
  documentation: 'https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
  limits: {},
  mostBodyBytes: 28 * 1_024,
  severities: COLOURS,
  takes: { key: 'unused', url: 'needed' },
  render: (event, { url }) => {
    if (url === undefined) return undefined;
    const title = `${WORDS[event.action]}${event.title}`;
    const line = (text: string) => ({ type: 'TextBlock', text, wrap: true });
    return {
      url,
      headers: jsonHeaders(),
      body: {
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: {
              $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
              type: 'AdaptiveCard',
              version: '1.4',
              fallbackText: title,
              body: [
                { ...line(title), weight: 'bolder', color: event.action === 'trigger' ? COLOURS[event.severity] : 'good' },
                ...(event.text === '' ? [] : [line(event.text)]),
                line(`${event.severity} ${event.source} ${event.record}`),
              ],
              actions: event.links.map((link) => ({ type: 'Action.OpenUrl', title: link.title, url: link.url })),
            },
          },
        ],
      },
    };
  },
};
