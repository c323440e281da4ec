import { openHours } from '../../time/business-calendar';
import { intersect, type Span } from '../../time/span';
import type { RosterLayer } from './roster';
import { turnsWithin } from './rotation';

/**
 * The people of a layer whose turns never fall within its hours during a time, in the order of the rotation. A layer
 * without hours has none: there everybody's turn comes.
 *
 * @throws RangeError when the rotation or the calendar is none
 */
export function neverOnDuty({ rotation, hours }: RosterLayer, within: Span): readonly string[] {
  if (hours === undefined) return [];
  const onDuty = new Set(intersect(turnsWithin(rotation, within), openHours(hours, within)).map(({ one }) => one.person));
  return [...new Set(rotation.people)].filter((person) => !onDuty.has(person));
}
