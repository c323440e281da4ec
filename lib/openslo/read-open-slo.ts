import { LineCounter, parseAllDocuments, type Document } from 'yaml';
import type { OpenSloCode } from '../problems/catalogue/openslo';
import type { Problem } from '../problems/problem';
import { textOf } from '../problems/untyped';
import { OPENSLO_VERSION } from './open-slo';
import { ruleFindings } from './rules';

/** Limits of what is read: a file may be hostile. */
const MAX_CHARACTERS = 5_000_000;
const MAX_ALIASES = 100;

/** A document that keeps the rules. */
export interface ReadDocument {
  readonly file: string;
  /** Line it begins with. */
  readonly line: number;
  readonly kind: string;
  readonly value: unknown;
}

const KINDS = ['DataSource', 'Service', 'SLO', 'SLI', 'AlertPolicy', 'AlertCondition', 'AlertNotificationTarget'];

/**
 * Reads a file of OpenSLO v1: one document, several, or lists of them. Never throws for what is in it; what breaks a rule is no document, and
 * a problem with its line.
 */
export function readOpenSlo(file: string, text: string): { readonly documents: readonly ReadDocument[]; readonly problems: readonly Problem[] } {
  if (text.length > MAX_CHARACTERS) {
    return { documents: [], problems: [unreadable(file, `${text.length} characters`)] };
  }
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines });
  const documents: ReadDocument[] = [];
  const problems: Problem[] = [];
  for (const document of Array.isArray(parsed) ? parsed : []) {
    const [error] = document.errors;
    if (error !== undefined) {
      problems.push({ ...unreadable(file, error.message.split('\n')[0]!), where: { file, line: lines.linePos(error.pos[0]).line } });
      continue;
    }
    const value = valueOf(document);
    if (value === null || value === undefined) continue;
    const entries = Array.isArray(value) ? value.map((each: unknown, index) => ({ each, at: [index] })) : [{ each: value, at: [] }];
    for (const { each, at } of entries) {
      const lineAt = (path: readonly (string | number)[]) => lineOf(document, [...at, ...path], lines);
      const found = problemsOf(file, each, lineAt);
      problems.push(...found);
      if (found.every(({ level }) => level === 'warning')) documents.push({ file, line: lineAt([]), kind: textOf(each, 'kind')!, value: each });
    }
  }
  if (documents.length === 0 && problems.length === 0) problems.push(unreadable(file, 'nothing'));
  return { documents, problems };
}

function valueOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    return {};
  }
}

function problemsOf(file: string, document: unknown, lineAt: (path: readonly (string | number)[]) => number): Problem[] {
  const version = textOf(document, 'apiVersion');
  const kind = textOf(document, 'kind');
  if (version !== OPENSLO_VERSION || kind === undefined || !KINDS.includes(kind)) {
    return [
      {
        code: 'OSL002',
        level: 'error',
        where: { file, line: lineAt([]) },
        what: 'this is no document of OpenSLO v1',
        received: `apiVersion ${version ?? 'missing'}, kind ${kind ?? 'missing'}`,
        allowed: `apiVersion ${OPENSLO_VERSION}, kind ${KINDS.join(', ')}`,
        change: 'write it in version 1, or leave it out',
      },
    ];
  }
  return ruleFindings(document).map(({ path, what, allowed, isDoubt = false }): Problem => {
    const code: OpenSloCode = isDoubt ? 'OSL004' : 'OSL003';
    return {
      code,
      level: isDoubt ? 'warning' : 'error',
      where: { file, line: lineAt(path), path: pathText(path) },
      what,
      allowed,
      change: 'correct the document',
    };
  });
}

/** The line of a value, or of the nearest thing around it. */
function lineOf(document: Document, path: readonly (string | number)[], lines: LineCounter): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as readonly number[] | undefined) : undefined;
    if (range !== undefined) return lines.linePos(range[0]!).line;
  }
  return 1;
}

function pathText(path: readonly (string | number)[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

/** That no documents can be read from a file. */
export function unreadable(file: string, received: string): Problem {
  return {
    code: 'OSL001',
    level: 'error',
    where: { file },
    what: 'OpenSLO documents cannot be read from here',
    received,
    allowed: 'a file of YAML with one document or several, at most 5,000,000 characters',
    change: 'correct the file, or name another one',
  };
}
