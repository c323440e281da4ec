import { isJsonObject, type JsonObject, type JsonValue, type TemplateResource } from '../../aws/cloudformation/template';
import { isIntrinsic, isSame, referencesIn } from './template-references';
import { identityOf, verdictOf, worstVerdict, type UpdateVerdict } from './update-behaviour';

/** A property that changes, or whose value does because something it refers to is replaced. */
export interface PropertyChange {
  /** Names joined by dots, without positions in lists. `Type` where the type of the resource changes. */
  readonly path: string;
  readonly verdict: UpdateVerdict;
  /** Logical id of a replaced resource that the unchanged property refers to. */
  readonly because?: string;
}

/** A resource that an update changes. */
export interface ResourceChange {
  readonly logicalId: string;
  readonly type: string;
  /** The worst of its properties. */
  readonly verdict: UpdateVerdict;
  readonly properties: readonly PropertyChange[];
  /** Set where AWS would have to make a second resource under a name that is in use: `TopicName`. */
  readonly keptName?: string;
}

type Resources = Readonly<Record<string, TemplateResource>>;

/**
 * What an update does to the resources that are there before and after, by logical id, those without a change left out.
 * References to a resource that is replaced count as changed, and so on, until nothing more follows.
 */
export function compareResources(before: Resources, after: Resources): readonly ResourceChange[] {
  let replaced = new Set<string>();
  for (;;) {
    const known = replaced;
    const changes = Object.entries(after).flatMap(([id, resource]) => {
      const old = before[id];
      return old === undefined ? [] : compareResource(id, old, resource, known);
    });
    replaced = new Set(changes.filter(({ verdict }) => verdict === 'replaces').map(({ logicalId }) => logicalId));
    if ([...replaced].every((id) => known.has(id))) return changes;
  }
}

function compareResource(logicalId: string, before: TemplateResource, after: TemplateResource, replaced: ReadonlySet<string>): ResourceChange[] {
  const { Type: type, Properties: new_ = {} } = after;
  const old = before.Properties ?? {};
  // Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html
  if (before.Type !== type) return [{ logicalId, type, verdict: 'fails', properties: [{ path: 'Type', verdict: 'fails' }] }];
  const changed = new Map<string, string | undefined>();
  for (const path of changedPaths(old, new_, '')) changed.set(path, undefined);
  for (const [path, id] of pathsReferringTo(new_, replaced, '')) if (!changed.has(path)) changed.set(path, id);
  if (changed.size === 0) return [];
  const properties = [...changed].map(([path, because]): PropertyChange => {
    return { path, verdict: verdictOf(type, path, new_), ...(because !== undefined && { because }) };
  });
  const verdict = worstVerdict(properties.map((property) => property.verdict));
  const keptName = verdict === 'replaces' ? nameKept(type, old, new_, replaced) : undefined;
  if (keptName === undefined) return [{ logicalId, type, verdict, properties }];
  const refused = properties.map((property) => (property.verdict === 'replaces' ? { ...property, verdict: 'fails' as const } : property));
  return [{ logicalId, type, verdict: 'fails', properties: refused, keptName }];
}

/**
 * The properties that make a name which stays the same, undefined where AWS makes the name up or it changes.
 * A custom name cannot be in use twice: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
function nameKept(type: string, before: JsonObject, after: JsonObject, replaced: ReadonlySet<string>): string | undefined {
  const identity = identityOf(type);
  if (identity.length === 0) return undefined;
  const isKept = identity.every((path) => {
    const value = valueAt(after, path);
    return value !== undefined && isSame(valueAt(before, path), value) && !referencesIn(value).some((id) => replaced.has(id));
  });
  return isKept ? identity.join(', ') : undefined;
}

/** A value inside of properties, undefined where there is none. */
export function valueAt(properties: JsonObject, path: string): JsonValue | undefined {
  return path.split('.').reduce<JsonValue | undefined>((value, name) => (isJsonObject(value) ? value[name] : undefined), properties);
}

function* changedPaths(before: JsonValue | undefined, after: JsonValue | undefined, path: string): Generator<string> {
  if (isSame(before, after)) return;
  if (isGroup(before) && isGroup(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) yield* changedPaths(before[key], after[key], below(path, key));
  } else if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const [index, item] of (after as readonly JsonValue[]).entries()) yield* changedPaths(before[index] as JsonValue, item, path);
  } else yield path;
}

/** Paths of the functions that refer to one of some resources, each with that resource. */
function* pathsReferringTo(value: JsonValue, ids: ReadonlySet<string>, path: string): Generator<readonly [path: string, id: string]> {
  if (ids.size === 0) return;
  if (isIntrinsic(value)) {
    const id = referencesIn(value).find((each) => ids.has(each));
    if (id !== undefined) yield [path, id];
  } else if (Array.isArray(value)) for (const item of value as readonly JsonValue[]) yield* pathsReferringTo(item, ids, path);
  else if (isJsonObject(value)) for (const [key, item] of Object.entries(value)) yield* pathsReferringTo(item, ids, below(path, key));
}

function isGroup(value: JsonValue | undefined): value is JsonObject {
  return isJsonObject(value) && !isIntrinsic(value);
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
