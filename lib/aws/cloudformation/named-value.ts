import type { MissingValue } from '../missing-value';

/** How the name of a value nobody gave is written in its place. No name of AWS has `${`. */
const PREFIXES: Readonly<Partial<Record<MissingValue['kind'], string>>> = { parameter: '', import: 'import ', 'stored parameter': 'stored ' };
const NAMED = /\$\{(import |stored )?([^{}$]+)\}/;

/** Stands for any text while texts are compared; no name has it. */
const ANYTHING = '\0';

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

/**
 * What decides whether two texts are the same, where a value is only named in one of them; undefined where they differ, or are the same, whatever
 * it is.
 */
export function whatTellsApart(one: string, other: string): MissingValue | undefined {
  const [inOne, inOther] = [namedValueIn(one), namedValueIn(other)];
  if (one === other) return undefined;
  if (inOne !== undefined && inOther !== undefined) return inOne;
  return mayBe(one, other) || mayBe(other, one) ? (inOne ?? inOther) : undefined;
}

/** Whether a text with named values may be another one, which has none. */
function mayBe(text: string, other: string): boolean {
  let open = text;
  while (NAMED.test(open)) open = open.replace(NAMED, ANYTHING);
  const parts = open.split(ANYTHING).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return parts.length > 1 && new RegExp(`^${parts.join('.*')}$`, 's').test(other);
}
