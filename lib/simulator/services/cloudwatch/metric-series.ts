import { NotSimulatedError } from '../../../aws/errors';
import { PointList } from './point-list';
import type { ReadableSeries } from './readable-series';
import { DistributedSamples } from './sample-counts';
import type { SeriesComponent, WindowColumn } from './series-component';
import { BASIC_STATISTICS, type AdditiveStatistic, type Statistic } from './statistic';
import { quantileOfParts, trimmedOfParts, type WeightedPart } from './value-distribution';

const SAMPLE_COUNT: AdditiveStatistic = { kind: 'SampleCount' };

/** Everything published under one metric name and dimension set: a sum of components. */
export class MetricSeries implements ReadableSeries {
  readonly #components: SeriesComponent[] = [];
  #points: PointList | undefined;

  /**
   * @param name the metric in words, for error messages
   * @param unit the unit it is published in; `None` when the publisher gives none
   */
  constructor(
    readonly name: string,
    readonly unit: string,
  ) {}

  /** Adds a component; its samples come on top of those already there. */
  add(component: SeriesComponent): void {
    this.#components.push(component);
  }

  /** Adds one datapoint. */
  addPoint(minute: number, value: number, count: number): void {
    if (this.#points === undefined) this.#components.push((this.#points = new PointList()));
    this.#points.add(minute, value, count);
  }

  /** @throws NotSimulatedError for an extended statistic of negative values, which CloudWatch does not offer */
  read(statistic: Statistic, windows: WindowColumn, out: Float64Array, missing = NaN): void {
    if (!(BASIC_STATISTICS as readonly string[]).includes(statistic.kind)) this.#refuseNegative(statistic.kind);
    switch (statistic.kind) {
      case 'SampleCount':
      case 'Sum':
      case 'TC':
        return this.#readAdditive(statistic, windows, out, missing);
      case 'Average':
        return this.#readPerSample({ kind: 'Sum' }, 1, windows, out, missing);
      case 'PR':
        return this.#readPerSample(statistic, 100, windows, out, missing);
      case 'percentile':
        return this.#readPercentile(statistic.fraction, windows, out, missing);
      case 'TM':
      case 'WM':
        return this.#readMixtures((parts) => trimmedOfParts(parts, statistic), windows, out, missing);
      case 'TS':
      case 'TC%':
        return this.#readEach((parts) => trimmedOfParts(parts, statistic), windows, out, missing);
      default:
        return this.#readExtreme(statistic.kind, windows, out, missing);
    }
  }

  /**
   * The samples whose sums and counts over neighbouring windows bound each other, which holds where the series is one
   * column of counts; undefined for any other series or statistic.
   */
  boundable(statistic: Statistic): DistributedSamples | undefined {
    const only = this.#components.length === 1 ? this.#components[0] : undefined;
    return (statistic.kind === 'Sum' || statistic.kind === 'SampleCount') && only instanceof DistributedSamples ? only : undefined;
  }

  #refuseNegative(statistic: string): void {
    if (this.#components.some(({ lowerBound }) => lowerBound < 0)) {
      throw new NotSimulatedError(`${statistic} statistic of a metric with negative values`, this.name);
    }
  }

  #readAdditive(statistic: AdditiveStatistic, windows: WindowColumn, out: Float64Array, missing: number): void {
    const only = this.#components.length === 1 ? this.#components[0] : undefined;
    if (only instanceof DistributedSamples) return only.write(out, statistic, windows, missing);
    const counts = this.#totals(SAMPLE_COUNT, windows, new Float64Array(windows.size));
    this.#totals(statistic, windows, out);
    for (let index = 0; index < windows.size; index += 1) if (!(counts[index]! > 0)) out[index] = missing;
  }

  #readPerSample(statistic: AdditiveStatistic, factor: number, windows: WindowColumn, out: Float64Array, missing: number): void {
    const counts = this.#totals(SAMPLE_COUNT, windows, new Float64Array(windows.size));
    this.#totals(statistic, windows, out);
    for (let index = 0; index < windows.size; index += 1) {
      const count = counts[index]!;
      out[index] = count > 0 ? (out[index]! * factor) / count : missing;
    }
  }

  #totals(statistic: AdditiveStatistic, windows: WindowColumn, out: Float64Array): Float64Array {
    out.fill(0, 0, windows.size);
    for (const component of this.#components) component.addTo(out, statistic, windows);
    return out;
  }

  #readExtreme(kind: 'Minimum' | 'Maximum', windows: WindowColumn, out: Float64Array, missing: number): void {
    for (let index = 0; index < windows.size; index += 1) {
      const end = windows.firstEndMinute + index * windows.stepMinutes;
      const extreme = this.#extremeIn(kind, end - windows.lengthMinutes, end);
      out[index] = Number.isNaN(extreme) ? missing : extreme;
    }
  }

  #extremeIn(kind: 'Minimum' | 'Maximum', fromMinute: number, toMinute: number): number {
    let extreme = NaN;
    for (const component of this.#components) {
      const value = component.extremeIn(kind, fromMinute, toMinute);
      if (Number.isNaN(extreme) || (kind === 'Minimum' ? value < extreme : value > extreme)) extreme = value;
    }
    return extreme;
  }

  #readPercentile(fraction: number, windows: WindowColumn, out: Float64Array, missing: number): void {
    if (fraction <= 0 || fraction >= 1) return this.#readExtreme(fraction <= 0 ? 'Minimum' : 'Maximum', windows, out, missing);
    this.#readMixtures((parts) => quantileOfParts(parts, fraction), windows, out, missing);
  }

  /** What does not depend on how many samples there are: reuses the last answer while the mixture stays the same. */
  #readMixtures(statisticOf: (parts: readonly WeightedPart[]) => number, windows: WindowColumn, out: Float64Array, missing: number): void {
    let previous: readonly WeightedPart[] = [];
    let value = missing;
    const reused = (parts: readonly WeightedPart[]): number => {
      if (!isSameMixture(parts, previous)) value = statisticOf(parts);
      previous = parts;
      return value;
    };
    this.#readEach(reused, windows, out, missing);
  }

  /** Window by window; of one without samples nothing is asked. */
  #readEach(statisticOf: (parts: readonly WeightedPart[]) => number, windows: WindowColumn, out: Float64Array, missing: number): void {
    for (let index = 0; index < windows.size; index += 1) {
      const end = windows.firstEndMinute + index * windows.stepMinutes;
      const parts = this.#partsIn(end - windows.lengthMinutes, end);
      out[index] = parts.length === 0 ? missing : statisticOf(parts);
    }
  }

  #partsIn(fromMinute: number, toMinute: number): WeightedPart[] {
    return this.#components.map((component) => component.partIn(fromMinute, toMinute)).filter((part) => part !== undefined);
  }
}

/** True when two windows have the same percentiles, trimmed and winsorized means: one part has the same ones whatever its count. */
function isSameMixture(a: readonly WeightedPart[], b: readonly WeightedPart[]): boolean {
  if (a.length !== b.length) return false;
  return a.every(({ count, distribution }, index) => distribution === b[index]!.distribution && (a.length === 1 || count === b[index]!.count));
}
