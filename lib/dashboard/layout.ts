import type { PlannedWidget, WidgetDraft } from './dashboard';
import { DASHBOARD_LIMITS, GRID_COLUMNS } from './limits';

/**
 * Puts widgets into their places: each line begins below the highest widget of the line before, and a widget that does not fit beside
 * the others begins a new one. None overlaps another.
 */
export function layOut(lines: readonly (readonly WidgetDraft[])[]): readonly PlannedWidget[] {
  const placed: PlannedWidget[] = [];
  let y = 0;
  for (const line of lines) {
    let x = 0;
    let height = 0;
    for (const widget of line) {
      if (x + widget.width > GRID_COLUMNS) {
        y += height;
        x = 0;
        height = 0;
      }
      placed.push({ ...widget, place: { x, y, width: widget.width, height: widget.height } });
      x += widget.width;
      height = Math.max(height, widget.height);
    }
    y += height;
  }
  return placed;
}

/**
 * Lines cut into parts that each fit into a dashboard. A line stays whole; the first lines of a part are those that begin every part.
 *
 * @param heading what stands on top of every part
 */
export function cutIntoParts(
  heading: readonly (readonly WidgetDraft[])[],
  lines: readonly (readonly WidgetDraft[])[],
): readonly (readonly (readonly WidgetDraft[])[])[] {
  const parts: (readonly WidgetDraft[])[][] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    if (last !== undefined && fits([...heading, ...last, line])) last.push(line);
    else parts.push([line]);
  }
  return (parts.length === 0 ? [[]] : parts).map((part) => [...heading, ...part]);
}

function fits(lines: readonly (readonly WidgetDraft[])[]): boolean {
  const widgets = lines.flat();
  const rows = widgets.reduce((sum, { content }) => sum + (content.type === 'metric' ? content.properties.metrics.length : 0), 0);
  return widgets.length <= DASHBOARD_LIMITS.widgets && rows <= DASHBOARD_LIMITS.rowsOfDashboard;
}
