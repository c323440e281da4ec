/**
 * What an `allowedPattern` says of the names of resources: texts with `*`, one for each alternative, of which every text that the pattern
 * allows matches one. Only what stands there letter by letter is kept; a class, a group and whatever is repeated becomes `*`.
 *
 * It narrows a policy only where that is safe. Undefined, so that nothing is narrowed, for a pattern
 * - that is not bound to both ends (`^…$`, each alternative): no page of AWS says whether a part that matches is enough;
 * - that allows the empty text, whose resource has no name;
 * - that allows a colon, and so an ARN, of which a name is only the end;
 * - of which no letter is certain, or with something that is not read here.
 */
export function patternGlobs(pattern: string): readonly string[] | undefined {
  const globs = alternatives(pattern).map(globOf);
  const known = globs.filter((glob) => glob !== undefined);
  return known.length === globs.length && known.every((glob) => /[^*]/.test(glob)) ? [...new Set(known)] : undefined;
}

/** Classes and escapes, groups without another in them, repetitions, and single characters. */
const PARTS = /(\[(?:\\.|[^\]\\])*\]|\((?:\\.|[^()\\])*\)|\\.|[^])(\*|\+|\?|\{\d+(?:,\d*)?\})?\??/g;
/** Escapes that stand for one of several characters, none of them a colon. */
const CLASS_ESCAPES = ['\\d', '\\w', '\\s'];

function globOf(alternative: string): string | undefined {
  const [, inside] = /^\^(.+)\$$/.exec(alternative) ?? [];
  if (inside === undefined || inside.endsWith('\\')) return undefined;
  const parts = [...inside.matchAll(PARTS)].map(([, part, repetition]) => {
    const letter = letterOf(part!);
    return letter === undefined ? undefined : repetition === undefined ? letter : '*';
  });
  return parts.includes(undefined) ? undefined : parts.join('').replaceAll(/\*{2,}/g, '*');
}

/** The character that a part stands for, `*` for one of several or several; undefined when that may be a colon, or is not known. */
function letterOf(part: string): string | undefined {
  if (part.startsWith('[')) return mayBeColon(part) ? undefined : '*';
  if (part.startsWith('\\')) return /\\[^\w:*?]/.test(part) ? part.slice(1) : CLASS_ESCAPES.includes(part) ? '*' : undefined;
  return /[\w /@=,~#%&;<>!"'`-]/.test(part) && part.length === 1 ? part : undefined;
}

/** Whether a class matches a colon; one that is not read may. */
function mayBeColon(characters: string): boolean {
  try {
    return new RegExp(`^${characters}$`).test(':');
  } catch {
    return true;
  }
}

/** The alternatives of a pattern that are not inside a class or a group. */
function alternatives(pattern: string): readonly string[] {
  const found = [''];
  let depth = 0;
  for (const [part] of pattern.matchAll(/\[(?:\\.|[^\]\\])*\]|\\.|[^]/g)) {
    if (part === '(') depth += 1;
    if (part === ')') depth -= 1;
    if (part === '|' && depth === 0) found.push('');
    else found[found.length - 1] += part;
  }
  return found;
}
