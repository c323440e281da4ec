import type { JsonObject, JsonValue } from '../../../aws/cloudformation/template';
import { readSelector } from '../../../runbook/document/selector';
import { findOperation } from '../../../runbook/operations/operation';
import { selectShape } from '../../../runbook/operations/shape';
import { NothingStatedError } from '../../core/not-simulated';
import { Port } from '../../core/port';

/**
 * A resource that a case states: it exists when the run begins, beside what the templates deploy. Stating one resource of a kind
 * states all there are of it in the region: any other does not exist, and the API answers with its own error. Of a kind of which
 * nothing was stated, nobody can tell what exists.
 */
export interface StatedResource {
  /** As in `lambda alias`; one of the kinds of `registry.ts`. */
  readonly kind: string;
  /** In the shape of the API. Absent: there is no resource of the kind. */
  readonly members?: JsonObject;
  /** Default: the first region of the account. */
  readonly region?: string;
}

/** A stated resource as the operations change it. */
export type Stated = Record<string, JsonValue>;

/** What is known of a kind. */
interface StatedKind {
  /** Members that tell one resource from another; every resource has them. */
  readonly key: readonly string[];
  /** Operation that answers with such a resource, and where: the members are those it has there. `lambda:GetAlias $`. */
  readonly like: string;
  /** Members it has besides, for what the API does not show. */
  readonly besides?: readonly string[];
  /** It is the same in every region. */
  readonly isGlobal?: true;
}

/** Kinds by name. */
export type StatedKinds = Readonly<Record<string, StatedKind>>;

const GLOBAL = 'global';

/** The stated resources of an account, as they are at the present. */
export class StatedResources {
  readonly #kinds: StatedKinds;
  readonly #defaultRegion: string;
  /** By kind and region, then by the text of the key, in the order in which they were stated or made. */
  readonly #sets = new Map<string, Map<string, Stated>>();

  /** @throws RangeError with everything that {@link statedProblems} finds */
  constructor(kinds: StatedKinds, resources: readonly StatedResource[], defaultRegion: string) {
    this.#kinds = kinds;
    this.#defaultRegion = defaultRegion;
    const problems = resources.flatMap((resource) => statedProblems(kinds, resource));
    if (problems.length > 0) throw new RangeError(problems.join('; '));
    for (const { kind, members, region = defaultRegion } of resources) {
      const set = this.#declare(kind, region);
      if (members !== undefined) set.set(this.#keyOf(kind, members), structuredClone(members) as Stated);
    }
  }

  /**
   * Every resource of a kind.
   *
   * @throws NotSimulatedError when nothing of the kind was stated in the region
   */
  list(kind: string, region: string): readonly Stated[] {
    return [...this.#set(kind, region).values()];
  }

  /**
   * A resource by the values of its key; undefined when there is none.
   *
   * @throws NotSimulatedError when nothing of the kind was stated in the region
   */
  find(kind: string, region: string, ...key: readonly string[]): Stated | undefined {
    return this.#set(kind, region, key).get(key.join('\n'));
  }

  /** True when the kind was stated in the region: what exists of it is known. */
  isStated(kind: string, region: string): boolean {
    return this.#sets.has(this.#nameOf(kind, region));
  }

  /** Adds a resource, or replaces the one with its key. */
  put(kind: string, region: string, members: JsonObject): Stated {
    const made = { ...members };
    this.#declare(kind, region).set(this.#keyOf(kind, members), made);
    return made;
  }

  /** A resource as it is from now on; without members: there is none of its kind any more. */
  change({ kind, members, region = this.#defaultRegion }: StatedResource): void {
    if (members === undefined) this.#declare(kind, region).clear();
    else this.put(kind, region, members);
  }

  /** Takes a resource away. */
  remove(kind: string, region: string, ...key: readonly string[]): void {
    this.#set(kind, region).delete(key.join('\n'));
  }

  /** Everything as it is, for those who compare it with what they expect. */
  all(): readonly StatedResource[] {
    return [...this.#sets].flatMap(([name, set]) => {
      const [kind = '', region] = name.split('\n');
      return [...set.values()].map((members) => ({ kind, region: region === GLOBAL ? this.#defaultRegion : region, members: structuredClone(members) }));
    });
  }

  #declare(kind: string, region: string): Map<string, Stated> {
    const name = this.#nameOf(kind, region);
    const set = this.#sets.get(name) ?? new Map<string, Stated>();
    this.#sets.set(name, set);
    return set;
  }

  #set(kind: string, region: string, key: readonly string[] = []): Map<string, Stated> {
    const set = this.#sets.get(this.#nameOf(kind, region));
    if (set === undefined) throw new NothingStatedError(`${[kind, ...key].join(' ')}, which nothing states`, region);
    return set;
  }

  #nameOf(kind: string, region: string): string {
    return `${kind}\n${this.#kinds[kind]?.isGlobal === true ? GLOBAL : region}`;
  }

  #keyOf(kind: string, members: JsonObject): string {
    return this.#kinds[kind]!.key.map((name) => String(members[name])).join('\n');
  }
}

/** The stated resources of the account. */
export const STATED = new Port<StatedResources>('stated resources');

/** Everything wrong with a stated resource, a sentence each: its kind, members that it lacks, members that its kind does not have. */
export function statedProblems(kinds: StatedKinds, { kind, members }: StatedResource): readonly string[] {
  const declared = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (declared === undefined) return [`there is no kind ${kind}; there are ${Object.keys(kinds).join(', ')}`];
  if (members === undefined) return [];
  const allowed = [...new Set([...declared.key, ...membersLike(declared.like), ...(declared.besides ?? [])])];
  const missing = declared.key.filter((name) => members[name] === undefined).map((name) => `${kind} without ${name}`);
  const unknown = Object.keys(members).filter((name) => !allowed.includes(name));
  return [...missing, ...unknown.map((name) => `${kind} with ${name}; it has ${allowed.join(', ')}`)];
}

/** Members of what an operation answers with. @throws Error for an operation or a selector that there is not: the kind is wrong */
function membersLike(like: string): readonly string[] {
  const [, service, operation, selector] = /^([\w-]+):(\w+) (\$.*)$/.exec(like)!;
  const found = findOperation(service!, operation!);
  if ('unknown' in found) throw new Error(`${like}: there is no such operation`);
  const shape = selectShape(found.output, readSelector(selector!)!);
  if (!('kind' in shape) || shape.kind !== 'structure') throw new Error(`${like}: there is no such structure`);
  return [...shape.members.keys()];
}
