/** Diagrams of boxes and arrows as SVG, from above to below: small ones, as documents have them. */

import { html, type Content, type Html } from './html';

/** A box. */
export interface DiagramNode {
  /** Letters, digits and underscores; unique within the diagram. */
  readonly id: string;
  readonly text: string;
  /** Something is decided here. */
  readonly isDecision?: true;
}

/** An arrow. */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly text?: string;
}

/** Boxes and the arrows between them. */
export interface Diagram {
  readonly title: string;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}

/** How a diagram is drawn for a width of page, as charts are: one that is scaled down has letters nobody can read. */
interface Form {
  readonly name: 'wide' | 'narrow';
  readonly width: number;
  /** Boxes beside each other at most. */
  readonly perRow: number;
}

const FORMS: readonly Form[] = [
  { name: 'wide', width: 1_000, perRow: 5 },
  { name: 'narrow', width: 360, perRow: 3 },
];
const LETTER_PIXELS = 7;
const LINE_PIXELS = 16;
const WIDEST_BOX = 210;
const BETWEEN_BOXES = 14;
/** Room for an arrow and what stands at it. */
const BETWEEN_ROWS = 52;

/** A figure with the diagram, once for wide pages and once for phones. */
export function drawDiagram(diagram: Diagram): Html {
  return html`<figure>
    <figcaption>${diagram.title}</figcaption>
    ${FORMS.map((form) => drawForm(diagram, form))}
  </figure>`;
}

