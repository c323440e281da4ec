import type { NamedScope } from '../incident/lifecycle/engine-policy';
import type { IncidentNames } from './incident-plan';

/**
 * Names of the parts of the incident engine that others refer to. They are given, not generated: metrics have them as
 * dimensions, the watchdog and commands know them without asking.
 */
export function incidentNames({ application, environment }: NamedScope): IncidentNames {
  const prefix = `${application}-${environment}`;
  return {
    engine: `${prefix}-incident-engine`,
    rule: `${prefix}-incident-alarms`,
    engineDeadLetters: `${prefix}-incident-engine-dead-letters`,
    ruleDeadLetters: `${prefix}-incident-alarms-dead-letters`,
    runRule: `${prefix}-incident-runs`,
    approvalRule: `${prefix}-incident-approvals`,
    requestIntake: `${prefix}-request-intake`,
    subscriptionDeadLetters: `${prefix}-subscription-dead-letters`,
  };
}
