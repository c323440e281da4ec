import type { Engine } from './engine';
import { publishMessage } from './publish-message';
import type { FaultCode } from '../../incident/lifecycle/effect';
import type { Incident } from '../../incident/lifecycle/incident';
import type { EffectOutcomeEvent } from '../../incident/lifecycle/incident-event';
import { faultMessage } from '../../incident/message/fault-message';

/** Tells the watchdog's people that paging itself is broken: another region, another key, other contacts. */
export async function raiseFault(
  engine: Engine,
  incident: Incident | undefined,
  { code, text }: { readonly code: FaultCode; readonly text: string },
): Promise<EffectOutcomeEvent['outcome']> {
  const { policy, clients, settings } = engine;
  const message = faultMessage({ code, text, policy, now: engine.now(), ...(incident !== undefined && { incident }) });
  await publishMessage(clients.topics(policy.watchdogRegion), settings.watchdogTopicArn, message);
  return { kind: 'done' };
}
