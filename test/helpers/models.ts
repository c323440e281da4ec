/** Small hand-made models; nothing here comes from a configuration file. */

import type { Objective, ObjectiveBudget, OperationsModel } from '../../lib/model/model';
import { DEFAULT_GATE_POLICY } from '../../lib/slo/budget/gate-policy';
import { REFERENCE_POLICY } from '../../lib/slo/burn-rate';
import { indicatorFor } from '../../lib/slo/sli/indicator';
import type { ObjectiveKind } from '../../lib/slo/sli/sli';
import type { Binding } from '../../lib/slo/sli/sources';
import { EXAMPLE_BINDINGS } from './every-indicator';

/** An availability objective of a REST API, 99.9 % over 30 days, page S1, ticket S3, silence S2 after 15 minutes. */
export function exampleObjective(overrides: Partial<Objective> = {}): Objective {
  return {
    id: 'availability',
    kind: 'availability',
    targetPercent: 99.9,
    periodMinutes: 43_200,
    binding: EXAMPLE_BINDINGS.restApi,
    sli: indicatorFor(EXAMPLE_BINDINGS.restApi, { kind: 'availability', target: 0.999 }),
    impact: 'partners get errors',
    runbook: 'api-failing',
    severity: { page: 'S1', ticket: 'S3' },
    burnRatePolicy: REFERENCE_POLICY,
    noData: { kind: 'alarm', afterMinutes: 15, severity: 'S2' },
    typicalEventsPerMinute: 60,
    budget: exampleBudget(),
    category: 'quality',
    ...overrides,
  };
}

/** A rolling budget of 30 days without exclusions, with the standard levels. */
export function exampleBudget(overrides: Partial<ObjectiveBudget> = {}): ObjectiveBudget {
  return { window: { kind: 'rolling', minutes: 43_200 }, exclusions: [], exclusionMeaning: 'drop', policy: DEFAULT_GATE_POLICY, ...overrides };
}

/** {@link exampleObjective} for another resource. */
export function objectiveOf(binding: Binding, kind: ObjectiveKind, overrides: Partial<Objective> = {}): Objective {
  const targetPercent = overrides.targetPercent ?? 99.9;
  const thresholdMs = kind === 'latency' || kind === 'freshness' ? 600_000 : undefined;
  const sli = indicatorFor(binding, { kind, target: targetPercent / 100, ...(thresholdMs !== undefined && { thresholdMs }) });
  return exampleObjective({ id: kind, kind, binding, sli, ...(thresholdMs !== undefined && { thresholdMs }), ...overrides });
}

/** One environment of the application `shop` in Frankfurt, with these services and objectives. */
export function exampleModel(services: Readonly<Record<string, readonly Objective[]>>): OperationsModel {
  return {
    application: 'shop',
    environment: 'prod',
    region: 'eu-central-1',
    highestSeverity: 'S0',
    services: Object.entries(services).map(([id, objectives]) => ({ id, title: id, owner: 'operations lead', objectives })),
  };
}
