/**
 * Files in the repository that are made from code: `npm run golden` rewrites them, and a unit test fails when one is
 * out of date. To add one, add its producer to the list.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { jsonSchemas } from '../lib/config/json-schema';
import { handoverJsonSchema } from '../lib/handover/settings-json-schema';
import { pageJsonSchema } from '../lib/pagers/page-payload-schema';
import { CATALOGUES } from '../lib/problems/catalogue';
import { reportJsonSchema } from '../lib/report/report-json-schema';
import { scenarioJsonSchema } from '../lib/scenario/scenario-json-schema';
import { scoreMappingJsonSchema } from '../lib/score/mapping-json-schema';
import { expectedText, museumCases } from '../test/config/museum/museum';
import { expectedScenarioText, scenarioMuseumCases } from '../test/scenario/museum/museum';
import { DESIGNS, designTemplate } from '../test/score/designs/design-templates';
import { expectedMappingText, mappingMuseumCases } from '../test/score/museum/museum';
import { enumeratedValues } from './data/enumerated-values';
import { referenceTable } from './data/reference-table';
import { serviceSpecMetrics } from './data/service-spec-metrics';
import { architecturePage } from './reference/architecture-page';
import { communicationTemplatesPage } from './reference/communication-templates-page';
import { configurationPage } from './reference/configuration-page';
import { readmeWithCost } from './reference/cost-section';
import { handoverPages } from './reference/handover-pages';
import { incidentCostPage } from './reference/incident-cost-page';
import { dashboardGuidePage, metricDefinitionsPage, monitoringTroubleshootingPage } from './reference/operations-documents';
import { problemCodesPage } from './reference/problem-codes-page';
import { runbooksPage } from './reference/runbooks-page';
import { scenariosPage } from './reference/scenarios-page';
import { simulatedPage } from './reference/simulated-page';
import { timelinePage } from './reference/timeline-page';
import { traceabilityPages } from './reference/traceability-pages';
import { updateBehaviourData } from './reference/update-behaviour-data';

const ENUMERATED_VALUES = 'lib/aws/enumerations/enumerated-values.json';

/** A file and what belongs into it. */
export interface GoldenFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly content: () => string;
}

/** Every golden file, in no particular order. */
export function goldenFiles(): GoldenFile[] {
  return [
    ...[...jsonSchemas(), reportJsonSchema(), scenarioJsonSchema(), scoreMappingJsonSchema(), pageJsonSchema(), handoverJsonSchema()].map(
      ({ fileName, content }) => ({
        path: `schema/${fileName}`,
        content: () => content,
      }),
    ),
    { path: 'lib/aws/metrics/service-spec-metrics.json', content: serviceSpecMetrics },
    { path: ENUMERATED_VALUES, content: () => enumeratedValues(join(__dirname, '..', ENUMERATED_VALUES)) },
    { path: 'docs/architecture.md', content: architecturePage },
    { path: 'lib/aws/cloudformation/reference-table.json', content: referenceTable },
    { path: 'lib/checks/deployment/update-behaviour-data.ts', content: updateBehaviourData },
    { path: 'docs/reference/configuration.md', content: configurationPage },
    { path: 'docs/reference/timeline.md', content: timelinePage },
    { path: 'docs/reference/simulated.md', content: simulatedPage },
    { path: 'docs/reference/runbooks.md', content: runbooksPage },
    { path: 'docs/reference/scenarios.md', content: scenariosPage },
    { path: 'README.md', content: readmeWithCost },
    { path: 'docs/operations/dashboard-guide.md', content: dashboardGuidePage },
    { path: 'docs/operations/metric-definitions.md', content: metricDefinitionsPage },
    { path: 'docs/operations/monitoring-troubleshooting.md', content: monitoringTroubleshootingPage },
    { path: 'docs/reference/incident-cost.md', content: incidentCostPage },
    { path: 'docs/reference/communication-templates.md', content: communicationTemplatesPage },
    { path: 'docs/reference/problem-codes.md', content: () => problemCodesPage(CATALOGUES) },
    ...handoverPages(),
    ...museumCases().map((name) => ({
      path: `test/config/museum/${name}/expected.txt`,
      content: () => expectedText(name),
    })),
    ...scenarioMuseumCases().map((name) => ({
      path: `test/scenario/museum/${name}.txt`,
      content: () => expectedScenarioText(name),
    })),
    ...mappingMuseumCases().map((name) => ({
      path: `test/score/museum/${name}.txt`,
      content: () => expectedMappingText(name),
    })),
    ...Object.entries(DESIGNS).map(([name, design]) => ({
      path: `test/score/designs/${name}.template.json`,
      content: () => `${JSON.stringify(designTemplate(name, design), null, 2)}\n`,
    })),
    // Last: they say which of the others name a requirement.
    ...traceabilityPages(),
  ];
}

function writeGoldenFiles(root: string): void {
  for (const { path, content } of goldenFiles()) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content());
  }
}

if (require.main === module) writeGoldenFiles(join(__dirname, '..'));
