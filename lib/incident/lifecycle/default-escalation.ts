/**
 * The escalation policy everybody starts from, S0 to S4: who is notified when, and what is owed. Where the numbers come from is in
 * default-escalation-sources.ts, field by field.
 */

import type { Severity } from '../severity';
import type { Delay, EscalationTier, PostmortemClock, SeverityPolicy, TierCondition } from './escalation-policy';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const elapsed = (seconds: number): Delay => ({ kind: 'elapsed', seconds });
const businessDays = (days: number): Delay => ({ kind: 'business days', days });
const tier = (number: number, after: Delay, condition: TierCondition, ...roles: string[]): EscalationTier => ({ tier: number, after, condition, roles });

const ENGINEERING_LEADERSHIP = ['engineering-manager', 'senior-engineering-lead'];
const EXECUTIVES = ['cto', 'vp-engineering'];

/** What every severity has in common: recovery. */
const HOLD_DOWN_SECONDS = 3 * MINUTE;

/** The policy of every severity when nothing is said otherwise. */
export const DEFAULT_SEVERITY_POLICIES: Readonly<Record<Severity, SeverityPolicy>> = {
  S0: {
    severity: 'S0',
    meaning: 'critical',
    examples: ['the system is down', 'data is lost or corrupted', 'a security breach is confirmed'],
    acknowledgeWithin: elapsed(5 * MINUTE),
    resolveWithin: elapsed(4 * HOUR),
    tiers: [
      tier(1, elapsed(0), 'always', 'primary-on-call'),
      tier(2, elapsed(5 * MINUTE), 'not acknowledged', 'secondary-on-call', 'release-manager'),
      tier(3, elapsed(30 * MINUTE), 'not resolved', ...ENGINEERING_LEADERSHIP),
      tier(4, elapsed(HOUR), 'not resolved', ...EXECUTIVES),
    ],
    informed: [...ENGINEERING_LEADERSHIP, 'cto', 'head-of-product'],
    repeatEverySeconds: 15 * MINUTE,
    updateEverySeconds: 30 * MINUTE,
    stale: { kind: 'missed updates', count: 2 },
    holdDownSeconds: HOLD_DOWN_SECONDS,
    resolveAfterRecoverySeconds: 30 * MINUTE,
    reopenWithinSeconds: HOUR,
    postmortem: 'required',
    opsItem: { severity: 1, priority: 1 },
    communication: {
      internal: 'leadership, CTO and Head of Product are notified at once',
      external: 'status page within 15 minutes, then every 30 minutes',
    },
  },
  S1: {
    severity: 'S1',
    meaning: 'high',
    examples: ['the service is strongly degraded', 'a major feature is gone', 'users cannot sign in'],
    acknowledgeWithin: elapsed(15 * MINUTE),
    resolveWithin: elapsed(8 * HOUR),
    tiers: [
      tier(1, elapsed(0), 'always', 'primary-operator'),
      tier(2, elapsed(15 * MINUTE), 'not acknowledged', 'secondary-operator', 'operations-lead'),
      tier(3, elapsed(2 * HOUR), 'not resolved', ...ENGINEERING_LEADERSHIP),
      tier(4, elapsed(4 * HOUR), 'not resolved', ...EXECUTIVES),
    ],
    informed: ['release-manager'],
    repeatEverySeconds: 30 * MINUTE,
    updateEverySeconds: 30 * MINUTE,
    stale: { kind: 'missed updates', count: 2 },
    holdDownSeconds: HOLD_DOWN_SECONDS,
    resolveAfterRecoverySeconds: 30 * MINUTE,
    reopenWithinSeconds: HOUR,
    postmortem: 'required',
    opsItem: { severity: 2, priority: 2 },
    communication: {
      internal: 'the Release Manager is notified at once',
      external: 'status page within 30 minutes when customers notice',
    },
  },
  S2: {
    severity: 'S2',
    meaning: 'medium',
    examples: ['the service is a little slow', 'a feature that is not critical fails', 'monitoring warns'],
    acknowledgeWithin: elapsed(HOUR),
    resolveWithin: businessDays(3),
    tiers: [
      tier(1, elapsed(0), 'always', 'primary-operator'),
      tier(2, elapsed(HOUR), 'not acknowledged', 'docs-lead', 'secondary-operator'),
      tier(3, elapsed(4 * HOUR), 'not acknowledged', 'operations-lead'),
    ],
    informed: ['product-owner'],
    repeatEverySeconds: 4 * HOUR,
    updateEverySeconds: HOUR,
    stale: { kind: 'elapsed', seconds: 4 * HOUR },
    holdDownSeconds: HOLD_DOWN_SECONDS,
    resolveAfterRecoverySeconds: 10 * MINUTE,
    reopenWithinSeconds: 30 * MINUTE,
    postmortem: 'on request',
    opsItem: { severity: 3, priority: 3 },
    communication: { internal: 'the Product Owner is notified at once', external: 'support channel, to those who ask' },
  },
  S3: {
    severity: 'S3',
    meaning: 'low',
    examples: ['documentation is out of date', 'monitoring needs upkeep', 'something could be improved'],
    acknowledgeWithin: businessDays(1),
    tiers: [tier(1, elapsed(0), 'always', 'operations-queue'), tier(2, businessDays(1), 'not acknowledged', 'operations-lead')],
    informed: [],
    repeatEverySeconds: DAY,
    stale: { kind: 'never' },
    holdDownSeconds: HOLD_DOWN_SECONDS,
    resolveAfterRecoverySeconds: 10 * MINUTE,
    reopenWithinSeconds: 30 * MINUTE,
    postmortem: 'none',
    opsItem: { severity: 4, priority: 4 },
    communication: { internal: 'daily digest', external: 'none: no customer notices' },
  },
  S4: {
    severity: 'S4',
    meaning: 'information',
    examples: ['a deployment has finished', 'a service has scaled', 'the daily report is there'],
    tiers: [],
    informed: [],
    stale: { kind: 'never' },
    holdDownSeconds: HOLD_DOWN_SECONDS,
    resolveAfterRecoverySeconds: 10 * MINUTE,
    postmortem: 'none',
    communication: { internal: 'daily digest', external: 'none: it is no incident' },
  },
};

/** Postmortem within 72 hours of the resolution (000-12); draft, reminders and the daily repetition are product defaults. */
export const DEFAULT_POSTMORTEM_CLOCK: PostmortemClock = {
  draftSeconds: 24 * HOUR,
  reminderSeconds: [24 * HOUR, 48 * HOUR, 66 * HOUR],
  dueSeconds: 72 * HOUR,
  overdueEverySeconds: DAY,
  owners: ['operations-lead'],
  lead: ENGINEERING_LEADERSHIP,
};

/** Role that is asked when the acknowledger does not answer a reminder. Product default. */
export const DEFAULT_INCIDENT_LEAD = 'operations-lead';
