import { drawDiagram } from '../../page/diagram';
import { html, type Content, type Html } from '../../page/html';
import { table } from '../../page/page';
import { inlinesOf, type Block, type Inline, type LinkTarget, type Section, type Text } from '../document';
import { maskContacts } from '../mask-contacts';
import { headingId } from './heading-id';

/** Where something is, on the pages of a site; undefined for what is on none of them. */
export type AddressOf = (to: LinkTarget) => string | undefined;

/** So many sections are found without a list of them. */
const SECTIONS_WITHOUT_CONTENTS = 2;

/** Sections as the content of a page, with a list of them before where they are many. */
export function documentHtml(sections: readonly Section[], addressOf: AddressOf): Html {
  return html`${
    sections.length > SECTIONS_WITHOUT_CONTENTS &&
    html`<nav aria-label="Sections">
      <ul>
        ${sections.map(({ heading }) => html`<li><a href="#${headingId(heading)}">${masked(heading)}</a></li>`)}
      </ul>
    </nav>`
  }${sections.map(
    ({ heading, blocks }) =>
      html`<section>
        <h2 id="${headingId(heading)}">${masked(heading)}</h2>
        ${blocks.map((block) => blockHtml(block, addressOf))}
      </section>`,
  )}`;
}

function blockHtml(block: Block, addressOf: AddressOf): Html {
  const line = (text: Text) => textHtml(text, addressOf);
  switch (block.kind) {
    case 'paragraph':
      return html`<p>${line(block.text)}</p>`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${line(item)}</li>`);
      return block.isOrdered === true
        ? html`<ol>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
    case 'table':
      return table(
        undefined,
        block.columns,
        block.rows.map((row) => ({ cells: row.map(line) })),
      );
    case 'diagram': {
      const { title, nodes, edges } = block.diagram;
      return drawDiagram({
        title: masked(title),
        nodes: nodes.map((node) => ({ ...node, text: masked(node.text) })),
        edges: edges.map((edge) => ({ ...edge, ...(edge.text !== undefined && { text: masked(edge.text) }) })),
      });
    }
    case 'verbatim':
      return html`<pre tabindex="0">${masked(block.text)}</pre>`;
    case 'subheading':
      return html`<h3 id="${headingId(block.text)}">${masked(block.text)}</h3>`;
  }
}

function textHtml(text: Text, addressOf: AddressOf): Content {
  return inlinesOf(text).map((inline) => inlineHtml(inline, addressOf));
}

function inlineHtml(inline: Inline, addressOf: AddressOf): Content {
  if (typeof inline === 'string') return addressesAsLinks(masked(inline));
  if ('code' in inline) return html`<code>${masked(inline.code)}</code>`;
  const address = addressOf(inline.to);
  return address === undefined ? masked(inline.text) : html`<a href="${address}">${masked(inline.text)}</a>`;
}

/** An address in a text is a link by itself, as it is in Markdown. */
function addressesAsLinks(text: string): Content {
  return text.split(/(https?:\/\/[^\s<>|]*[^\s<>|.,;:)])/).map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : part));
}

const masked = maskContacts;
