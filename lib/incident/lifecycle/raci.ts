/** Who answers for an activity, who does it, who is asked and who is notified, by role. */
export interface RaciRow {
  /** Short name, such as `mitigation`. */
  readonly id: string;
  readonly title: string;
  /** Exactly one role; a list, so that a table with none or two can be distinguished from a good one. */
  readonly accountable: readonly string[];
  readonly responsible: readonly string[];
  /** Roles, or ids of outside contacts. */
  readonly consulted: readonly string[];
  readonly informed: readonly string[];
}

const OPERATORS = ['primary-operator', 'secondary-operator'];
const LEADERSHIP = ['engineering-manager', 'senior-engineering-lead'];

const row = (
  id: string,
  title: string,
  accountable: string,
  responsible: readonly string[],
  consulted: readonly string[],
  informed: readonly string[],
): RaciRow => ({
  id,
  title,
  accountable: [accountable],
  responsible,
  consulted,
  informed,
});

/** The activity whose accountable people may allow something at the deployment gate. */
export const DEPLOYMENT_ACTIVITY = 'deployment';

/** The table everybody starts from; all of it is a product default. */
export const DEFAULT_RACI: readonly RaciRow[] = [
  row('first-response', 'acknowledge and respond first', 'operations-lead', ['primary-operator'], ['secondary-operator'], ['sre-liaison']),
  row('severity', 'set or change the severity', 'operations-lead', ['primary-operator'], ['product-owner'], ['release-manager']),
  row('mitigation', 'mitigate', 'operations-lead', OPERATORS, ['platform-engineering'], LEADERSHIP),
  row('rollback', 'roll back, or push to production in an incident', 'release-manager', ['primary-operator'], ['change-manager'], ['product-owner']),
  row(DEPLOYMENT_ACTIVITY, 'allow a change that a budget, an incident or a freeze holds', 'release-manager', ['change-manager'], ['product-owner'], OPERATORS),
  row('release', 'deploy to production from day to day', 'release-manager', ['primary-operator'], ['change-manager'], ['sre-liaison']),
  row('status-updates', 'update the status', 'operations-lead', ['primary-operator'], ['product-owner'], ['head-of-product']),
  row('external-message', 'tell customers', 'product-owner', ['operations-lead'], ['security', 'legal'], ['cto']),
  row('security-incident', 'handle a security incident', 'security', ['security', 'primary-operator'], ['legal'], ['cto']),
  row('infrastructure', 'escalate trouble of the infrastructure', 'sre-liaison', ['platform-engineering'], ['cloud-support'], ['operations-lead']),
  row('postmortem', 'write the postmortem', 'product-owner', ['operations-lead'], OPERATORS, LEADERSHIP),
  row('action-tracking', 'see actions through', 'sre-liaison', OPERATORS, ['operations-lead'], ['product-owner']),
  row('retrospective', 'keep the notes of retrospectives', 'operations-lead', ['secondary-operator'], ['primary-operator'], ['product-owner']),
  row('freeze', 'declare and lift a freeze', 'change-manager', ['release-manager'], ['product-owner'], OPERATORS),
  row('documentation', 'keep runbooks and documents', 'docs-lead', ['secondary-operator'], ['sre-liaison'], ['primary-operator']),
  row('roster', 'keep the roster', 'operations-lead', ['secondary-operator'], ['primary-on-call', 'secondary-on-call'], ['release-manager']),
  row('budget-review', 'review objectives and error budgets', 'product-owner', ['sre-liaison'], ['operations-lead'], LEADERSHIP),
  row('capacity', 'plan capacity and cost', 'platform-engineering', ['sre-liaison'], ['product-owner'], ['cto']),
  row('handover', 'sign the handover', 'cto', ['operations-lead'], ['release-manager', 'security'], ['product-owner', 'docs-lead', 'change-manager']),
];
