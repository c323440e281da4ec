import type { FoundResource } from '../find-resources';
import type { Proposal, ProposedService } from '../propose';
import { heading, indented, inline } from './yaml-text';

/** Events a minute until somebody says how many there are: a request a second. Our choice. */
const ASSUMED_EVENTS_PER_MINUTE = 60;

/** `operations.yaml` of a proposal. */
export function operationsText({ application, services }: Proposal, schema: string): string {
  const comment = [
    'What is promised, and what wakes somebody. Proposed by day2 init from the resources it found, each with the reason: change what is',
    'not so. Percentages are percentages (99.9), durations are written 5m, 1h30m, 30d. `npx day2 plan` prints every alarm that follows.',
  ];
  return `${[...heading(schema, comment), `application: ${application}`, '', 'services:', ...indented(services.flatMap(serviceLines), 2)].join('\n')}\n`;
}

function serviceLines(service: ProposedService): string[] {
  const { id, runbook, objectives, thresholds } = service;
  return [
    `- id: ${id}`,
    `  title: ${inline(titleOf(id))}`,
    '  owner: whoever is on call # a role, not a person',
    '  # Events a minute, as the mean over a day: an assumption. It decides how many failures an alarm waits for before it takes a share seriously.',
    `  typicalEventsPerMinute: ${ASSUMED_EVENTS_PER_MINUTE}`,
    '  objectives:',
    ...objectives.flatMap((objective) => indented(objectiveLines(objective, runbook), 4)),
    ...(thresholds.length === 0 ? [] : ['  thresholds:']),
    ...thresholds.flatMap(({ measure, reason, resource }) => [
      `    # ${originOf(resource)}: ${reason}`,
      `    - { resource: ${resource.name}, measure: ${measure}, class: warning, runbook: ${runbook} }`,
    ]),
  ];
}

function objectiveLines(objective: ProposedService['objectives'][number], runbook: string): string[] {
  const { id, kind, target, thresholdMinutes, impact, page, noData, reason, resource } = objective;
  return [
    `# ${originOf(resource)}: ${reason}`,
    `- id: ${id}`,
    `  kind: ${kind}`,
    ...(target === undefined ? [] : [`  target: ${target}`]),
    ...(thresholdMinutes === undefined ? [] : [`  threshold: ${thresholdMinutes}m`]),
    `  resource: ${resource.name}`,
    `  impact: ${inline(impact)}`,
    `  runbook: ${runbook} # of ../runbooks, to be written; or the https address of what you have`,
    `  severity: { page: ${page}, ticket: S3 }`,
    `  noData: ${inline(noData)}`,
  ];
}

/** Where a resource comes from, for people. */
function originOf({ logicalId, type }: FoundResource): string {
  return `${logicalId}, ${type}`;
}

/** `Partner portal` of `partner-portal`. */
function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
