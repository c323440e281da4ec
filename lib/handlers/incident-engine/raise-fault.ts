import type { Engine } from './engine';
import { publishMessage } from './publish-message';
import type { FaultCode } from '../../domain/incident/effect';
import type { Incident } from '../../domain/incident/incident';
import type { EffectOutcomeEvent } from '../../domain/incident/incident-event';
import { faultMessage } from '../../domain/message/fault-message';

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
