import { anchorOf } from '../markdown';

/** The id of a heading on a page of the site: its anchor in Markdown, with something before it that no other id of a page begins with. */
export function headingId(heading: string): string {
  return `s-${anchorOf(heading)}`;
}
