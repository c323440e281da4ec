import { isTemplateList, isTemplateObject, UnresolvedValue, type TemplateValue } from '../cloudformation/template-value';
import { CannotTellError } from '../errors';
import { booleanIn, numberIn } from './property';

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
    return shorten(JSON.stringify(this.value));
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
    return numberIn(this.#known()) ?? this.#unreadable('a number');
  }

  /** True or false, or a text that says so. */
  boolean(): boolean {
    return booleanIn(this.#known()) ?? this.#unreadable('true or false');
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

/** At most 80 characters of a text. */
function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** A value that is there. */
type KnownValue = Exclude<TemplateValue, UnresolvedValue | null>;
