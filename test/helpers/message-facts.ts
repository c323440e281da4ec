import type { InformFacts, MessagePolicy, PageFacts } from '../../lib/incident/message/page-facts';
import { anIncident, OPENED_AT } from './incidents';

/** What the messages of these tests are written from. */
export const POLICY: MessagePolicy = {
  application: 'edi',
  environment: 'prod',
  region: 'eu-central-1',
  groups: [{ id: 'partner-portal', title: 'Partner portal', owner: 'product-owner' }],
  externalContacts: [
    { id: 'cloud-support', title: 'Cloud support', reachedBy: 'the support centre of the console' },
    { id: 'security-response', title: 'Security response', reachedBy: 'the telephone list in the safe' },
  ],
};

/** The first page of an S0, five seconds after it was opened. */
export function pageFacts(changes: Partial<PageFacts> = {}): PageFacts {
  return {
    incident: anIncident(),
    policy: POLICY,
    severity: 'S0',
    tier: 1,
    round: 1,
    reason: 'tier due',
    now: OPENED_AT + 5_000,
    paged: ['ana'],
    budgets: [{ objective: 'partner-portal/availability', spent: 0.62, remaining: 0.38, state: 'caution' }],
    acknowledgeBy: OPENED_AT + 300_000,
    ...changes,
  };
}

/** Word of an S0 to those who are notified. */
export function informFacts(changes: Partial<InformFacts> = {}): InformFacts {
  const { tier: _, acknowledgeBy: __, ...facts } = pageFacts();
  return { ...facts, reason: 'opened', audience: { kind: 'informed' }, ...changes };
}
