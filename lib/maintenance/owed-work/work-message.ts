import { chatLines, chatTitle, contextTexts, type ChatNotification } from '../../incident/message/chat-notification';
import { emailText } from '../../incident/message/incident-lines';
import type { Message } from '../../incident/message/message';
import { momentText } from '../../incident/message/moments';
import { subjectText } from '../../incident/message/plain-text';
import { smsText } from '../../incident/message/sms-text';
import { formatInstant } from '../../time/time';
import type { OwedWork } from './owed-work';

/** What happened to work. */
export type WorkReason = 'opened' | 'failed' | 'reminder' | 'overdue';

/** What a message about work is made of. */
export interface WorkFacts {
  readonly application: string;
  readonly environment: string;
  readonly region: string;
  readonly work: OwedWork;
  readonly reason: WorkReason;
  /** The OpsItem it lives in. */
  readonly opsItemId: string;
  /** More lines: the items of a checklist, the run of a task. */
  readonly lines?: readonly string[];
}

const SAID: Readonly<Record<WorkReason, string>> = { opened: 'is open', failed: 'failed', reminder: 'is due soon', overdue: 'is overdue' };

/** What the owner of work reads. It wakes nobody. */
export function workMessage(facts: WorkFacts): Message {
  const { application, environment, region, work, reason, opsItemId, lines = [] } = facts;
  const scope = `${application} ${environment}`;
  const summary = `${scope}: ${work.title} ${SAID[reason]}`;
  const due = `Due by ${momentText(work.dueAt)}, owner ${work.owner}`;
  const done = `When it is done, resolve OpsItem ${opsItemId} in ${region}.`;
  const why = `You are notified because you have the role ${reason === 'overdue' ? `${work.owner} or ${work.lead}` : work.owner}.`;
  return {
    subject: subjectText(summary),
    email: emailText([[`${summary}.`, `${due}.`], [...lines], [done], [why]], `OpsItem ${opsItemId}`),
    sms: smsText({ beginning: `${scope}:`, what: `${work.title} ${SAID[reason]}`, end: `by ${momentText(work.dueAt)}. ${opsItemId}` }),
    https: JSON.stringify(notificationOf(facts, summary, [due, ...lines, done])),
  };
}

function notificationOf({ application, environment, region, work, reason, opsItemId }: WorkFacts, summary: string, lines: readonly string[]): ChatNotification {
  return {
    version: '1.0',
    source: 'custom',
    id: `${opsItemId}/${reason}/${work.notified}`,
    content: {
      textType: 'client-markdown',
      title: chatTitle(summary),
      description: chatLines(lines),
      nextSteps: [],
      keywords: [work.key, work.owner, environment],
    },
    metadata: {
      threadId: opsItemId,
      summary: chatTitle(work.title),
      eventType: `day2.maintenance-${reason}`,
      additionalContext: contextTexts({
        schema: 'day2.maintenance/1',
        reason,
        application,
        environment,
        region,
        work: work.key,
        owner: work.owner,
        lead: work.lead,
        dueAt: formatInstant(work.dueAt),
        opsItem: opsItemId,
      }),
    },
  };
}
