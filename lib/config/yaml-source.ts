/**
 * Text to plain values that still know where they stood. A file may be hostile: size, depth and aliases are bounded
 * before anything recursive sees them.
 */

import { Composer, Document, isCollection, isMap, isScalar, Lexer, LineCounter, Parser, visit, YAMLParseError, type YAMLError } from 'yaml';
import type { ConfigurationCode } from '../problems/catalogue/configuration';
import type { Problem, ProblemLocation } from '../problems/problem';
import { findNode, formatPath, type Path } from './positions';

/** Four times what a thousand services with four objectives each take. */
export const MAX_FILE_CHARACTERS = 5_000_000;
/** Deeper than any configuration, shallow enough that a recursive reader cannot run out of stack. */
export const MAX_DEPTH = 100;
/** Expansions of one anchor, counted through nested anchors. */
const MAX_ALIAS_COUNT = 100;
const MAX_SHOWN_CHARACTERS = 80;

/** A YAML file that could be read. */
export class YamlSource {
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #text: string;

  constructor(
    /** The file as the user named it. */
    readonly file: string,
    /** Its content as plain values. */
    readonly value: unknown,
    parsed: { readonly document: Document; readonly lines: LineCounter; readonly text: string },
  ) {
    this.#document = parsed.document;
    this.#lines = parsed.lines;
    this.#text = parsed.text;
  }

