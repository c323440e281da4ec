/** The handover as a site: pages that need no repository and no network, with every link between them led to a page. */

import { posix } from 'node:path';
import { drawDiagram } from '../../page/diagram';
import { html, type Content, type Html } from '../../page/html';
import { renderPage } from '../../page/page';
import { buildDocuments, type HandoverFile } from '../build-documents';
import { inlinesOf, type Block, type HandoverDocument, type LinkTarget, type Section } from '../document';
import type { HandoverFacts } from '../facts';
import { dateOf, type InventoriedRunbook } from '../input';
import { maskContacts } from '../mask-contacts';
import { servicesDiagram } from '../parts/services-diagram';
import { runbookSections } from '../runbook-page/runbook-sections';
import { documentHtml, type AddressOf } from './document-html';
import { headingId } from './heading-id';
import { linkedFiles } from './linked-files';
import { repositoryPath, type Repository, type RepositoryFile } from './repository';
import { repositoryHtml, repositoryTitle, type PageOf } from './repository-page';

/** A runbook with its page. */
interface RunbookPage {
  readonly runbook: InventoriedRunbook;
  readonly page: string;
}

/**
 * The pages of the site, by their paths in its folder: an index, one for each document and each runbook, and one for each file of the
 * repository that these lead to, however many files are between. A link to anything else keeps its text. The same facts and files give
 * the same bytes.
 */
export function siteFiles(facts: HandoverFacts, repository: Repository): readonly HandoverFile[] {
  const documents = buildDocuments(facts);
  const runbooks = facts.runbooks.map((runbook) => ({ runbook, page: `runbook-${runbook.name}.html`, sections: runbookSections(facts, runbook) }));
  const pages = new Map<string, { readonly page: string; readonly ids?: ReadonlySet<string> }>();
  for (const { id, sections } of documents) pages.set(posix.normalize(facts.settings.paths[id]), { page: `${id}.html`, ids: headingIds(sections) });
  for (const { runbook, page } of runbooks) {
    const folder = posix.join(facts.runbookFolder, runbook.name);
    for (const path of [folder, `${folder}/runbook.yaml`, `${folder}/document.yaml`]) pages.set(path, { page });
  }
  const roots = [...documents, ...runbooks].flatMap(({ sections }) => targetsOf(sections)).flatMap((to) => ('file' in to ? [to.file] : []));
  const files = linkedFiles(roots, repository, (path) => pages.has(path));
  for (const { path, page, ids } of files) pages.set(path, { page, ids });
  const addressOf: AddressOf = (to) => {
    if ('address' in to) return to.address;
    if ('file' in to) return pages.get(repositoryPath(to.file) ?? to.file)?.page;
    return `${to.document}.html${to.section === undefined ? '' : `#${headingId(to.section)}`}`;
  };
  const pageOf: PageOf = (path) => pages.get(path);
  const page = (path: string, title: string, body: Content): HandoverFile => ({
    path,
    content: `${renderPage({ title, about: aboutPage(path, documents, facts), body })}\n`,
  });
  return [
    page('index.html', `Handover of ${facts.model.application}, ${facts.model.environment}`, indexHtml(facts, documents, runbooks, files)),
    ...documents.map(({ id, title, sections }) => page(`${id}.html`, maskContacts(title), documentHtml(sections, addressOf))),
    ...runbooks.map(({ runbook, page: path, sections }) => page(path, runbookTitle(runbook), documentHtml(sections, addressOf))),
    ...files.map((file) => page(file.page, repositoryTitle(file), repositoryHtml(file, pageOf))),
  ];
}

function headingIds(sections: readonly Section[]): ReadonlySet<string> {
  const headings = sections.flatMap(({ heading, blocks }) => [heading, ...blocks.flatMap((block) => (block.kind === 'subheading' ? [block.text] : []))]);
  return new Set(headings.map(headingId));
}

function runbookTitle({ name, facts }: InventoriedRunbook): string {
  return maskContacts(`${facts.title} (${name})`);
}

function targetsOf(sections: readonly Section[]): readonly LinkTarget[] {
  const ofBlock = (block: Block) => {
    if (block.kind === 'paragraph') return inlinesOf(block.text);
    if (block.kind === 'list') return block.items.flatMap(inlinesOf);
    return block.kind === 'table' ? block.rows.flatMap((row) => row.flatMap(inlinesOf)) : [];
  };
  return sections.flatMap(({ blocks }) => blocks.flatMap(ofBlock)).flatMap((inline) => (typeof inline === 'object' && 'to' in inline ? [inline.to] : []));
}

function aboutPage(path: string, documents: readonly HandoverDocument[], facts: HandoverFacts): Html {
  const { application, environment } = facts.model;
  return html`<p class="muted">
      ${application}, ${environment}, as of ${dateOf(facts)}.${path !== 'index.html' && html` <a href="index.html">All documents</a>`}
    </p>
    ${
      path !== 'index.html' &&
      html`<nav aria-label="Documents">
        <details>
          <summary>Documents</summary>
          <ul>
            ${documents.map(({ id, title }) => {
              const isThis = path === `${id}.html`;
              return html`<li><a href="${id}.html" ${isThis && html` aria-current="page"`}>${maskContacts(title)}</a></li>`;
            })}
          </ul>
        </details>
      </nav>`
    }`;
}

/** Where somebody goes first who has no time to read. */
const BEGINNINGS: readonly (readonly [when: string, text: string, to: string])[] = [
  ['You were paged', 'the first five minutes', `incident-response.html#${headingId('The first five minutes')}`],
  ['You are new here', 'training, in its order, from access on', 'training.html'],
  ['You want all of it on one page', 'operations and handover', 'operations.html'],
  ['You look for a document', 'knowledge base', 'knowledge-base.html'],
];

function indexHtml(facts: HandoverFacts, documents: readonly HandoverDocument[], runbooks: readonly RunbookPage[], files: readonly RepositoryFile[]): Html {
  const services = servicesDiagram(facts);
  return html`<section>
      <h2>Where to begin</h2>
      <ul>
        ${BEGINNINGS.map(([when, text, to]) => html`<li>${when}: <a href="${to}">${text}</a></li>`)}
      </ul>
    </section>
    ${services !== undefined && drawDiagram(services)}
    <section>
      <h2>Documents</h2>
      <ol>
        ${documents.map(
          ({ id, title, sections }) =>
            html`<li>
              <a href="${id}.html">${maskContacts(title)}</a>
              <span class="muted">${sections.length > 1 && maskContacts(sections.map(({ heading }) => heading).join(', '))}</span>
            </li>`,
        )}
      </ol>
    </section>
    ${
      runbooks.length > 0 &&
      html`<section>
        <h2>Runbooks</h2>
        <ul>
          ${runbooks.map(({ runbook, page }) => html`<li><a href="${page}">${maskContacts(runbook.facts.title)}</a> <span class="muted">${runbook.name}</span></li>`)}
        </ul>
      </section>`
    }
    ${
      files.length > 0 &&
      html`<section>
        <h2>What they lead to</h2>
        <ul>
          ${files.map((file) => {
            const title = repositoryTitle(file);
            return html`<li><a href="${file.page}">${title}</a>${title !== file.path && html` <span class="muted">${file.path}</span>`}</li>`;
          })}
        </ul>
      </section>`
    }`;
}
