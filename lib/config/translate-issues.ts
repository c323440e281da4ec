import type { z } from 'zod';
import type { ProblemCode } from '../problems/catalogue';
import { didYouMean } from '../problems/did-you-mean';
import type { Problem } from '../problems/problem';
import { EXAMPLE_MARK, type CustomIssue } from '../problems/schema-fields';
import type { Path } from './positions';
import type { YamlSource } from './yaml-source';

type Issue = z.core.$ZodIssue;

/** Codes of the mistakes that every kind of file can have; another file format may bring its own. */
export interface ShapeCodes {
  readonly unknownKey: ProblemCode;
  readonly missingKey: ProblemCode;
  readonly wrongType: ProblemCode;
  readonly notAllowed: ProblemCode;
}

/** The one of these words that somebody most likely means who writes another; undefined when none is near. */
type MeantBy = (word: string, words: readonly string[]) => string | undefined;

const CONFIGURATION_CODES: ShapeCodes = {
  unknownKey: 'CFG010',
  missingKey: 'CFG011',
  wrongType: 'CFG012',
  notAllowed: 'CFG013',
};

/**
 * What a schema found wrong with a file, as problems with positions. The schema has to be made of the fields of
 * schema-fields.ts: their messages say what is allowed. A key that is missing because another name stands in its place is one problem, that of
 * the name.
 *
 * @param formerNames what keys and words of the file are called now, by what they were called before
 */
export function translateIssues(
  source: YamlSource,
  issues: readonly Issue[],
  codes: ShapeCodes = CONFIGURATION_CODES,
  formerNames: Readonly<Record<string, string>> = {},
): Problem[] {
  const meantBy: MeantBy = (word, words) => {
    const renamed = Object.hasOwn(formerNames, word) ? formerNames[word] : undefined;
    return renamed !== undefined && words.includes(renamed) ? renamed : didYouMean(word, words);
  };
  const misnamed = new Set(issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? meantKeys(issue, meantBy) : [])));
  const isMisnamed = ({ path }: Issue): boolean => misnamed.has(keyOf(path as Path)) && source.written(path as Path) === undefined;
  return issues.filter((issue) => !isMisnamed(issue)).flatMap((issue) => translate(source, issue, codes, meantBy));
}

/** The keys that the unknown ones of a map most likely stand for. */
function meantKeys({ path, keys, message }: Extract<Issue, { code: 'unrecognized_keys' }>, meantBy: MeantBy): string[] {
  return keys.flatMap((key) => {
    const meant = meantBy(key, message.split(', '));
    return meant === undefined ? [] : [keyOf([...(path as Path), meant])];
  });
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}

function translate(source: YamlSource, issue: Issue, codes: ShapeCodes, meantBy: MeantBy): Problem[] {
  const path = issue.path as Path;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(source, [...path, key], issue.message, codes, meantBy));
    case 'invalid_key':
      return [unfitKey(source, path, issue.issues[0]?.message ?? issue.message, codes)];
    case 'custom':
      return [customProblem(source, path, issue.params as unknown as CustomIssue)];
    default:
      return [unfitValue(source, issue, path, codes, meantBy)];
  }
}

function unknownKey(source: YamlSource, path: Path, allowedKeys: string, codes: ShapeCodes, meantBy: MeantBy): Problem {
  const key = String(path.at(-1));
  const meant = meantBy(key, allowedKeys.split(', '));
  return {
    code: codes.unknownKey,
    level: 'error',
    where: source.locate(path, 'key'),
    what: `unknown key ${key}`,
    received: key,
    allowed: allowedKeys,
    change: meant === undefined ? 'remove it' : `write ${meant}`,
  };
}

function unfitKey(source: YamlSource, path: Path, message: string, codes: ShapeCodes): Problem {
  const { allowed, example } = splitMessage(message);
  return {
    code: codes.notAllowed,
    level: 'error',
    where: source.locate(path, 'key'),
    what: 'this name is not allowed here',
    received: String(path.at(-1)),
    allowed,
    change: example === undefined ? 'rename it' : `rename it, to something like ${example}`,
  };
}

function customProblem(source: YamlSource, path: Path, found: CustomIssue): Problem {
  return {
    code: found.code,
    level: 'error',
    where: source.locate(path),
    what: found.what,
    received: found.received ?? source.written(path),
    allowed: found.allowed,
    change: found.change,
  };
}

function unfitValue(source: YamlSource, issue: Issue, path: Path, codes: ShapeCodes, meantBy: MeantBy): Problem {
  const received = source.written(path);
  const { allowed, example } = splitMessage(issue.message);
  const shared = { level: 'error' as const, where: source.locate(path), allowed };
  const name = nameOf(path);
  const like = example === undefined ? undefined : `${entryName(path)}${example}`;
  if (received === undefined) {
    return {
      ...shared,
      code: codes.missingKey,
      what: `${name} is missing`,
      change: `add ${like === undefined ? name : `something like ${like}`}`,
    };
  }
  const change = like === undefined ? `write ${name} as ${allowed}` : `write something like ${like}`;
  if (issue.code === 'invalid_type') {
    const what = received === 'nothing' ? `${name} has no value` : `${name} is of the wrong type`;
    return { ...shared, code: codes.wrongType, what, received, change };
  }
  const words = issue.code === 'invalid_value' ? issue.values.map(String) : unionWords(issue);
  const meant = meantBy(received, words);
  return {
    ...shared,
    code: codes.notAllowed,
    what: `${name} has a value that is not allowed`,
    received,
    change: meant === undefined ? change : `write ${entryName(path)}${meant}`,
  };
}

/** The words a resource may name itself by; zod gives them for an unknown one only. */
function unionWords(issue: Issue): string[] {
  const options: unknown = 'options' in issue ? issue.options : undefined;
  return Array.isArray(options) ? options.map(String) : [];
}

/** `target: ` for a key, nothing for an entry of a list. */
function entryName(path: Path): string {
  const key = path.at(-1);
  return typeof key === 'string' ? `${key}: ` : '';
}

function nameOf(path: Path): string {
  const key = path.at(-1);
  if (key === undefined) return 'the document';
  return typeof key === 'string' ? key : 'this entry';
}

function splitMessage(message: string): { readonly allowed: string; readonly example?: string } {
  const at = message.lastIndexOf(EXAMPLE_MARK);
  if (at === -1) return { allowed: message };
  return { allowed: message.slice(0, at), example: message.slice(at + EXAMPLE_MARK.length) };
}
