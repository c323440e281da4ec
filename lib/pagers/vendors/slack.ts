import { cutCharacters } from '../../incident/bounded-text';
import { jsonHeaders, type Pager } from '../pager';

const LIMITS = { 'blocks[].text.text': 3_000, 'blocks[].elements[].text': 3_000 } as const;
const WORDS = { trigger: '', acknowledge: 'Acknowledged: ', resolve: 'Resolved: ' } as const;

/** `<!channel>` in the name of an alarm would wake everybody. https://docs.slack.dev/messaging/formatting-message-text/ */
const slackText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * Slack, by an incoming webhook. Four blocks at most, of the fifty that a message may have.
 * https://docs.slack.dev/reference/block-kit/blocks/section-block/
 */
export const SLACK: Pager = {
  id: 'slack',
  title: 'Slack',
  documentation: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/',
  limits: LIMITS,
  takes: { key: 'unused', url: 'needed' },
  render: (event, { url }) => {
    if (url === undefined) return undefined;
    const section = (text: string) => ({
      type: 'section',
      text: { type: 'mrkdwn', text: cutCharacters(slackText(text), LIMITS['blocks[].text.text'], event.record) },
    });
    const links = event.links.map(({ title, url: href }) => `${title}: ${href}`);
    const title = `${WORDS[event.action]}${event.title}`;
    const footer = cutCharacters(slackText(`${event.severity} ${event.source} ${event.record}`), LIMITS['blocks[].elements[].text'], event.record);
    return {
      url,
      headers: jsonHeaders(),
      body: {
        text: cutCharacters(slackText(title), LIMITS['blocks[].text.text'], event.record),
        blocks: [
          section(title),
          ...(event.text === '' ? [] : [section(event.text)]),
          ...(links.length === 0 ? [] : [section(links.join('\n'))]),
          { type: 'context', elements: [{ type: 'mrkdwn', text: footer }] },
        ],
      },
    };
  },
};
