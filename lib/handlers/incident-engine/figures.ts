import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Engine } from './engine';
import type { Effect } from '../../incident/lifecycle/effect';
import { ENGINE_NAMESPACE, type EnginePolicy } from '../../incident/lifecycle/engine-policy';
import type { EffectOutcomeEvent } from '../../incident/lifecycle/incident-event';

/** Publishes how long people took, by severity. Requirements 002-54, 002-84, 003-22. */
export async function publishFigure(engine: Engine, { figure, seconds, severity, at }: Extract<Effect, { kind: 'figure' }>): Promise<EffectOutcomeEvent['outcome']> {
  await engine.clients.cloudWatch(engine.policy.region).send(
    new PutMetricDataCommand({
      Namespace: ENGINE_NAMESPACE,
      MetricData: [
        {
          MetricName: figure,
          Dimensions: [...policyDimensions(engine.policy), { Name: 'Severity', Value: severity }],
          Timestamp: new Date(at),
          Value: seconds,
          Unit: 'Seconds',
        },
      ],
    }),
  );
  return { kind: 'done' };
}

/** Dimensions of every metric of the engine. */
export function policyDimensions({ application, environment }: EnginePolicy): { Name: string; Value: string }[] {
  return [
    { Name: 'Application', Value: application },
    { Name: 'Environment', Value: environment },
  ];
}
