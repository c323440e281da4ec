import { BODY_STRUCTURE, GRID_COLUMNS } from '../../../dashboard/limits';
import { propertyOf } from '../../../problems/untyped';
import type { ResourceCheck } from '../template-check';
import { DASHBOARDS, widgetsOf, type ReadWidget } from './read-dashboard';

/** Size of a widget that says none. */
const DEFAULT_SIZE = 6;

/** No widget covers another, or leaves the grid. One without a place is put where there is room. */
export const widgetPlace: ResourceCheck = {
  code: 'DSH003',
  requirement: 'no widget of a dashboard covers another, or is wider than the rest of the grid',
  why: 'CloudWatch takes the dashboard, and moves or hides what does not fit',
  source: BODY_STRUCTURE,
  appliesTo: DASHBOARDS,
  *check(dashboard) {
    const placed = widgetsOf(dashboard).flatMap((widget) => placeOf(widget) ?? []);
    for (const [index, { at, x, y, width, height }] of placed.entries()) {
      if (x + width > GRID_COLUMNS)
        yield {
          at,
          what: 'a widget leaves the grid',
          received: `columns ${x} to ${x + width}`,
          allowed: `columns 0 to ${GRID_COLUMNS}`,
          change: 'make it narrower',
        };
      const other = placed.slice(0, index).find((each) => x < each.x + each.width && each.x < x + width && y < each.y + each.height && each.y < y + height);
      if (other !== undefined)
        yield {
          at,
          what: 'a widget covers another',
          received: `x ${x}, y ${y}`,
          allowed: `a place that ${other.at} does not have`,
          change: 'move one of the two',
        };
    }
  },
};

interface Place {
  readonly at: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function placeOf({ at, widget }: ReadWidget): Place | undefined {
  const number = (key: string): number | undefined => {
    const value = propertyOf(widget, key);
    return typeof value === 'number' ? value : undefined;
  };
  const [x, y] = [number('x'), number('y')];
  return x === undefined || y === undefined ? undefined : { at, x, y, width: number('width') ?? DEFAULT_SIZE, height: number('height') ?? DEFAULT_SIZE };
}
