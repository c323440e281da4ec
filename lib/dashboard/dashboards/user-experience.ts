import type { SourceName } from '../../slo/sli/sources';
import type { DashboardDraft } from '../dashboard';
import type { DashboardFacts, ShownObjective, ShownService } from '../facts';
import { GRID_COLUMNS } from '../limits';
import { objectiveLine } from '../objective-text';
import { businessLines } from '../sections/business';
import { badShareGraph, latencyGraphs, partsByRegion, volumeGraph } from '../sections/service-levels';
import { inLines, textWidget } from '../widgets';

/** Sources at which users arrive, or that do what users do. */
const USERS_ARRIVE: ReadonlySet<SourceName> = new Set<SourceName>([
  'applicationLoadBalancer',
  'networkLoadBalancer',
  'restApi',
  'httpApi',
  'functionUrl',
  'distribution',
  'canary',
]);

/** What users notice: whether they get through, how long they wait, what a scripted user sees. Undefined where users arrive nowhere. Requirements 003-05, 003-23. */
export function userExperienceDashboard(facts: DashboardFacts): DashboardDraft | undefined {
  const services = facts.services
    .map((service): ShownService => ({ ...service, objectives: service.objectives.filter(isNoticed), measures: [], limits: [] }))
    .filter(({ objectives }) => objectives.length > 0);
  if (services.length === 0) return undefined;
  return {
    id: 'user-experience',
    title: 'User experience',
    purpose:
      'For whoever wants to know what users notice: do they get through, how long do they wait, does a scripted user succeed, and is what they came for done.',
    start: '-P1D',
    variables: [],
    lines: [
      [
        textWidget(
          {
            title: 'What users notice when it fails',
            description: 'What a user notices when an objective is missed, for everything that users reach directly.',
            width: GRID_COLUMNS,
            height: 2 + services.flatMap(({ objectives }) => objectives).length,
          },
          [
            ...services.flatMap(({ title, objectives }) =>
              objectives.map((objective) => `- ${title}, ${objectiveLine(objective)}. When it fails: ${objective.impact}`),
            ),
            '',
            'Measured is what reaches AWS and what scripted users see. What a browser does with it, and what users say, is not.',
          ],
        ),
      ],
      ...services.flatMap((service) => [
        ...partsByRegion(facts, service).map((part) => {
          const volume = volumeGraph(part, { width: 12, height: 6 });
          return [badShareGraph(part, { width: 12, height: 6 }), ...(volume === undefined ? [] : [volume])];
        }),
        ...inLines(latencyGraphs(service, { width: 12, height: 6 })),
      ]),
      ...businessLines(facts),
    ],
  };
}

function isNoticed({ sli }: ShownObjective): boolean {
  return USERS_ARRIVE.has(sli.source as SourceName);
}
