import { existsSync, readFileSync } from 'node:fs';
import { hashOf } from '../../handover/evidence/manifest';
import { ProblemsError, type Problem } from '../../problems/problem';
import { systemErrorText } from './system-error';

/** What a verdict rests on: a file, fixed by its hash, or what somebody noted. */
export type Evidence = { readonly file: string; readonly sha256: string } | { readonly note: string };

/**
 * The evidence of command-line values. A value is a file when there is one of that name; a note is a sentence or a web
 * address. Anything else is a file name that was mistyped.
 *
 * @throws ProblemsError EVD001 with every value that is no evidence
 */
export function readEvidence(values: readonly string[]): Evidence[] {
  const problems: Problem[] = [];
  const evidence: Evidence[] = [];
  for (const value of values) {
    try {
      evidence.push(isNote(value) ? { note: value } : { file: value, sha256: hashOf(readFileSync(value)) });
    } catch (error) {
      problems.push(noEvidence(value, systemErrorText(error)));
    }
  }
  if (problems.length > 0) throw new ProblemsError(problems);
  return evidence;
}

function isNote(value: string): boolean {
  if (existsSync(value)) return false;
  const endsLikeFile = /\.[a-z][a-z0-9]{0,4}$/i.test(value);
  return /^https?:\/\//.test(value) || (/\s/.test(value.trim()) && !endsLikeFile);
}

function noEvidence(value: string, received: string): Problem {
  return {
    code: 'EVD001',
    level: 'error',
    where: { file: value },
    what: 'the evidence cannot be read',
    received,
    allowed: 'an existing file, a web address, or a note of several words',
    change: 'correct the name of the file; a note must not end like one',
  };
}
