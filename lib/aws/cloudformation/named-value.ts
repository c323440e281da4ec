import type { MissingValue } from '../missing-value';

/** How the name of a value nobody gave is written in its place. No name of AWS has `${`. */
const PREFIXES: Readonly<Partial<Record<MissingValue['kind'], string>>> = { parameter: '', import: 'import ', 'stored parameter': 'stored ' };
const NAMED = /\$\{(import |stored )?([^{}$]+)\}/;

/** `${Stage}` in place of the value of a parameter, of an import or of a stored parameter; undefined for anything else that is wanting. */
export function namedValue({ kind, name }: MissingValue): string | undefined {
  const prefix = PREFIXES[kind];
  return prefix === undefined ? undefined : `\${${prefix}${name}}`;
}

/** The first value that is only named in a text; undefined when all of it is known. */
export function namedValueIn(text: string): MissingValue | undefined {
  const [, prefix = '', name] = NAMED.exec(text) ?? [];
  if (name === undefined) return undefined;
  const kind = (Object.keys(PREFIXES) as MissingValue['kind'][]).find((each) => PREFIXES[each] === prefix)!;
  return { kind, name };
}
