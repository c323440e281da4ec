/** Whether evidence that is filed has its copy in the store of evidence, by what S3 lists. Requirements 001-21, 003-46. */

import { z } from 'zod';
import type { Outcome } from '../../problems/problem';
import { formatInstant, type Instant } from '../../time/time';
import { DAY_MS } from '../../time/zoned-time';
import type { FiledEvidence } from './manifest';

/** What a store lists. */
export interface StoredList {
  /** Bytes of each object, by its key: the path of the file from the folder of evidence. */
  readonly sizes: ReadonlyMap<string, number>;
  /** False: there are more objects than were listed. */
  readonly isComplete: boolean;
}

/** How the copy of one file stands. */
export interface StoredCopy {
  /** Of the evidence. */
  readonly id: string;
  readonly file: string;
  /** Until when it has to be stored, a day after it was attached. */
  readonly due: Instant;
  /** Could not tell: it is not listed, and there is time, or the list has an end before its own. */
  readonly outcome: Outcome;
  readonly why: string;
}

/** Of `aws s3api list-objects-v2`; the last three say that the list goes on. */
const listed = z.object({
  Contents: z.array(z.object({ Key: z.string(), Size: z.number() })).default([]),
  NextToken: z.string().optional(),
  NextContinuationToken: z.string().optional(),
  IsTruncated: z.boolean().optional(),
});

/**
 * What `aws s3api list-objects-v2` printed; undefined for anything else.
 * https://docs.aws.amazon.com/cli/latest/reference/s3api/list-objects-v2.html
 */
export function parseStoredList(text: string): StoredList | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = listed.safeParse(value);
  if (!read.success) return undefined;
  const { Contents: contents, NextToken: next, NextContinuationToken: continuation, IsTruncated: isTruncated } = read.data;
  return {
    sizes: new Map(contents.map(({ Key: key, Size: size }) => [key, size])),
    isComplete: next === undefined && continuation === undefined && isTruncated !== true,
  };
}

/**
 * How each file of the manifest stands in the store as of an instant. A list has no hash of an object's bytes: a copy of the same name and size counts.
 *
 * @param sizes bytes of each file as it is in the folder; what is missing there is found elsewhere
 */
export function storedCopies(filed: readonly FiledEvidence[], sizes: ReadonlyMap<string, number>, stored: StoredList, at: Instant): readonly StoredCopy[] {
  return filed.map(({ id, file, attachedAt }) => {
    const due = attachedAt + DAY_MS;
    return { id, file, due, ...standingOf(stored.sizes.get(file), sizes.get(file), stored.isComplete, { due, at }) };
  });
}

function standingOf(
  stored: number | undefined,
  size: number | undefined,
  isComplete: boolean,
  { due, at }: { readonly due: Instant; readonly at: Instant },
): Pick<StoredCopy, 'outcome' | 'why'> {
  if (stored !== undefined) {
    if (size === undefined || stored === size) return { outcome: 'passed', why: 'stored' };
    return { outcome: 'failed', why: `stored with ${stored} bytes, where ${size} were filed` };
  }
  if (!isComplete) return { outcome: 'could not tell', why: 'not in the part of the store that was listed' };
  if (at > due) return { outcome: 'failed', why: `not in the store; it was due until ${formatInstant(due)}` };
  return { outcome: 'could not tell', why: `not in the store yet; it is due until ${formatInstant(due)}` };
}
