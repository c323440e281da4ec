import { html, type Html } from './html';

interface Box {
  readonly text: string;
  /** Title of the subgraph it stands in. */
  readonly group?: string;
}

const SUBGRAPH = /^subgraph \w+\["([^"]*)"\]$/;
const BOX = /^(\w+)[[{]"([^"]*)"[\]}]$/;
const ARROW = /^(\w+) -->(?:\|([^|]*)\|)? (\w+)$/;

/**
 * A flowchart in the language of Mermaid as lists, for a page that draws none: each box with where it leads, below the title of what it
 * stands in. It reads what day2 writes, a box or an arrow a line; undefined for any other diagram.
 */
export function flowchartWords(mermaid: string): Html | undefined {
  const boxes = new Map<string, Box>();
  const arrows: { readonly from: string; readonly to: string; readonly text: string | undefined }[] = [];
  let group: string | undefined;
  const [kind = '', ...lines] = mermaid
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (!kind.startsWith('flowchart ')) return undefined;
  for (const line of lines) {
    const [, title] = SUBGRAPH.exec(line) ?? [];
    const [, id, text] = BOX.exec(line) ?? [];
    const [, from, named, to] = ARROW.exec(line) ?? [];
    if (title !== undefined) group = title;
    else if (line === 'end') group = undefined;
    else if (id !== undefined) boxes.set(id, { text: text!, ...(group !== undefined && { group }) });
    else if (from !== undefined) arrows.push({ from, to: to!, text: named });
    else return undefined;
  }
  const groups = [...new Set([...boxes.values()].map((box) => box.group))];
  const leadsTo = (id: string, own: Box) => {
    const targets = arrows
      .filter(({ from }) => from === id)
      .map(({ to, text }) => {
        const box = boxes.get(to);
        const place = box?.group === undefined || box.group === own.group ? '' : ` (${box.group})`;
        return `${text === undefined ? '' : `${text}: `}${box?.text ?? to}${place}`;
      });
    return targets.length === 0 ? '' : `, to ${targets.join('; ')}`;
  };
  return html`<div class="flowchart">
    ${groups.map(
      (title) =>
        html`${title !== undefined && html`<p><strong>${title}</strong></p>`}
          <ul>
            ${[...boxes].filter(([, box]) => box.group === title).map(([id, box]) => html`<li>${box.text}${leadsTo(id, box)}</li>`)}
          </ul>`,
    )}
  </div>`;
}
