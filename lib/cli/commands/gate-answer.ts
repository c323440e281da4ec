import type { ChangeDecision, ChangeVerdict } from '../../slo/gate/decide-change';
import type { ChangeRequest } from '../../slo/gate/gate-facts';

/** What was asked and answered; other programs read it, so members are added and never renamed. */
export interface GateAnswer {
  readonly application: string;
  readonly environment: string;
  readonly service: string;
  readonly purpose: ChangeRequest['purpose'];
  readonly incident?: string;
  readonly at: string;
  readonly verdict: ChangeVerdict;
  readonly mayDeploy: boolean;
  readonly validUntil: string;
  readonly reasons: ChangeDecision['reasons'];
}
