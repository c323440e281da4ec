import { dirname } from 'node:path';
import { certify } from '../../handover/certificates/certify';
import { maskContacts } from '../../handover/mask-contacts';
import { readinessNotice } from '../../handover/readiness-notice';
import { personTopicName } from '../../incident/lifecycle/engine-policy';
import { DAY_MS } from '../../time/zoned-time';
import type { AccountClient } from '../account/account-client';
import { askAccount } from '../account/account-problem';
import { topicArns } from '../account/confirmations';
import { judgedHandover } from '../files/judged-handover';
import { EXIT, toJson, type Terminal } from '../terminal';
import type { HandoverOptions } from './handover';
import { requireStaffed } from './incident-access';

/** Options of `day2 handover notify`. */
export interface HandoverNotifyOptions extends Omit<HandoverOptions, 'check'> {
  /** Prints the notice, and sends nothing. */
  readonly dryRun?: boolean;
}

/**
 * Notifies those who release and change a service, and its owners, of how ready it is and of what is open. Exit code 0 when everybody was sent it,
 * 1 when somebody has no topic in the account.
 *
 * @throws ProblemsError when the account refuses or does not answer; who was sent it until then is printed
 */
export async function handoverNotify(options: HandoverNotifyOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const staffed = requireStaffed(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const { policy } = staffed.plan.incidents;
  const today = options.date ?? Math.floor(terminal.now() / DAY_MS);
  const handover = judgedHandover(staffed, { ...options, out: options.out ?? dirname(options.config), today });
  const notice = readinessNotice(handover, certify(handover))!;
  const text = maskContacts(notice.text);
  const sent: string[] = [];
  const missing: string[] = [];
  if (options.dryRun !== true) {
    const { PublishCommand } = await import('@aws-sdk/client-sns');
    const topics = await account.topics(policy.region);
    const arns = await topicArns(topics, policy.region);
    for (const person of notice.people) {
      const TopicArn = arns.get(personTopicName(policy, person));
      if (TopicArn === undefined) missing.push(person);
      else {
        await askAccount('sns:Publish', policy.region, () => topics.send(new PublishCommand({ TopicArn, Subject: notice.subject, Message: text })));
        sent.push(person);
        if (options.json !== true) terminal.print(`sent to ${person}`);
      }
    }
  }
  if (options.json === true) terminal.print(toJson({ version: 1, ...notice, text, sent, missing }));
  else terminal.print([`for ${notice.roles.join(', ')}:`, '', notice.subject, text].join('\n'));
  for (const person of missing) terminal.printError(`${person} has no topic in ${policy.region}: nothing was sent to them`);
  return missing.length === 0 ? EXIT.fine : EXIT.findings;
}
