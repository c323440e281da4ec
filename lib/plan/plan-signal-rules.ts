import type { EnginePolicy, NamedScope } from '../incident/lifecycle/engine-policy';
import { ROOT_SIGN_IN_REGION, ROOT_SIGN_IN_RULE } from '../signals/cloud-trail';
import { informationRules } from '../signals/information-signals';
import { securityRules } from '../signals/security-signals';
import type { SignalRule } from '../signals/signal-source';
import type { SignalRulePlan } from './incident-plan';

/**
 * The rules of a region that bring what no alarm reports: findings, and what the digest lists. That of root's signing in is only needed where that is reported, and at home, where the
 * engine takes what other regions send.
 */
export function planSignalRules(
  { security, announcements }: Pick<EnginePolicy, 'security' | 'announcements'>,
  { region, isHome }: { readonly region: string; readonly isHome: boolean },
  { application, environment }: NamedScope,
): readonly SignalRulePlan[] {
  const findings = security === undefined ? [] : securityRules(security);
  const named =
    (brings: SignalRulePlan['brings']) =>
    ({ id, pattern }: SignalRule): SignalRulePlan => ({ brings, name: `${application}-${environment}-${id}`, constructId: id, pattern });
  return [
    ...findings.filter(({ id }) => id !== ROOT_SIGN_IN_RULE || isHome || region === ROOT_SIGN_IN_REGION).map(named('findings')),
    ...informationRules(announcements?.information ?? []).map(named('information')),
  ];
}
