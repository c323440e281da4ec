/** Documents of the environment of the example that ships: how its dashboards are read, what is measured, what to do when monitoring is in trouble. */

import { loadOperations, type PlannedEnvironment } from '../../lib/cli/files/operations';
import { dashboardGuide } from '../../lib/report/documents/dashboard-guide';
import { metricDefinitions } from '../../lib/report/documents/metric-definitions';
import { monitoringTroubleshooting } from '../../lib/report/documents/monitoring-troubleshooting';
import { EXAMPLE_ENVIRONMENT } from './example-on-call';

/** `docs/operations/dashboard-guide.md`. */
export function dashboardGuidePage(): string {
  return dashboardGuide(example().plan);
}

/** `docs/operations/metric-definitions.md`. */
export function metricDefinitionsPage(): string {
  const { plan, model } = example();
  return metricDefinitions(plan, model);
}

/** `docs/operations/monitoring-troubleshooting.md`. */
export function monitoringTroubleshootingPage(): string {
  return monitoringTroubleshooting(example().plan);
}

let known: PlannedEnvironment | undefined;

function example(): PlannedEnvironment {
  known ??= loadOperations('config', {}).environments.find(({ plan }) => plan.environment === EXAMPLE_ENVIRONMENT);
  if (known === undefined) throw new Error(`the example has no environment ${EXAMPLE_ENVIRONMENT}`);
  return known;
}
