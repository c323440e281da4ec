import MarkdownIt from 'markdown-it';
import { flowchartWords } from './flowchart-words';
import { Html } from './html';

/** What becomes of a text of Markdown beside its own meaning. */
export interface MarkdownOptions {
  /**
   * Where a link leads on the page: another address, or undefined for one that leads nowhere from here, whose text stays.
   * Default: where it says.
   */
  readonly linkTo?: (address: string) => string | undefined;
  /** The id of a heading by its text. Default: headings have none. */
  readonly idOf?: (heading: string) => string;
}

/** What a text of Markdown leads to, and the headings that can be led to. */
export interface MarkdownOutline {
  /** Addresses of links, as they are written. */
  readonly links: readonly string[];
  readonly headings: readonly string[];
}

/** The outline of a text of Markdown, without rendering it. */
export function outlineOf(text: string): MarkdownOutline {
  const tokens = markdownReader().parse(text, {});
  return {
    links: tokens.flatMap(({ children }) => (children ?? []).flatMap((token) => (token.type === 'link_open' ? [String(token.attrGet('href') ?? '')] : []))),
    headings: tokens.flatMap(({ type }, index) => (type === 'heading_open' ? [textOf(tokens[index + 1]!)] : [])),
  };
}

let reader: MarkdownIt.MarkdownIt | undefined;
function markdownReader(): MarkdownIt.MarkdownIt {
  reader ??= new MarkdownIt({ html: false }).disable('image');
  return reader;
}

/** Markdown as HTML. Raw HTML in it is shown as text, pictures are left out (a page asks no network), and links keep only addresses that run nothing. */
export function renderMarkdown(text: string, { linkTo = (address) => address, idOf }: MarkdownOptions = {}): Html {
  const markdown = markdownReader();
  const tokens = markdown.parse(text, {});
  for (const [index, { children, type, info }] of tokens.entries()) {
    if (children !== null) leadLinks(children, linkTo);
    if (type === 'fence' && info.trim() === 'mermaid') showInWords(tokens[index]!);
    if (type === 'heading_open' && idOf !== undefined) tokens[index]!.attrSet('id', idOf(textOf(tokens[index + 1]!)));
  }
  // What is wider than a phone is scrolled, by keyboard as well. No tag comes from the text.
  return new Html(markdown.renderer.render(tokens, markdown.options, {}).replaceAll('<pre>', '<pre tabindex="0">'));
}

/** No page draws Mermaid: what can be read of it is said in lists, and the rest stays as it is written. */
function showInWords(token: MarkdownIt.Token): void {
  const words = flowchartWords(token.content);
  if (words === undefined) return;
  token.type = 'html_block';
  token.content = words.text;
}

/** A heading as it is read. */
function textOf({ children }: MarkdownIt.Token): string {
  return (children ?? []).map(({ content }) => content).join('');
}

/** Links do not stand in each other: an end belongs to the begin before it. */
function leadLinks(tokens: MarkdownIt.Token[], linkTo: (address: string) => string | undefined): void {
  let isLeft = false;
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const address = linkTo(String(token.attrGet('href') ?? ''));
      isLeft = address === undefined;
      if (address !== undefined) token.attrSet('href', address);
    }
    if ((token.type === 'link_open' || token.type === 'link_close') && isLeft) token.hidden = true;
  }
}
