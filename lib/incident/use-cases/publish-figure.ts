import type { Effect } from '../lifecycle/effect';
import type { EnginePolicy } from '../lifecycle/engine-policy';
import type { EffectOutcomeEvent } from '../lifecycle/incident-event';
import type { Engine } from './engine';

/** Publishes how long people took, by severity. Requirements 002-54, 002-84, 003-22. */
export async function publishFigure(
  { metrics, policy }: Engine,
  { figure, seconds, severity, at }: Extract<Effect, { kind: 'figure' }>,
): Promise<EffectOutcomeEvent['outcome']> {
  await metrics.publish(policy.region, [
    { name: figure, dimensions: { ...policyDimensions(policy), Severity: severity }, at, value: seconds, unit: 'Seconds' },
  ]);
  return { kind: 'done' };
}

/** Dimensions of every metric of the engine. */
export function policyDimensions({ application, environment }: EnginePolicy): Readonly<Record<string, string>> {
  return { Application: application, Environment: environment };
}
