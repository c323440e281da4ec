import { type Evidence, PointMark } from './alarm-state';

/**
 * The evaluation ranges of many consecutive evaluations over shared columns of marks. Bucket age k of one evaluation
 * is bucket age k − 1 of the evaluation one period earlier, so every old bucket is marked once, and running counts
 * along each phase of the period answer "how many of the newest n" with one subtraction. The youngest buckets, which
 * the metric delay leaves incomplete, have columns of their own.
 *
 * Equal to {@link evidenceOf} on every single range, which a property test holds it to.
 */
export class RangeMarks implements Evidence {
  real = 0;
  breaching = 0;
  #evaluation = 0;
  #realCounts = new Int32Array(0);
  #breachingCounts = new Int32Array(0);

  /**
   * @param young marks of the youngest ages, one column per age, indexed by evaluation
   * @param old marks of the complete buckets: age k of evaluation i is at i + (range − k)·stride
   * @param shape evaluation periods (N), buckets in the range, evaluations per period, and evaluations
   */
  constructor(
    readonly young: readonly Uint8Array[],
    readonly old: Uint8Array,
    readonly shape: { readonly evaluationPeriods: number; readonly range: number; readonly stride: number; readonly size: number },
  ) {
    this.#count();
  }

  /** The evidence of one evaluation. Valid until the next call. */
  at(evaluation: number): Evidence {
    const { evaluationPeriods, range, stride } = this.shape;
    this.#evaluation = evaluation;
    this.real = 0;
    this.breaching = 0;
    for (const marks of this.young) if (this.real < evaluationPeriods) this.#add(marks[evaluation]!);

    const wanted = evaluationPeriods - this.real;
    const available = range - this.young.length;
    if (wanted === 0 || available <= 0) return this;
    const newest = evaluation + (available - 1) * stride;
    const buckets = this.#bucketsWith(wanted, newest, available);
    this.real += countOver(this.#realCounts, newest, buckets, stride);
    this.breaching += countOver(this.#breachingCounts, newest, buckets, stride);
    return this;
  }

  oldestRealAge(): number {
    const { range, stride } = this.shape;
    for (let age = range; age > this.young.length; age -= 1) {
      if (this.old[this.#evaluation + (range - age) * stride] !== PointMark.missing) return age;
    }
    let age = this.young.length;
    while (age > 0 && this.young[age - 1]![this.#evaluation] === PointMark.missing) age -= 1;
    return age;
  }

  /** How many of the newest complete buckets hold `wanted` real points, or all of them when they hold fewer. */
  #bucketsWith(wanted: number, newest: number, available: number): number {
    const { stride } = this.shape;
    const counts = this.#realCounts;
    if (wanted >= available || countOver(counts, newest, wanted, stride) === wanted) return Math.min(wanted, available);
    let low = wanted;
    let high = available;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (countOver(counts, newest, middle, stride) >= wanted) high = middle;
      else low = middle + 1;
    }
    return high;
  }

  #add(mark: number): void {
    if (mark === PointMark.missing) return;
    this.real += 1;
    if (mark === PointMark.breaching) this.breaching += 1;
  }

  /** Running counts along each phase: element j counts itself and everything a whole number of strides before. */
  #count(): void {
    const { range, stride, size } = this.shape;
    const length = Math.max(0, size + (range - this.young.length - 1) * stride);
    this.#realCounts = new Int32Array(length);
    this.#breachingCounts = new Int32Array(length);
    for (let index = 0; index < length; index += 1) {
      const mark = this.old[index]!;
      const before = index - stride;
      this.#realCounts[index] = (before < 0 ? 0 : this.#realCounts[before]!) + (mark === PointMark.missing ? 0 : 1);
      this.#breachingCounts[index] = (before < 0 ? 0 : this.#breachingCounts[before]!) + (mark === PointMark.breaching ? 1 : 0);
    }
  }
}

/** Count over `buckets` buckets, the newest of them at `newest`. */
function countOver(counts: Int32Array, newest: number, buckets: number, stride: number): number {
  const before = newest - buckets * stride;
  return counts[newest]! - (before < 0 ? 0 : counts[before]!);
}
