/** The manifest of evidence: what was filed, by phase and day, each file fixed by the hash of its bytes. Requirement 003-36. */

import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { z } from 'zod';
import { identifier } from '../../config/fields';
import { instant, localDate } from '../../config/time-fields';
import type { Problem } from '../../problems/problem';
import { map, oneOf, text } from '../../problems/schema-fields';
import { formatInstant, type Instant } from '../../time/time';
import { formatLocalDay, type LocalDay } from '../../time/zoned-time';
import { EVIDENCE_KINDS, kindFacts, type EvidenceKind } from './kinds';
import { readShaped } from './read-shaped';

/** Name of the manifest in the folder of evidence. */
export const MANIFEST = 'manifest.json';

/** Version of its format. */
const SCHEMA = 'day2.evidence/1';

/** A file that something rests on. */
export interface FiledEvidence {
  /** Unique in the manifest, such as `load-test-2026-11-30`. */
  readonly id: string;
  readonly kind: EvidenceKind;
  /** Phase of the project, the first folder of its file. */
  readonly phase: string;
  /** Absent: it is of the repository, and counts for every environment. */
  readonly environment?: string;
  /** Local date on which it was made, the second folder of its file. */
  readonly on: string;
  /** Person of the roster who made it, or answers for it; absent: nobody is named. */
  readonly by?: string;
  /** Local date, the last on which it holds. */
  readonly until: string;
  /** From the folder of evidence. */
  readonly file: string;
  /** Of the bytes of the file as it is stored, hexadecimal. */
  readonly sha256: string;
  readonly attachedAt: Instant;
  /** Run of `day2 slo check` that asked for it. */
  readonly answers?: string;
}

/** Evidence that is to be filed. */
export interface NewEvidence {
  readonly kind: EvidenceKind;
  /** Default: that of its kind. */
  readonly phase?: string;
  readonly environment: string;
  readonly on: LocalDay;
  readonly by?: string;
  /** Default: as long as its kind holds. */
  readonly until?: LocalDay;
  /** Name of the file, without a folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly at: Instant;
  readonly answers?: string;
}

/** SHA-256 of bytes as they are stored, hexadecimal. Never of something that was read and written anew. */
export function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The entry of evidence that is filed beside what is there: its id is the first that is free. */
export function fileEvidence(filed: readonly FiledEvidence[], evidence: NewEvidence): FiledEvidence {
  const { kind, on, by, environment, answers, name, bytes, at } = evidence;
  const facts = kindFacts(kind);
  const phase = evidence.phase ?? facts.phase;
  const date = formatLocalDay(on);
  const base = `${kind.replaceAll(' ', '-')}-${date}`;
  const isTaken = (id: string) => filed.some((each) => each.id === id);
  let id = base;
  for (let number = 2; isTaken(id); number += 1) id = `${base}-${number}`;
  return {
    id,
    kind,
    phase,
    ...(facts.isOfRepository !== true && { environment }),
    on: date,
    ...(by !== undefined && { by }),
    until: formatLocalDay(evidence.until ?? on + facts.days),
    file: posix.join(phase, date, name),
    sha256: hashOf(bytes),
    attachedAt: at,
    ...(answers !== undefined && { answers }),
  };
}

/** The manifest as text, in the order of files: the same evidence gives the same bytes. */
export function printManifest(filed: readonly FiledEvidence[]): string {
  const evidence = filed
    .toSorted((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ attachedAt, answers, ...entry }) => ({ ...entry, attachedAt: formatInstant(attachedAt), ...(answers !== undefined && { answers }) }));
  return `${JSON.stringify({ schema: SCHEMA, evidence }, null, 2)}\n`;
}

const name = (what: string, example: string) => text(/^[A-Za-z0-9][\w.:-]{0,99}$/, what, example);
const path = text(/^[A-Za-z0-9][\w.-]*\/\d{4}-\d\d-\d\d\/[A-Za-z0-9][\w.-]{0,99}$/, 'a phase, a day and a name', 'handover/2026-11-30/k6.json');

const manifestSchema = map({
  schema: oneOf([SCHEMA]),
  evidence: z.array(
    map({
      id: name('an id', 'load-test-2026-11-30'),
      kind: oneOf(EVIDENCE_KINDS),
      phase: name('a phase', 'handover'),
      environment: identifier('prod').optional(),
      on: localDate('2026-11-30'),
      by: identifier('zoe').optional(),
      until: localDate('2027-05-31'),
      file: path,
      sha256: text(/^[0-9a-f]{64}$/, '64 hexadecimal digits', hashOf('')),
      attachedAt: instant('2026-11-30T09:00:00Z'),
      answers: name('the key of a run', '2026-03-02T08:00:00Z-0123456789ab').optional(),
    }),
    { error: 'a list of files of evidence' },
  ),
});

/** A manifest as far as it could be read: evidence only where nothing in it is an error. */
export interface ReadManifest {
  readonly evidence?: readonly FiledEvidence[];
  readonly problems: readonly Problem[];
}

/** Reads a manifest. */
export function readManifest(file: string, content: string): ReadManifest {
  const read = readShaped(file, content, manifestSchema);
  if (read.content === undefined) return read;
  const { source, problems } = read;
  const { evidence } = read.content;
  const twice = (['id', 'file'] as const).flatMap((key) =>
    evidence.flatMap((each, index): Problem[] => {
      if (evidence.findIndex((other) => other[key] === each[key]) === index) return [];
      return [
        {
          code: 'EVD013',
          level: 'error',
          where: source.locate(['evidence', index, key]),
          what: `two entries have the same ${key}`,
          received: each[key],
          allowed: `an ${key} of its own for each`,
          change: 'take one of them out',
        },
      ];
    }),
  );
  return twice.length > 0 ? { problems: [...problems, ...twice] } : { evidence: evidence as readonly FiledEvidence[], problems };
}
