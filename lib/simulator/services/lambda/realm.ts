import { constants, createContext, runInContext, Script, type Context } from 'node:vm';
import { NotSimulatedError } from '../../../aws/errors';
import type { Instant } from '../../../time/time';
import { localizeDates, virtualDateTimeFormat } from './virtual-intl';

/** The built-in objects of a JavaScript realm of its own, in which the code of a function runs. */
export interface Realm {
  readonly context: Context;
  readonly Array: ArrayConstructor;
  readonly Date: DateConstructor;
  readonly Error: ErrorConstructor;
  readonly Object: ObjectConstructor;
  readonly Promise: PromiseConstructor;
  readonly Uint8Array: Uint8ArrayConstructor;
}

/**
 * Asks for an ordinary global object, where looking up `Number` in a loop costs nothing; one that mirrors another object
 * asks that one every time. Node.js before 20.18 has no other, and is only slower.
 */
const ORDINARY_GLOBAL = (constants as Partial<typeof constants> | undefined)?.DONT_CONTEXTIFY;

/** The scope of a CommonJS module, in the order of its wrapper. */
export type ModuleScope = readonly [exports: object, require: (name: string) => unknown, module: object, fileName: string, directory: string];

/** What a process keeps compiled: the functions of some environments. Our choice. */
const KEPT_SCRIPTS = 8;

/** Modules compiled last, by file name and source: the same code usually runs in many realms, that of one function beside that of another. */
const scripts = new Map<string, Script>();

function compiled(source: string, fileName: string): Script {
  const key = `${fileName}\0${source}`;
  const known = scripts.get(key);
  if (known !== undefined) return known;
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, { filename: fileName });
  if (scripts.size >= KEPT_SCRIPTS) scripts.delete(scripts.keys().next().value!);
  scripts.set(key, script);
  return script;
}

/**
 * Runs a CommonJS module in a realm.
 *
 * @param fileName for stack traces
 */
export function runModule(realm: Realm, source: string, fileName: string, scope: ModuleScope): void {
  const wrapper = compiled(source, fileName);
  const run = wrapper.runInContext(realm.context) as (...scope: ModuleScope) => void;
  run(...scope);
}

/**
 * A fresh realm whose `Date` follows a virtual clock, whose chance has a seed, and whose local time is UTC, as in
 * Lambda. Values of different
 * realms are no instances of each other's classes, so everything handed in and out is copied.
 */
export function createRealm(now: () => Instant, random: () => number): Realm {
  const context = createContext(ORDINARY_GLOBAL);
  const builtIns = runInContext('({ Array, Date, Error, Intl, Math, Object, Promise, Uint8Array })', context) as Omit<Realm, 'context'> & {
    readonly Intl: typeof Intl;
    readonly Math: Math;
  };
  Object.defineProperty(builtIns.Math, 'random', { value: random, writable: true, configurable: true });
  const format = virtualDateTimeFormat(builtIns.Intl.DateTimeFormat, now);
  Object.defineProperty(builtIns.Intl, 'DateTimeFormat', { value: format, writable: true, configurable: true });
  const VirtualDate = virtualDate(builtIns.Date, now);
  Object.defineProperty(context, 'Date', { value: VirtualDate, writable: true, configurable: true });
  return { ...builtIns, context, Date: VirtualDate };
}

/** `2026-03-02T08:00:00` without a zone is local time. */
const LOCAL_DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/;

