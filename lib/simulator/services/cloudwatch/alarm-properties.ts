import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import { isMap } from '../../../problems/untyped';

/**
 * Typed access to the resolved properties of a resource. What the service would refuse is a ValidationError, what
 * the simulator does not know a NotSimulatedError; both name the resource and the property. Numbers and Booleans may
 * be strings, and texts may be numbers or Booleans, as CloudFormation accepts them.
 */
export class AlarmProperties {
  private constructor(
    readonly where: string,
    readonly values: Readonly<Record<string, unknown>>,
  ) {}

  /** @throws ServiceError ValidationError when the value is not an object */
  static of(where: string, value: unknown): AlarmProperties {
    if (!isMap(value)) {
      throw new ServiceError('ValidationError', `${where}: ${JSON.stringify(value)} is not an object of properties`);
    }
    return new AlarmProperties(where, value as Readonly<Record<string, unknown>>);
  }

  /** @throws NotSimulatedError for the first property that is not in the list */
  allow(keys: readonly string[]): void {
    const unknown = Object.keys(this.values).find((key) => !keys.includes(key) && this.has(key));
    if (unknown !== undefined) throw new NotSimulatedError(`property ${unknown}`, this.where);
  }

  has(key: string): boolean {
    return Object.hasOwn(this.values, key) && this.values[key] !== undefined;
  }

  text(key: string): string {
    const value = this.values[key];
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return typeof value === 'string' && value !== '' ? value : this.#refuseValue(key, 'a text');
  }

  number(key: string): number {
    const value = this.values[key];
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : this.#refuseValue(key, 'a number');
  }

  /** A whole number of at least 1. */
  count(key: string): number {
    const value = this.number(key);
    return Number.isInteger(value) && value >= 1 ? value : this.#refuseValue(key, 'a whole number of at least 1');
  }

  boolean(key: string): boolean {
    const value = this.values[key];
    if (value === true || value === 'true') return true;
    return value === false || value === 'false' ? false : this.#refuseValue(key, 'true or false');
  }

  choice<T extends string>(key: string, allowed: readonly T[]): T {
    return allowed.find((each) => each === this.values[key]) ?? this.#refuseValue(key, `one of ${allowed.join(', ')}`);
  }

  child(key: string): AlarmProperties {
    return AlarmProperties.of(`${this.where}, ${key}`, this.values[key]);
  }

  list(key: string): AlarmProperties[] {
    const value = this.values[key];
    if (!Array.isArray(value)) return this.#refuseValue(key, 'a list');
    return value.map((each, index) => AlarmProperties.of(`${this.where}, ${key}[${index}]`, each));
  }

  /** @throws ServiceError ValidationError, always */
  refuse(why: string): never {
    throw new ServiceError('ValidationError', `${this.where}: ${why}`);
  }

  #refuseValue(key: string, allowed: string): never {
    return this.refuse(`${key} must be ${allowed}, received ${JSON.stringify(this.values[key])}`);
  }
}
