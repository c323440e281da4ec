import type { TimeChart } from './chart';

/** Beyond so many times what it is compared with, a plain axis would press that level, which all is about, onto its foot. */
const LOG_ABOVE_LEVELS = 10;

/** Title and left axis of a chart whose highest value may be far above the level that it is compared with. */
export function besideLevel(title: string, level: number, highest: number): Pick<TimeChart, 'title' | 'left'> {
  if (level <= 0 || highest <= level * LOG_ABOVE_LEVELS) return { title };
  return { title: `${title}, logarithmic`, left: { logFrom: 10 ** Math.floor(Math.log10(level / 2)) } };
}
