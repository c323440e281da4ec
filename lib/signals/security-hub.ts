import type { JsonObject } from '../aws/cloudformation/template';
import { consoleOf } from '../incident/message/console-links';
import { requiredInstant, requiredText, textAt, UnreadableSignalError, type SignalSource } from './signal-source';

/** Calls of the service come from it, too, by CloudTrail: its own events are those of this type. */
const DETAIL_TYPE = 'Security Hub Findings - Imported';

/** What Security Hub calls the findings of services that are also asked themselves: each would be two findings. */
const PRODUCTS: Readonly<Record<string, string>> = { guardDuty: 'GuardDuty', config: 'Config' };

/** NEW: nobody has looked. RESOLVED: remedied, or the check passes. SUPPRESSED: somebody decided that it is none. NOTIFIED changes nothing. */
const STATUSES = { on: ['NEW'], over: ['RESOLVED', 'SUPPRESSED'] } as const;

/** A software that is known to be vulnerable: what a patch is for. */
const VULNERABILITY = 'Software and Configuration Checks/Vulnerabilities/CVE';

/**
 * Security Hub: one event whenever a finding is new or updated, checks that fail again every day among them.
 * Source: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-types.html
 * Source: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html
 */
export const SECURITY_HUB: SignalSource = {
  id: 'securityHub',
  title: 'Security Hub',
  levels: { high: 'Findings of severity HIGH.', critical: 'Findings of severity CRITICAL.' },
  rules: (levels, others) => {
    const products = others.flatMap((id) => PRODUCTS[id] ?? []);
    const findings = {
      Severity: { Label: levels.map((level) => level.toUpperCase()) },
      Workflow: { Status: [...STATUSES.on, ...STATUSES.over] },
      ...(products.length > 0 && { ProductName: [{ 'anything-but': products }] }),
    };
    return [{ id: 'security-hub-findings', pattern: { source: ['aws.securityhub'], 'detail-type': [DETAIL_TYPE], detail: { findings } } }];
  },
  read: ({ detailType, region, detail }) => {
    if (detailType !== DETAIL_TYPE) return undefined;
    const finding = Array.isArray(detail.findings) ? (detail.findings[0] as JsonObject | undefined) : undefined;
    if (finding === undefined) throw new UnreadableSignalError('the event has no detail.findings, a list');
    const id = requiredText(finding, 'Id');
    const level = requiredText(finding, 'Severity', 'Label').toLowerCase();
    const status = requiredText(finding, 'Workflow', 'Status');
    const resource = Array.isArray(finding.Resources) ? textAt(finding.Resources[0], 'Id') : undefined;
    const isUnpatched = level === 'critical' && Array.isArray(finding.Types) && finding.Types.includes(VULNERABILITY);
    return {
      key: id,
      level,
      title: requiredText(finding, 'Title'),
      facts: [...(resource === undefined ? [] : [resource]), `account ${requiredText(finding, 'AwsAccountId')}, ${textAt(finding, 'Region') ?? region}`],
      link: `${consoleOf(region)}/securityhub/home?region=${region}#/findings?search=${encodeURIComponent(`Id=\\operator\\:EQUALS\\:${id}`)}`,
      at: requiredInstant(finding, 'UpdatedAt'),
      isOver: textAt(finding, 'RecordState') === 'ARCHIVED' || STATUSES.over.some((over) => over === status),
      recovers: 'by source',
      ...(isUnpatched && { unpatchedSince: requiredInstant(finding, textAt(finding, 'FirstObservedAt') === undefined ? 'CreatedAt' : 'FirstObservedAt') }),
    };
  },
};
