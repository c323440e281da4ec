/** Which buckets count as measured, and how long nothing has come. */
export interface MeasuredBuckets {
  readonly measured: readonly boolean[];
  /** Minutes since the newest bucket with a datapoint; the length of everything when there is none. */
  readonly silentMinutes: number;
}

/**
 * Distinguishes quiet from unmeasured. A bucket with a datapoint is measured. A run of empty ones is merely quiet, and
 * measured, while it is no longer than `quietMinutes`; a longer run was measured by nobody, from its first minute.
 *
 * A run at the very start is taken to begin there, so a caller hands over more than `quietMinutes` before the first
 * bucket it will use.
 *
 * @param present one flag a bucket, oldest first: has any metric a datapoint?
 * @param quietMinutes absent when silence is expected for as long as it lasts: then everything counts as measured
 */
export function measuredBuckets(present: readonly boolean[], bucketMinutes: number, quietMinutes: number | undefined): MeasuredBuckets {
  const measured = present.map((each) => each || quietMinutes === undefined);
  let run = 0;
  present.forEach((each, index) => {
    run = each ? 0 : run + 1;
    const endsHere = run > 0 && present[index + 1] !== false;
    if (endsHere && quietMinutes !== undefined && run * bucketMinutes <= quietMinutes) measured.fill(true, index + 1 - run, index + 1);
  });
  return { measured, silentMinutes: run * bucketMinutes };
}
