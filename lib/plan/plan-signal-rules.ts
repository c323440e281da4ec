import type { NamedScope, SecurityPolicy } from '../incident/lifecycle/engine-policy';
import { ROOT_SIGN_IN_REGION, ROOT_SIGN_IN_RULE } from '../signals/cloud-trail';
import { securityRules } from '../signals/security-signals';
import type { SignalRulePlan } from './incident-plan';

/**
 * The rules of a region that bring findings. That of root's signing in is only needed where that is reported, and at home, where the
 * engine takes what other regions send.
 */
export function planSignalRules(
  security: SecurityPolicy | undefined,
  { region, isHome }: { readonly region: string; readonly isHome: boolean },
  { application, environment }: NamedScope,
): readonly SignalRulePlan[] {
  if (security === undefined) return [];
  return securityRules(security)
    .filter(({ id }) => id !== ROOT_SIGN_IN_RULE || isHome || region === ROOT_SIGN_IN_REGION)
    .map(({ id, pattern }) => ({ name: `${application}-${environment}-${id}`, constructId: id, pattern }));
}