  /** Where a value stands, or its key. What is missing has the position of what should hold it. */
  locate(path: Path, part: 'value' | 'key' = 'value'): ProblemLocation {
    const found = findNode(this.#document, path);
    const node = part === 'key' ? (found.key ?? found.nearest) : found.nearest;
    const { line, col } = this.#lines.linePos(node?.range?.[0] ?? 0);
    // An empty file part has no line of its own.
    return { file: this.file, line: Math.max(1, line), column: Math.max(1, col), path: formatPath(path) };
  }

  /** A value as it is written in the file, shortened; undefined when there is none. */
  written(path: Path): string | undefined {
    const { value } = findNode(this.#document, path);
    if (value === undefined) return undefined;
    if (isMap(value)) {
      const keys = value.items.map((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key));
      return shorten(keys.length === 0 ? 'an empty map' : `a map with ${keys.join(', ')}`);
    }
    if (isCollection(value)) return value.items.length === 0 ? 'an empty list' : `a list of ${value.items.length}`;
    const [start, end] = value.range ?? [0, 0];
    return start === end ? 'nothing' : shorten(this.#text.slice(start, end).trim());
  }
}

function shorten(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ');
  return oneLine.length <= MAX_SHOWN_CHARACTERS ? oneLine : `${oneLine.slice(0, MAX_SHOWN_CHARACTERS - 1)}…`;
}

/** What is let through that YAML forbids and other readers do not mind. */
export interface YamlLeniency {
  /** A bracket that closes no further in than the key it belongs to: PyYAML and Systems Manager read it. @default false */
  readonly looseBrackets?: boolean;
}

/** Reads one YAML document. No source when its content cannot be trusted; a key given twice does not hide the rest. */
export function readYaml(
  file: string,
  fileText: string,
  { looseBrackets = false }: YamlLeniency = {},
): { readonly source?: YamlSource; readonly problems: Problem[] } {
  const text = fileText.replace(/^\uFEFF/, '');
  if (text.length > MAX_FILE_CHARACTERS) {
    return { problems: [bounded({ file }, `the file has ${text.length} characters`, `at most ${MAX_FILE_CHARACTERS} characters`)] };
  }
  const lines = new LineCounter();
  const document = boundedDocument(file, text, lines);
  if (!(document instanceof Document)) return { problems: [document] };
  const mistakes = [...document.errors, ...document.warnings].filter((error) => !(looseBrackets && isLooseBracket(error, text)));
  const problems = syntaxProblems(file, text, mistakes, lines);
  if (problems.some((problem) => problem.code !== 'CFG005')) return { problems };

  problems.push(...aliasProblems(file, document, lines), ...forbiddenKeys(file, document, lines));
  if (problems.some((problem) => problem.code !== 'CFG005')) return { problems };

  const value = expandAliases(document);
  if (value === undefined) {
    const what = 'the aliases of this file expand to more than a configuration can hold';
    return { problems: [...problems, bounded({ file }, what, `at most ${MAX_ALIAS_COUNT} repetitions of an anchor`)] };
  }
  if (value === null) {
    problems.push({
      code: 'CFG007',
      level: 'error',
      where: { file, line: 1, column: 1 },
      what: 'the file is empty',
      allowed: 'a map of settings',
      change: 'write the settings, or remove the file',
    });
    return { problems };
  }
  return { source: new YamlSource(file, value, { document, lines, text }), problems };
}

/** Whether a bracket does close, only no further in than the key it belongs to; one that is missing has the same code. */
function isLooseBracket({ code, pos }: YAMLError, text: string): boolean {
  return code === 'BAD_INDENT' && /[\]}]/.test(text[pos[0]] ?? '');
}

/**
 * `parseDocument` of the library, or the problem of a text that nests too deep. Depth is watched while the text is read, once:
 * nothing recursive, such as composing, begins before all of a document was.
 */
function boundedDocument(file: string, text: string, lines: LineCounter): Document | Problem {
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer({ lineCounter: lines, prettyErrors: false, stringKeys: true });
  const documents: Document[] = [];
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
    if (parser.stack.length > MAX_DEPTH) {
      const before = text.slice(0, parser.offset).split('\n');
      const where = { file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
      return bounded(where, `this is nested more than ${MAX_DEPTH} levels deep`, `${MAX_DEPTH} levels`);
    }
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(true, text.length));
  const [document, another] = documents;
  const [start = 0, end = 0] = another?.range ?? [];
  if (another !== undefined) document!.errors.push(new YAMLParseError([start, end], 'MULTIPLE_DOCS', 'a second document'));
  return document!;
}

function bounded(where: ProblemLocation, what: string, allowed: string): Problem {
  const change = 'check that this is the right file, and write it shorter';
  return { code: 'CFG008', level: 'error', where, what, allowed, change };
}

const SYNTAX: Readonly<Record<string, { readonly code: ConfigurationCode; readonly what: string; readonly change: string }>> = {
  DUPLICATE_KEY: { code: 'CFG005', what: 'this key was given before in the same map', change: 'keep one of the two' },
  MULTIPLE_DOCS: {
    code: 'CFG006',
    what: 'a second document starts here',
    change: 'remove the line of three dashes and what follows it',
  },
  TAB_AS_INDENT: { code: 'CFG004', what: 'a tab is used as indentation', change: 'indent with spaces' },
};

/** All keys given twice, and the first of the other errors: those after it are mostly its consequences. */
function syntaxProblems(file: string, text: string, errors: readonly YAMLError[], lines: LineCounter): Problem[] {
  const duplicates = errors.filter((error) => error.code === 'DUPLICATE_KEY');
  const others = errors.filter((error) => error.code !== 'DUPLICATE_KEY');
  return [...duplicates, ...others.slice(0, 1)].map((error) => {
    const known = SYNTAX[error.code];
    const where = position(file, lines, error.pos[0]);
    const message = error.message.replace(/\.$/, '');
    return {
      code: known?.code ?? 'CFG004',
      level: 'error',
      where,
      what: known?.what ?? message.charAt(0).toLowerCase() + message.slice(1),
      received: shorten((text.split('\n')[(where.line ?? 1) - 1] ?? '').trim()) || undefined,
      change: known?.change ?? 'correct the YAML here or just above',
    };
  });
}

function aliasProblems(file: string, document: Document, lines: LineCounter): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Alias(_, alias) {
      const source = alias.resolve(document);
      const start = alias.range?.[0] ?? 0;
      const [sourceStart, , sourceEnd] = source?.range ?? [0, 0, 0];
      if (source !== undefined && !(sourceStart <= start && start < sourceEnd)) return;
      problems.push({
        code: 'CFG009',
        level: 'error',
        where: position(file, lines, start),
        what: source === undefined ? `no anchor &${alias.source} comes before this alias` : `the alias *${alias.source} is part of what it repeats`,
        received: `*${alias.source}`,
        change: 'write the value instead of the alias',
      });
    },
  });
  return problems;
}

/** The one key that JavaScript treats as something else than a key; libraries drop it without a word. */
function forbiddenKeys(file: string, document: Document, lines: LineCounter): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Pair(_, pair) {
      if (!isScalar(pair.key) || pair.key.value !== '__proto__') return;
      problems.push({
        code: 'CFG010',
        level: 'error',
        where: position(file, lines, pair.key.range?.[0] ?? 0),
        what: 'unknown key __proto__',
        received: '__proto__',
        change: 'remove it',
      });
    },
  });
  return problems;
}

/** Undefined when the aliases would expand too far. */
function expandAliases(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIAS_COUNT }) as unknown;
  } catch (error) {
    // The one thing the library throws here; aliases without an anchor were found before.
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

function position(file: string, lines: LineCounter, offset: number): ProblemLocation {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}
