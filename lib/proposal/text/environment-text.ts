import type { FoundResource } from '../find-resources';
import type { Proposal } from '../propose';
import { isOpen, type OpenName } from '../resource-reading';
import { heading, indented, inline } from './yaml-text';

/** CPU from which on a service has too few tasks: near enough to all of it, above where scaling is aimed at. Our choice. */
const MOST_CPU_PERCENT = 90;
/** How long it takes to get more tasks of a service: a day, until somebody says something else. */
const LEAD_TIME = '1d';

/** `environments/<name>.yaml` of a proposal: what its resources are called in this environment. The first environment pages people. */
export function environmentText({ environments, services }: Proposal, name: string, schema: string): string {
  const { region, resources } = environments.find((each) => each.name === name)!;
  const isFirst = environments[0]!.name === name;
  const numbers = { next: 1 };
  const watched = services.flatMap(({ id, runbook, thresholds }) =>
    [...new Set(thresholds.map(({ resource }) => resource.name))].map((resource) => ({ resource, service: id, runbook })),
  );
  const comment = [
    'What resources are called here. A name with replace-me in it is to be filled in; until then its alarms watch nothing, and',
    '`npx day2 check` warns of it.',
  ];
  return `${[
    ...heading(schema, comment),
    `environment: ${name}`,
    `region: ${region}`,
    ...(isFirst
      ? []
      : [
          '# Chosen by day2 init for every environment but the first. Take it away to be paged for this one, too; a channel under `chat` of on-call.yaml hears its alarms.',
          `nobodyIsPaged: ${name} is looked at when somebody does`,
        ]),
    '',
    'resources:',
    ...resources.flatMap((resource) => indented(resourceLines(resource, region, numbers), 2)),
    ...(watched.length === 0 ? [] : ['', '# What services of ECS can bear: `npx day2 capacity` forecasts when it is reached.', 'capacity:']),
    ...watched.flatMap(({ resource, service, runbook }) => [
      `  ${resource}:`,
      `    service: ${service}`,
      `    runbook: ${runbook}`,
      `    leadTime: ${LEAD_TIME} # from the decision to have more until it is there`,
      '    proactive: [{ measure: cpu }]',
      `    reactive: [{ measure: cpu, above: ${MOST_CPU_PERCENT} }]`,
    ]),
  ].join('\n')}\n`;
}

/** What the command prints where it is not the name, by key. */
const PRINTED: Readonly<Record<string, string>> = {
  loadBalancer: 'an ARN that ends with it, from app/ on',
  queueName: 'a URL that ends with it',
  deadLetterQueueName: 'a URL that ends with it',
  stateMachineName: 'an ARN that ends with it',
  serviceName: 'an ARN that ends with it',
  apiName: 'the id of the API, beside which the console shows it',
};

function resourceLines(resource: FoundResource, region: string, numbers: { next: number }): string[] {
  const settings = Object.entries(resource.settings).flatMap(([key, setting]) => {
    if (!isOpen(setting)) return [`  ${key}: ${inline(setting)}`];
    const value = setting.form.replace('#', String(numbers.next++));
    return [`  # ${setting.why}${lookUp(setting, key, resource, region)}`, `  ${key}: ${value}`];
  });
  return [`${resource.name}:`, `  source: ${resource.source}`, ...settings];
}

/** The command that says what a resource is called. */
function lookUp({ logicalId }: OpenName, key: string, { stackName = 'STACK' }: FoundResource, region: string): string {
  if (logicalId === undefined) return '';
  const command = `aws cloudformation describe-stack-resource --region ${region} --stack-name ${stackName} --logical-resource-id ${logicalId}`;
  return `; this prints ${PRINTED[key] ?? 'it'}:\n    # ${command} --query StackResourceDetail.PhysicalResourceId --output text`;
}
