/** What a chart over time shows, before it is drawn. */

import type { Instant } from '../time/time';
import type { Point } from './downsample';

/** A line of a chart. */
export interface ChartSeries {
  readonly name: string;
  readonly points: readonly Point[];
  /** `step`: a value holds until the next one. Default: line. */
  readonly look?: 'line' | 'area' | 'step' | 'bars';
  /** Default: left. */
  readonly axis?: 'left' | 'right';
  /** Any colour of CSS. Default: the next one of the palette. */
  readonly colour?: string;
}

/** A level that is compared with. */
export interface ChartLevel {
  readonly name: string;
  readonly value: number;
  readonly axis?: 'left' | 'right';
  readonly colour?: string;
}

/** A time that stands out. */
export interface ChartBand {
  readonly name: string;
  readonly from: Instant;
  readonly to: Instant;
}

/** An instant that stands out. */
export interface ChartMoment {
  readonly name: string;
  readonly at: Instant;
}

/** A vertical axis; what is absent follows the values. */
export interface ChartAxis {
  readonly min?: number;
  readonly max?: number;
  /** The axis is logarithmic and begins here; what is lower is drawn at its foot. */
  readonly logFrom?: number;
}

/** A chart over time. */
export interface TimeChart {
  /** What it shows, with its unit. */
  readonly title: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly series: readonly ChartSeries[];
  readonly levels?: readonly ChartLevel[];
  readonly bands?: readonly ChartBand[];
  readonly moments?: readonly ChartMoment[];
  readonly left?: ChartAxis;
  readonly right?: ChartAxis;
  /** Series stand on each other. Default: each on the axis. */
  readonly isStacked?: boolean;
  /** Default: shown below the chart. */
  readonly isLegendHidden?: boolean;
  /** Only the line, for a small drawing beside a number that says how much it is. */
  readonly isSparkline?: boolean;
  /** Pixels. Default: 180. */
  readonly height?: number;
  /** Pixels it has where the page is wide. Default: 1,000, the whole page. */
  readonly width?: number;
}