interface Box {
  readonly node: DiagramNode;
  readonly lines: readonly string[];
  /** Middle. */
  readonly x: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Arrow {
  readonly source: Box;
  readonly target: Box;
  readonly text?: string;
  /** A box that a straight line would run behind. */
  readonly behind?: Box;
}

function drawForm(diagram: Diagram, { name, width, perRow }: Form): Html {
  const { boxes, height } = placed(diagram, width, perRow);
  const of = new Map(boxes.map((box) => [box.node.id, box]));
  const arrows = diagram.edges.flatMap(({ from, to, text }): Arrow[] => {
    const [source, target] = [of.get(from), of.get(to)];
    if (source === undefined || target === undefined) return [];
    const behind = boxes.find(({ x, top }) => source.x === target.x && x === target.x && top > source.top && top < target.top);
    return [{ source, target, ...(text !== undefined && { text }), ...(behind !== undefined && { behind }) }];
  });
  const named = arrows.flatMap(({ text, ...each }) => (text === undefined ? [] : [{ text, x: headOf(each), top: each.target.top }]));
  const texts = named.map((each, index) => ({ ...each, above: named.slice(0, index).filter(({ x, top }) => x === each.x && top === each.top).length }));
  return html`<svg class="${name}" role="img" aria-label="${inWords(diagram)}" viewBox="0 0 ${width} ${height}">
    ${arrows.map(arrow)}${boxes.map(drawBox)}${texts.map(arrowText)}
  </svg>`;
}

/** Each box stands below all that lead to it, under those that do; a circle ends where it began. */
function placed({ nodes, edges }: Diagram, width: number, perRow: number): { readonly boxes: readonly Box[]; readonly height: number } {
  const depth = depths(nodes, edges);
  const position = new Map<string, number>();
  const boxes: Box[] = [];
  let top = 2;
  for (const layer of [...new Set(nodes.map(({ id }) => depth.get(id)!))].sort((a, b) => a - b)) {
    const sources = (id: string) => edges.filter(({ from, to }) => to === id && position.has(from)).map(({ from }) => position.get(from)!);
    const middle = (id: string) => {
      const all = sources(id);
      return all.length === 0 ? 0.5 : all.reduce((sum, each) => sum + each, 0) / all.length;
    };
    const own = nodes.filter(({ id }) => depth.get(id) === layer).toSorted((a, b) => middle(a.id) - middle(b.id));
    const rows = Math.ceil(own.length / perRow);
    const inRow = Math.ceil(own.length / rows);
    for (let first = 0; first < own.length; first += inRow) {
      const row = own.slice(first, first + inRow);
      const pitch = width / row.length;
      const boxWidth = Math.min(WIDEST_BOX, pitch - BETWEEN_BOXES);
      const texts = row.map(({ text }) => wrap(text, Math.floor((boxWidth - 12) / LETTER_PIXELS)));
      const height = Math.max(...texts.map((lines) => lines.length)) * LINE_PIXELS + 14;
      row.forEach((node, index) => {
        const x = pitch * (index + 0.5);
        position.set(node.id, x / width);
        boxes.push({ node, lines: texts[index]!, x, top, width: boxWidth, height });
      });
      top += height + BETWEEN_ROWS;
    }
  }
  return { boxes, height: Math.max(top - BETWEEN_ROWS + 2, 10) };
}

function depths(nodes: readonly DiagramNode[], edges: readonly DiagramEdge[]): ReadonlyMap<string, number> {
  const depth = new Map(nodes.map(({ id }) => [id, 0]));
  for (let pass = 1; pass < nodes.length; pass += 1) {
    for (const { from, to } of edges) {
      const below = (depth.get(from) ?? 0) + 1;
      if (below > (depth.get(to) ?? 0) && below < nodes.length) depth.set(to, below);
    }
  }
  return depth;
}

/** Words in lines; one that is longer than a line is cut into several. */
function wrap(text: string, letters: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((each) => each.match(new RegExp(`.{1,${Math.max(letters, 4)}}`, 'gu')) ?? [])) {
    if (line !== '' && line.length + word.length + 1 > letters) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function drawBox({ node, lines, x, top, width, height }: Box): Html {
  const first = top + height / 2 - ((lines.length - 1) * LINE_PIXELS) / 2 + 4;
  return html`<rect
      x="${round(x - width / 2)}"
      y="${top}"
      width="${round(width)}"
      height="${height}"
      rx="${node.isDecision === true ? height / 2 : 5}"
      fill="var(--raised)"
      stroke="var(--muted)"
    />${lines.map((line, index): Content => html`<text x="${round(x)}" y="${round(first + index * LINE_PIXELS)}" text-anchor="middle" fill="var(--text)" font-size="12">${line}</text>`)}`;
}

/** An arrow that would run straight behind a box bows around it. */
function arrow({ source, target, behind }: Arrow): Html {
  const x1 = round(source.x);
  const x2 = round(headOf({ target, behind }));
  const [y1, y2] = [source.top + source.height, target.top];
  const half = (y2 - y1) / 2;
  // A curve of this kind reaches three quarters of the way to its control points.
  const by = behind === undefined ? 0 : (behind.width / 2 + BETWEEN_BOXES) / 0.75;
  return html`<path
      d="M${x1} ${y1}C${round(x1 + by)} ${round(y1 + half)} ${round(x2 + by / 2)} ${round(y2 - half)} ${x2} ${y2}"
      fill="none"
      stroke="var(--s1)"
      stroke-width="1.5"
    />
    <path d="M${round(x2 - 4)} ${round(y2 - 7)}L${round(x2 + 4)} ${round(y2 - 7)}L${x2} ${y2}Z" fill="var(--s1)" />`;
}

/** Where an arrow ends: one that comes around another box beside the others. */
function headOf({ target, behind }: Pick<Arrow, 'target' | 'behind'>): number {
  return behind === undefined ? target.x : target.x + target.width / 4;
}

/** Right above where it leads, where no other box stands; several to one box stand above each other. */
function arrowText({ x, top, text, above }: { readonly x: number; readonly top: number; readonly text: string; readonly above: number }): Html {
  return html`<text
    x="${round(x)}"
    y="${top - 13 - above * LINE_PIXELS}"
    text-anchor="middle"
    fill="var(--muted)"
    font-size="12"
    style="paint-order:stroke;stroke:var(--page);stroke-width:4px"
    >${text}</text
  >`;
}

function inWords({ title, nodes, edges }: Diagram): string {
  const textOf = (id: string) => nodes.find((node) => node.id === id)?.text ?? id;
  const lines = edges.map(({ from, to, text }) => `${textOf(from)}, then${text === undefined ? '' : ` (${text})`} ${textOf(to)}`);
  const alone = nodes.filter(({ id }) => !edges.some(({ from, to }) => from === id || to === id)).map(({ text }) => text);
  return `${title}: ${[...lines, ...alone].join('; ')}`;
}

function round(value: number): number {
  return Number(value.toFixed(1));
}
