import { resourceSchema } from '../config/resource-schema';
import type { FoundResource } from './find-resources';
import { PROPOSABLE_SOURCES, type ProposableSource } from './proposable-source';
import { asName } from './resource-names';
import { TABLE_OPERATIONS } from './resources/readers';

/** The keys that follow the word for a kind, in their order; one with a question mark may be left out. */
const KEYS: Readonly<Record<ProposableSource, readonly string[]>> = {
  distribution: ['distributionId'],
  applicationLoadBalancer: ['loadBalancer'],
  httpApi: ['apiId', 'stage'],
  restApi: ['apiName', 'stage'],
  stateMachine: ['stateMachineName'],
  lambda: ['functionName'],
  table: ['tableName'],
  queue: ['queueName', 'deadLetterQueueName?'],
  ecsService: ['clusterName', 'serviceName'],
};

/** Each kind with the names that it needs, for people. */
export const NAMED_RESOURCES = PROPOSABLE_SOURCES.map((source) =>
  [source, ...KEYS[source].map((key) => (key.endsWith('?') ? `[${key.slice(0, -1)}]` : key))].join(' '),
);

/**
 * A resource as somebody names it on one line: its kind, and the names it has in the account.
 *
 * @returns what is allowed, where the line is something else
 */
export function namedResource(line: string, application: string): FoundResource | string {
  const [word = '', ...names] = line.trim().split(/\s+/);
  const source = PROPOSABLE_SOURCES.find((each) => each.toLowerCase() === word.toLowerCase());
  if (source === undefined) return `one of ${NAMED_RESOURCES.join(', ')}`;
  const settings = {
    ...Object.fromEntries(KEYS[source].flatMap((key, index) => (names[index] === undefined ? [] : [[key.replace('?', ''), names[index]]]))),
    ...(source === 'table' && { operations: TABLE_OPERATIONS }),
  };
  const { error } = resourceSchema.safeParse({ source, ...settings });
  const [issue] = error?.issues ?? [];
  if (issue !== undefined || names.length > KEYS[source].length) {
    return `${NAMED_RESOURCES.find((each) => each.split(' ')[0] === source)}${issue === undefined ? '' : `: ${issue.path.join('.')} is ${issue.message}`}`;
  }
  const name = names.at(source === 'ecsService' ? 1 : 0)!;
  return {
    name: asName(name.replace(/^app\/([^/]+)\/.*$/, '$1'), source.toLowerCase()),
    source,
    settings,
    stack: application,
    logicalId: line.trim(),
    type: 'as you named it',
  };
}
