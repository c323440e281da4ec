import { formatInstant, type Instant } from '../../time/time';
import type { AlarmFacts } from '../lifecycle/incident-event';
import { alarmLink, alarmRunbookLink, dashboardLink } from './console-links';
import { emailText, externalLines } from './incident-lines';
import type { Message } from './message';
import { momentText } from './moments';
import { shortWhatText, whatText, type MessagePolicy } from './page-facts';
import type { PagePayload } from './page-payload';
import { oneLine, sentence, subjectText } from './plain-text';
import { shownAlarm, shownLine, shownPolicy } from './shown-facts';
import { smsText } from './sms-text';

/** An alarm that is paged although nothing can be recorded. */
export interface FailOpenFacts {
  readonly alarm: AlarmFacts;
  readonly policy: MessagePolicy;
  readonly now: Instant;
  /** Why the table cannot be used. */
  readonly why: string;
}

/** What a page without a record is marked with. */
const UNDEDUPLICATED_MARK = 'UNDEDUPLICATED';

/**
 * What is paged while the table of incidents cannot be used. There is no incident and no escalation: the same alarm may be
 * paged again, and an acknowledgement has nowhere to go.
 */
export function failOpenMessage({ now, ...given }: FailOpenFacts): Message {
  const [alarm, policy, why] = [shownAlarm(given.alarm), shownPolicy(given.policy), shownLine(given.why)];
  const title = oneLine(alarm.title) || alarm.name;
  const runbook = alarmRunbookLink(policy, alarm.runbook);
  const contacts = alarm.severity === 'S0' ? policy.externalContacts : [];
  const beginning = `${UNDEDUPLICATED_MARK} ${alarm.severity}: ${title}: ${sentence(shortWhatText(alarm))}`;
  const summary = `${beginning} Paged ${momentText(now)}. It cannot be acknowledged: start the runbook ${alarm.runbook} and call the others`;
  return {
    subject: subjectText(`${UNDEDUPLICATED_MARK} ${alarm.severity} ${title}: ${whatText(alarm)}`),
    email: emailText(
      [
        [summary],
        [
          `Why like this: the table of incidents cannot be used: ${why}`,
          'What follows: no incident is recorded, nobody else is paged later, and the same alarm may be paged again',
          'Incident: none is recorded; tier 1, escalation round none',
          `Paged: ${formatInstant(now)}`,
          `State now: ${alarmLink(alarm)}`,
        ],
        [`Runbook ${alarm.runbook}: ${runbook}`, `Dashboard: ${dashboardLink(policy)}`, `Alarm: ${alarm.name} in ${alarm.region}`],
        contacts.length === 0 ? [] : externalLines(policy),
      ],
      alarmLink(alarm),
    ),
    sms: smsText({
      beginning: `${UNDEDUPLICATED_MARK} ${alarm.severity} ${title}:`,
      what: whatText(alarm),
      end: `${momentText(now)} T1. No ack possible. Runbook ${alarm.runbook}`,
    }),
    https: JSON.stringify({
      schema: 'day2.page/1',
      kind: 'undeduplicated page',
      drill: false,
      summary,
      application: policy.application,
      environment: policy.environment,
      region: policy.region,
      at: formatInstant(now),
      reason: 'table unavailable',
      severity: alarm.severity,
      tier: 1,
      alarm: { name: alarm.name, region: alarm.region },
      links: { state: alarmLink(alarm), dashboard: dashboardLink(policy), runbook, alarm: alarmLink(alarm) },
      budgets: [],
      paged: [],
      externalContacts: contacts,
    } satisfies PagePayload),
  };
}
