import type { Effect, IncidentFigure } from '../lifecycle/effect';
import type { EnginePolicy } from '../lifecycle/engine-policy';
import type { EffectOutcomeEvent } from '../lifecycle/incident-event';
import type { Engine } from './engine';
import type { MetricValue } from './ports';

const UNITS: Readonly<Record<IncidentFigure, MetricValue['unit']>> = {
  SecondsToAcknowledge: 'Seconds',
  SecondsToResolve: 'Seconds',
  AutoHealMttrSeconds: 'Seconds',
  // Of each incident 100 or 0: the mean is the share.
  AckWithinTarget: 'Percent',
};

/** Publishes how long people and runbooks took, by severity. Requirements 002-54, 002-84, 003-22. */
export async function publishFigure(
  { metrics, policy }: Engine,
  { figure, value, severity, at }: Extract<Effect, { kind: 'figure' }>,
): Promise<EffectOutcomeEvent['outcome']> {
  await metrics.publish(policy.region, [{ name: figure, dimensions: { ...policyDimensions(policy), Severity: severity }, at, value, unit: UNITS[figure] }]);
  return { kind: 'done' };
}

/** Dimensions of every metric of the engine. */
export function policyDimensions({ application, environment }: EnginePolicy): Readonly<Record<string, string>> {
  return { Application: application, Environment: environment };
}
