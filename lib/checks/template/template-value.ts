import type { JsonValue } from '../../aws/cloudformation/template';

/** Stands where a value could not be resolved offline, and says why. */
export class UnresolvedValue {
  constructor(readonly reason: string) {}
}

/** A value of a template after resolving: JSON, with gaps where something is only known at deployment. */
export type TemplateValue = string | number | boolean | null | UnresolvedValue | readonly TemplateValue[] | TemplateObject;

/** An object of {@link TemplateValue}s. */
export interface TemplateObject {
  readonly [key: string]: TemplateValue;
}

/** Thrown by a check that meets a value it cannot judge: the outcome is `could not tell`, not `failed`. */
export class CannotTellError extends Error {
  override readonly name = 'CannotTellError';

  /**
   * @param path where, relative to the resource or stack
   * @param reason why it cannot be told
   */
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path}: ${reason}`);
  }
}

/**
 * A place in a resource: its path and the value found there. Reading a value of the wrong kind, one that is not
 * there, or one that is only known at deployment throws CannotTellError, so a check needs no branches for them.
 */
export class PropertyNode {
  /**
   * @param path relative to the resource, such as `Properties.Metrics[0].Id`
   * @param value undefined where there is nothing
   */
  constructor(
    readonly path: string,
    readonly value: TemplateValue | undefined,
  ) {}

  /** False when there is nothing here, or null, which CloudFormation takes for nothing. */
  get isPresent(): boolean {
    return this.#known() !== undefined;
  }

  /** The value as one would write it, shortened; `nothing` when it is not there. */
  get shown(): string {
    if (this.value === undefined) return 'nothing';
    return shorten(JSON.stringify(this.value, (_, part: unknown) => (part instanceof UnresolvedValue ? '?' : part)));
  }

  /** The place below, which may be empty. Below nothing there is nothing. */
  at(key: string): PropertyNode {
    const value = this.#known();
    if (value === undefined) return new PropertyNode(`${this.path}.${key}`, undefined);
    if (!isTemplateObject(value)) return this.#unreadable('an object');
    return new PropertyNode(`${this.path}.${key}`, Object.hasOwn(value, key) ? value[key] : undefined);
  }

  text(): string {
    const value = this.#known();
    return typeof value === 'string' ? value : this.#unreadable('a text');
  }

  /** A number, or a text that is one: CloudFormation takes both. */
  number(): number {
    const value = this.#known();
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : this.#unreadable('a number');
  }

  /** True or false, or a text that says so. */
  boolean(): boolean {
    const value = this.#known();
    if (value === true || value === 'true') return true;
    return value === false || value === 'false' ? false : this.#unreadable('true or false');
  }

  /** The items of a list; none when there is nothing here. */
  list(): PropertyNode[] {
    const value = this.#known();
    if (value === undefined) return [];
    if (!isTemplateList(value)) return this.#unreadable('a list');
    return value.map((item, index) => new PropertyNode(`${this.path}[${index}]`, item));
  }

  /** The items of a list, or the value itself where a single one may stand without a list, as in policies. */
  oneOrMore(): PropertyNode[] {
    const value = this.#known();
    return value === undefined || isTemplateList(value) ? this.list() : [this];
  }

  /** Names of the keys of an object; none when there is nothing here. */
  keys(): string[] {
    const value = this.#known();
    if (value === undefined) return [];
    return isTemplateObject(value) ? Object.keys(value) : this.#unreadable('an object');
  }

  #known(): KnownValue | undefined {
    if (this.value instanceof UnresolvedValue) throw new CannotTellError(this.path, this.value.reason);
    return this.value ?? undefined;
  }

  #unreadable(wanted: string): never {
    throw new CannotTellError(this.path, `needs ${wanted}, received ${this.shown}`);
  }
}

/** A JSON object with exactly one key that is the name of an intrinsic function. */
export function isIntrinsic(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [key, ...others] = Object.keys(value);
  return key !== undefined && others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'));
}

/** At most 80 characters of a text. */
export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** A value that is there. */
type KnownValue = Exclude<TemplateValue, UnresolvedValue | null>;

function isTemplateList(value: KnownValue): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

function isTemplateObject(value: KnownValue): value is TemplateObject {
  return typeof value === 'object' && !isTemplateList(value);
}
