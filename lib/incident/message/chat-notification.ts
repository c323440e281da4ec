import { cutText } from '../bounded-text';

/**
 * A custom notification of Amazon Q Developer in chat applications (once AWS Chatbot), which shows nothing it does not
 * know. Only these members are used: whether it takes others is in no guide.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export interface ChatNotification {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly id: string;
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    /** Notifications with the same one are shown as one thread: the id of the incident. */
    readonly threadId: string;
    /** What the thread is called. */
    readonly summary: string;
    readonly eventType: string;
    /** Texts by name, for buttons and for pagers. */
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

/**
 * The text without the beginning of a mention or a link: `<!channel>` in the name of an alarm would wake everybody.
 * https://docs.slack.dev/messaging/formatting-message-text/
 */
function chatText(text: string): string {
  return text.replaceAll('<', '&lt;');
}

/**
 * Longest texts. The guide of custom notifications names none; these are what Slack shows of a section of a message, and
 * less. Bytes, of which a character has one or more.
 * https://docs.slack.dev/reference/block-kit/blocks/section-block/
 */
const MOST_CHAT_BYTES = { title: 250, line: 600, description: 3_000 } as const;
/**
 * Longest value a button or a pager is given.
 * https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CustomActionAttachment.html
 */
const MOST_CONTEXT_BYTES = 1_024;

/** One line for the top of a message. */
export function chatTitle(text: string): string {
  return cutText(chatText(text), MOST_CHAT_BYTES.title);
}

/** Lines for its body. Each keeps its beginning, so that no long one takes the room of those after it. */
export function chatLines(lines: readonly string[]): string {
  return cutText(lines.map((line) => cutText(chatText(line), MOST_CHAT_BYTES.line)).join('\n'), MOST_CHAT_BYTES.description);
}

/** Without the members that are undefined, the rest cut to what a reader takes. */
export function contextTexts(texts: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const defined = Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(defined.map(([name, text]) => [name, cutText(text, MOST_CONTEXT_BYTES)]));
}
