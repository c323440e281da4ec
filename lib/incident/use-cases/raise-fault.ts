import type { FaultCode } from '../lifecycle/effect';
import type { Incident } from '../lifecycle/incident';
import type { EffectOutcomeEvent } from '../lifecycle/incident-event';
import { faultMessage } from '../message/fault-message';
import type { Engine } from './engine';

/** Notifies the watchdog's people that paging itself is broken: another region, another key, other contacts. */
export async function raiseFault(
  engine: Engine,
  incident: Incident | undefined,
  { code, text }: { readonly code: FaultCode; readonly text: string },
): Promise<EffectOutcomeEvent['outcome']> {
  const { policy, notifier, watchdogTopicArn } = engine;
  const message = faultMessage({ code, text, policy, now: engine.now(), ...(incident !== undefined && { incident }) });
  await notifier.publish({ region: policy.watchdogRegion, arn: watchdogTopicArn }, message);
  return { kind: 'done' };
}
