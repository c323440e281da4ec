import MarkdownIt from 'markdown-it';
import { Html } from './html';

/** What becomes of a text of Markdown beside its own meaning. */
export interface MarkdownOptions {
  /**
   * Where a link leads on the page: another address, or undefined for one that leads nowhere from here, whose text stays.
   * Default: where it says.
   */
  readonly linkTo?: (address: string) => string | undefined;
}

let reader: MarkdownIt.MarkdownIt | undefined;
/** Markdown as HTML. Raw HTML in it is shown as text, pictures are left out (a page asks no network), and links keep only addresses that run nothing. */
export function renderMarkdown(text: string, { linkTo = (address) => address }: MarkdownOptions = {}): Html {
  reader ??= new MarkdownIt({ html: false }).disable('image');
  const tokens = reader.parse(text, {});
  for (const { children } of tokens) if (children !== null) leadLinks(children, linkTo);
  return new Html(reader.renderer.render(tokens, reader.options, {}));
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
