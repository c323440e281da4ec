/** A property of a component, unfolded: its name in lower case, and its whole line. */
export interface ContentLine {
  readonly name: string;
  readonly text: string;
  /** Where it begins, from 1. */
  readonly line: number;
}

/** A component of iCalendar text, such as an event. */
export interface CalendarComponent {
  /** Lower case. */
  readonly name: string;
  readonly line: number;
  readonly properties: readonly ContentLine[];
  readonly components: readonly CalendarComponent[];
}

/** Why a text is none of iCalendar, and where. */
export interface StructureFault {
  readonly line: number;
  readonly what: string;
  readonly received: string;
}

interface OpenComponent extends CalendarComponent {
  readonly properties: ContentLine[];
  readonly components: CalendarComponent[];
}

/**
 * The components of iCalendar text with their lines, which no parser keeps; their values are left to one. Lines may end with a line
 * feed alone. https://datatracker.ietf.org/doc/html/rfc5545#section-3.1
 */
export function readComponents(text: string): { readonly components: readonly CalendarComponent[] } | { readonly fault: StructureFault } {
  const root: OpenComponent = { name: '', line: 1, properties: [], components: [] };
  const open = [root];
  for (const { text: content, line } of unfolded(text)) {
    const name = /^([A-Za-z0-9-]+)[;:]/.exec(content)?.[1]?.toLowerCase();
    if (name === undefined) return { fault: { line, what: 'this line is no property: a name, a colon and a value', received: content } };
    const value = content.slice(name.length + 1).trim();
    const innermost = open.at(-1)!;
    if (name === 'begin') {
      const component: OpenComponent = { name: value.toLowerCase(), line, properties: [], components: [] };
      innermost.components.push(component);
      open.push(component);
    } else if (name === 'end') {
      if (innermost === root || innermost.name !== value.toLowerCase())
        return { fault: { line, what: `nothing called ${value} is open here that could end`, received: content } };
      open.pop();
    } else if (innermost === root) return { fault: { line, what: 'this stands outside of BEGIN:VCALENDAR', received: content } };
    else innermost.properties.push({ name, text: content, line });
  }
  const unended = open.at(-1)!;
  if (unended !== root)
    return { fault: { line: unended.line, what: `${unended.name.toUpperCase()} begins here and never ends`, received: `BEGIN:${unended.name}` } };
  return { components: root.components };
}

/** Lines of a text, each with those that continue it; empty ones are left out. */
function unfolded(text: string): { text: string; line: number }[] {
  const lines: { text: string; line: number }[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((line, index) => {
      const last = lines.at(-1);
      if (/^[ \t]/.test(line) && last !== undefined) last.text += line.slice(1);
      else if (line !== '') lines.push({ text: line, line: index + 1 });
    });
  return lines;
}
