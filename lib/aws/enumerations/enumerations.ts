import { DOCUMENTED_ENUMERATIONS } from './documented-enumerations';
import table from './enumerated-values.json';

/** A property of a type that takes one of a few values. */
export interface Enumeration {
  /** Names of properties from the outermost to the innermost; `*` stands for every item of a list, or entry of a map. */
  readonly path: readonly string[];
  /** In the spelling of AWS; numbers as texts. */
  readonly values: readonly string[];
  /** Whether AWS takes other letter case, too: hardly anywhere. */
  readonly ignoresCase: boolean;
}

/** By type, then by list of values, the paths. Made from what CloudFormation's own rules answer, by `npm run golden`. */
const TABLE = table as unknown as Readonly<Record<string, Readonly<Record<string, string>>>>;

const cache = new Map<string, readonly Enumeration[]>();

/** The properties of a type that take one of a few values; none for types that nobody asked about. */
export function enumerationsOf(type: string): readonly Enumeration[] {
  const known = cache.get(type) ?? readEnumerations(type);
  cache.set(type, known);
  return known;
}

function readEnumerations(type: string): readonly Enumeration[] {
  const asked = Object.hasOwn(TABLE, type) ? Object.entries(TABLE[type]!) : [];
  const documented = DOCUMENTED_ENUMERATIONS.filter((row) => row.type === type).map(({ values, paths }) => [values, paths] as const);
  return [...asked, ...documented].flatMap(([list, paths]) =>
    paths.split(' ').map((path) => ({ path: path.split('.'), values: list.replace('~', '').split('|'), ignoresCase: list.startsWith('~') })),
  );
}

/** Whether a value is one of an enumeration, letter case included. */
export function isOneOf({ values, ignoresCase }: Enumeration, given: string): boolean {
  return values.includes(given) || (ignoresCase && values.some((value) => value.toLowerCase() === given.toLowerCase()));
}