function virtualDate(RealmDate: DateConstructor, now: () => Instant): DateConstructor {
  const withZone = (text: string): string => (LOCAL_DATE_TIME.test(text) ? `${text}Z` : text);
  const instantOf = (given: readonly unknown[]): Instant => {
    if (given.length === 0) return now();
    if (given.length > 1) return RealmDate.UTC(...(given as [number, number]));
    const [value] = given;
    // Every datapoint that a function reads has one.
    if (typeof value === 'number') return value;
    return typeof value === 'string' ? RealmDate.parse(withZone(value)) : new RealmDate(value as number).getTime();
  };
  class VirtualDate extends RealmDate {
    constructor(...given: readonly unknown[]) {
      super(instantOf(given));
    }

    static override now(): Instant {
      return now();
    }

    static override parse(text: string): Instant {
      return RealmDate.parse(withZone(text));
    }
  }
  Object.defineProperty(VirtualDate, 'name', { value: 'Date' });
  const prototype = VirtualDate.prototype as unknown as Record<string, unknown>;
  const methods = RealmDate.prototype as unknown as Record<string, unknown>;
  for (const name of Object.getOwnPropertyNames(methods)) {
    const utc = methods[name.replace(/^(get|set)/, '$1UTC')];
    if (/^(get|set)(?!UTC|Time)/.test(name) && utc !== undefined) prototype[name] = utc;
  }
  prototype.getTimezoneOffset = () => 0;
  localizeDates(prototype);
  return VirtualDate as unknown as DateConstructor;
}

/** Copies of what nobody can change, by realm. */
const frozenCopies = new WeakMap<Realm['Object'], WeakMap<object, unknown>>();

/**
 * An array or object copied into the realm; one that occurs several times is copied element by element only once. What is
 * frozen is copied once for good, and its copy is frozen, too.
 */
export function copyIntoRealm(value: unknown, realm: Realm, seen = new Map<object, unknown>()): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Object.isFrozen(value)) return frozenCopy(value, realm, seen);
  const before = seen.get(value);
  if (before !== undefined) return Array.isArray(before) ? before.slice() : before;
  const copy = copyObject(value, realm, seen);
  seen.set(value, copy);
  return copy;
}

function frozenCopy(value: object, realm: Realm, seen: Map<object, unknown>): unknown {
  const copies = frozenCopies.get(realm.Object) ?? new WeakMap<object, unknown>();
  frozenCopies.set(realm.Object, copies);
  const known = copies.get(value);
  if (known !== undefined) return known;
  const copy = Object.freeze(copyObject(value, realm, seen));
  copies.set(value, copy);
  return copy;
}

function copyObject(value: object, realm: Realm, seen: Map<object, unknown>): unknown {
  if (value instanceof Date) return new realm.Date(value.getTime());
  if (value instanceof Uint8Array) return new realm.Uint8Array(value);
  if (Array.isArray(value)) {
    const copy = new realm.Array<unknown>(value.length);
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      copy[index] = typeof item === 'object' ? copyIntoRealm(item, realm, seen) : item;
    }
    return copy;
  }
  const copy = new realm.Object() as Record<string, unknown>;
  const members = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(members)) copy[key] = copyIntoRealm(members[key], realm, seen);
  return copy;
}

/**
 * A value copied out of a realm. Keys without a value are left out.
 *
 * @throws NotSimulatedError for anything but plain data
 */
export function copyOutOfRealm(value: unknown, what: string): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw new NotSimulatedError(`a ${typeof value} in ${what}`);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => copyOutOfRealm(item, what));
  switch (Object.prototype.toString.call(value)) {
    case '[object Date]':
      return new Date((value as Date).getTime());
    case '[object Uint8Array]':
      return new Uint8Array(value as Uint8Array);
    case '[object Object]':
    case '[object Error]':
      break;
    default:
      throw new NotSimulatedError(`${Object.prototype.toString.call(value)} in ${what}`);
  }
  const copy: Record<string, unknown> = {};
  const members = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(members)) if (members[key] !== undefined) copy[key] = copyOutOfRealm(members[key], what);
  return copy;
}

/** Name and message of anything that can be thrown. */
export function describeThrown(thrown: unknown): { readonly name: string; readonly message: string } {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) {
    const name = 'name' in thrown ? String(thrown.name) : 'Error';
    return { name, message: String(thrown.message) };
  }
  return { name: 'Error', message: String(thrown) };
}
