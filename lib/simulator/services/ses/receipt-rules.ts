import { formatArn, partitionOfRegion } from '../../../aws/arn';
import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { allowOnly, objectIn, optionalText, requiredText } from '../../../aws/assembly/property';
import { isJsonObject, type JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../aws/errors';
import { formatInstant } from '../../../time/time';
import type { ServiceHost } from '../../core/service-host';
import type { ArrivingMail, Inbox } from './ports';
import { SES_RESOURCES } from './resources';

const RULE_MEMBERS = ['Actions', 'Enabled', 'Name', 'Recipients', 'ScanEnabled', 'TlsPolicy'];

/** A receipt rule with the one kind of action that is simulated. */
interface ReceiptRule {
  readonly arn: string;
  readonly isEnabled: boolean;
  /** Addresses and domains; empty: all. */
  readonly recipients: readonly string[];
  readonly functionArns: readonly string[];
}

/**
 * Receipt rules of the templates, whose rule set is taken to be the active one: which it is, CloudFormation does not say. Each mail passes
 * its scans.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-concepts.html
 */
export function inboxOf(host: ServiceHost): Inbox {
  return {
    receive: (mail, region) => {
      const rules = host.stacks
        .flatMap(({ resources }) => resources)
        .filter((resource) => resource.type === 'AWS::SES::ReceiptRule' && resource.region === region)
        .map((resource) => readRule(resource, host.accountId))
        .filter(({ isEnabled, recipients }) => isEnabled && (recipients.length === 0 || recipients.some((each) => isFor(each, mail.to))));
      for (const { arn, functionArns } of rules) {
        const principal = { service: 'ses.amazonaws.com', sourceArn: arn, sourceAccount: host.accountId };
        const Payload = JSON.stringify(mailEvent(mail, formatInstant(host.clock.now)));
        for (const FunctionName of functionArns) host.call(principal, 'lambda', 'Invoke', { FunctionName, InvocationType: 'Event', Payload }, region);
      }
      return rules.length;
    },
  };
}

function readRule({ properties, region, logicalId }: LoadedResource, account: string): ReceiptRule {
  allowOnly(properties, SES_RESOURCES['AWS::SES::ReceiptRule']);
  const rule = objectIn(properties, 'Rule');
  allowOnly(rule, RULE_MEMBERS);
  const name = requiredText(rule, 'Name');
  const resource = `receipt-rule-set/${requiredText(properties, 'RuleSetName')}:receipt-rule/${name}`;
  return {
    arn: formatArn({ partition: partitionOfRegion(region), service: 'ses', region, account, resource }),
    isEnabled: rule.Enabled === true,
    recipients: Array.isArray(rule.Recipients) ? rule.Recipients.map(String) : [],
    functionArns: (Array.isArray(rule.Actions) ? rule.Actions : []).map((action) => functionOf(action as JsonObject, logicalId)),
  };
}

function functionOf(action: JsonObject, logicalId: string): string {
  const [kind = 'nothing', ...others] = Object.keys(action);
  const { LambdaAction: settings } = action;
  if (!isJsonObject(settings) || others.length > 0) throw new NotSimulatedError(`${kind} of a receipt rule`, logicalId);
  const type = optionalText(settings, 'InvocationType') ?? 'Event';
  if (type !== 'Event') throw new NotSimulatedError(`InvocationType ${type} of a receipt rule`, logicalId);
  return requiredText(settings, 'FunctionArn');
}

/** An address, a domain, or with a dot before it all of its subdomains. */
function isFor(recipient: string, to: string): boolean {
  const [address, domain = ''] = [to.toLowerCase(), to.toLowerCase().split('@')[1]];
  const asked = recipient.toLowerCase();
  return asked === address || asked === domain || (asked.startsWith('.') && domain.endsWith(asked));
}

/** What a function is started with: headers and verdicts, without the body. https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html */
function mailEvent({ from, to, subject, messageId }: ArrivingMail, timestamp: string): object {
  const verdict = { status: 'PASS' };
  return {
    Records: [
      {
        eventSource: 'aws:ses',
        eventVersion: '1.0',
        ses: {
          mail: {
            timestamp,
            source: from,
            messageId,
            destination: [to],
            headersTruncated: false,
            commonHeaders: { from: [from], to: [to], subject, messageId },
          },
          receipt: { timestamp, recipients: [to], spamVerdict: verdict, virusVerdict: verdict, spfVerdict: verdict, dkimVerdict: verdict },
        },
      },
    ],
  };
}
