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
export function chatText(text: string): string {
  return text.replaceAll('<', '&lt;');
}

/** Without the members that are undefined. */
export function definedTexts(texts: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
