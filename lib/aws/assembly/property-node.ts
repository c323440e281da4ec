import type { JsonValue } from '../cloudformation/template';
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
   * @param owner the resource, `stack/logicalId`
   */
  constructor(
    readonly path: string,
    readonly value: TemplateValue | undefined,
    readonly owner: string,
  ) {}

  /** Where it is among all resources: `stack/logicalId.Properties.Metrics[0].Id`. */
  get where(): string {
    return `${this.owner}.${this.path}`;
  }

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
    if (value === undefined) return this.#below(`.${key}`, undefined);
    if (!isTemplateObject(value)) return this.#unreadable('an object');
    return this.#below(`.${key}`, Object.hasOwn(value, key) ? value[key] : undefined);
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
    return value.map((item, index) => this.#below(`[${index}]`, item));
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

  /**
   * The whole value as plain JSON; undefined when there is nothing here.
   * @throws CannotTellError when any part of it is only known at deployment
   */
  json(): JsonValue | undefined {
    const value = this.#known();
    if (isTemplateList(value)) this.list().forEach((item) => item.json());
    else if (isTemplateObject(value)) this.keys().forEach((key) => this.at(key).json());
    return value as JsonValue | undefined;
  }

  #below(step: string, value: TemplateValue | undefined): PropertyNode {
    return new PropertyNode(this.path + step, value, this.owner);
  }

  #known(): KnownValue | undefined {
    if (this.value instanceof UnresolvedValue) throw new CannotTellError(this.path, `cannot resolve ${this.value.what}`, this.owner, this.value.missing);
    return this.value ?? undefined;
  }

  #unreadable(wanted: string): never {
    throw new CannotTellError(this.path, `needs ${wanted}, received ${this.shown}`, this.owner);
  }
}

/** At most 80 characters of a text. */
function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** A value that is there. */
type KnownValue = Exclude<TemplateValue, UnresolvedValue | null>;
