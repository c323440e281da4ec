import type { SelectorPart } from '../document/selector';

/** Types of values that have no parts. */
const SIMPLE = ['blob', 'boolean', 'document', 'number', 'string', 'time'] as const;

/** What a value looks like: a member of the input or output of an operation. */
export type Shape =
  | { readonly kind: (typeof SIMPLE)[number] }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'map'; readonly of: Shape }
  | Structure;

/** A value with named members. It may contain itself. */
export interface Structure {
  readonly kind: 'structure';
  readonly name: string;
  readonly members: ReadonlyMap<string, Member>;
}

/** A member of a structure. */
export interface Member {
  readonly isRequired: boolean;
  readonly shape: Shape;
}

/**
 * The shapes of a service, from their texts. A type is `string`, another simple one, `[of a list]`, `{of a map}`, or the name of
 * a structure; a structure is its members, `Name!:Type`, where `!` says that it is required and a missing type is `string`.
 */
export class Shapes {
  readonly #texts: Readonly<Record<string, string>>;
  readonly #read = new Map<string, Structure>();

  constructor(texts: Readonly<Record<string, string>>) {
    this.#texts = texts;
  }

  /** The shape of a type. @throws Error for one that the service does not have: the data is broken */
  of(type: string): Shape {
    const simple = SIMPLE.find((kind) => kind === type);
    if (simple !== undefined) return { kind: simple };
    if (type.startsWith('[')) return { kind: 'list', of: this.of(type.slice(1, -1)) };
    if (type.startsWith('{')) return { kind: 'map', of: this.of(type.slice(1, -1)) };
    return this.structure(type);
  }

  /** A structure by its name; `-` is the one without members. @throws Error as {@link of} does */
  structure(name: string): Structure {
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const text = name === '-' ? '' : this.#texts[name];
    if (text === undefined) throw new Error(`there is no shape ${name}`);
    const members = new Map<string, Member>();
    const structure: Structure = { kind: 'structure', name, members };
    // Known before its members are read: it may contain itself.
    this.#read.set(name, structure);
    for (const written of text.split(' ').filter((part) => part !== '')) {
      const [, member, required, type = 'string'] = /^([\w-]+)(!?)(?::(.+))?$/.exec(written)!;
      members.set(member!, { isRequired: required === '!', shape: this.of(type) });
    }
    return structure;
  }
}

/** Where a selector leaves the shape of a result. */
export interface SelectorFault {
  /** The part that selects nothing. */
  readonly part: SelectorPart;
  /** What there is instead: members of a structure, none for anything else. */
  readonly members: readonly string[];
}

/**
 * What a selector selects from a result of a shape: the shape of it, or the part that can never select anything. Anything
 * can be in a map and in a document. A deep scan selects a list of what has the name below.
 */
export function selectShape(shape: Shape, selector: readonly SelectorPart[]): Shape | SelectorFault {
  let found: readonly Shape[] = [shape];
  let isList = false;
  for (const part of selector) {
    const before = found;
    found = before.flatMap((each) => step(each, part));
    if (found.length === 0) return { part, members: before.flatMap((each) => (each.kind === 'structure' ? [...each.members.keys()] : [])) };
    if (part.kind === 'deep') isList = true;
  }
  return isList ? { kind: 'list', of: found[0]! } : found[0]!;
}

function step(shape: Shape, part: SelectorPart): readonly Shape[] {
  if (shape.kind === 'document') return [shape];
  if (part.kind === 'index') return shape.kind === 'list' ? [shape.of] : [];
  if (part.kind === 'deep') return below(shape, part.name, new Set());
  if (shape.kind === 'map') return [shape.of];
  const member = shape.kind === 'structure' ? shape.members.get(part.name) : undefined;
  return member === undefined ? [] : [member.shape];
}

function below(shape: Shape, name: string, seen: Set<Structure>): readonly Shape[] {
  if (shape.kind === 'list') return below(shape.of, name, seen);
  if (shape.kind === 'map') return [shape.of, ...below(shape.of, name, seen)];
  if (shape.kind === 'document') return [shape];
  if (shape.kind !== 'structure' || seen.has(shape)) return [];
  seen.add(shape);
  return [...shape.members].flatMap(([member, { shape: of }]) => [...(member === name ? [of] : []), ...below(of, name, seen)]);
}
