import type { Instant } from '../time/time';
import { tickText, ticksBetween } from './figures';
import { html, type Content, type Html } from './html';

/** How a stretch or a mark of a lane looks; each has a pattern or shape of its own beside its colour. */
export type LaneLook = 'alarm' | 'unknown' | 'workload' | 'suppressed' | 'state' | 'page' | 'answer' | 'step' | 'failure';

/** From when to when something was so. */
export interface LaneSpan {
  readonly from: Instant;
  readonly to: Instant;
  readonly look: LaneLook;
  /** What it is, for whoever points at it or cannot see it. */
  readonly title: string;
}

/** Something that happened at an instant. */
export interface LaneMark {
  readonly at: Instant;
  readonly look: LaneLook;
  readonly title: string;
}

/** A line of its own on the axis of time. */
export interface Lane {
  readonly name: string;
  /** Beside the name: how often, how long. */
  readonly note: string;
  readonly spans?: readonly LaneSpan[];
  readonly marks?: readonly LaneMark[];
  /** Attributes of its element, for filters. */
  readonly attributes?: Html;
}

/** Lanes under each other, with the same axis of time as charts of the same page. Names are text of the page: they wrap, and are read out. */
export function drawLanes(title: string, { from, to, lanes }: { readonly from: Instant; readonly to: Instant; readonly lanes: readonly Lane[] }): Html {
  const share = (at: Instant) => `${Number((((Math.min(Math.max(at, from), to) - from) / (to - from || 1)) * 100).toFixed(3))}%`;
  const width = (span: LaneSpan) => `${Number((((Math.min(span.to, to) - Math.max(span.from, from)) / (to - from || 1)) * 100).toFixed(3))}%`;
  const spans = ({ spans: own = [] }: Lane): Content =>
    own
      .filter((span) => span.to > from && span.from < to)
      .map((span) => html`<i class="span ${span.look}" style="left:${share(span.from)};width:${width(span)}" title="${span.title}"></i>`);
  const marks = ({ marks: own = [] }: Lane): Content =>
    own
      .filter(({ at }) => at >= from && at <= to)
      .map(({ at, look, title: text }) => html`<i class="mark ${look}" style="left:${share(at)}" title="${text}"></i>`);
  const few = new Set(ticksBetween(from, to, 4));
  const ticks = [...new Set([...ticksBetween(from, to, 12), ...few])];
  return html`<figure class="lanes">
    <figcaption>${title}</figcaption>
    <ul>
      ${lanes.map(
        (lane) =>
          html`<li${lane.attributes}><span class="lane-name">${lane.name}</span> <span class="lane-note">${lane.note}</span><span class="lane" aria-hidden="true">${spans(lane)}${marks(lane)}</span></li>`,
      )}
    </ul>
    <div class="ticks" aria-hidden="true">
      ${ticks.map((tick) => html`<span${few.has(tick) && html` class="few"`} style="left:${share(tick)}">${tickText(tick)}</span>`)}
    </div>
  </figure>`;
}
