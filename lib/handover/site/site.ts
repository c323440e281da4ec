/** The handover as a site: pages that need no repository and no network, with every link between them led to a page. */

import { posix } from 'node:path';
import { drawDiagram, type Diagram } from '../../page/diagram';
import { html, type Content, type Html } from '../../page/html';
import { renderPage } from '../../page/page';
import { buildDocuments, type HandoverFile } from '../build-documents';
import { inlinesOf, type Block, type HandoverDocument, type LinkTarget } from '../document';
import type { HandoverFacts } from '../facts';
import { dateOf } from '../input';
import { maskContacts } from '../mask-contacts';
import { servicesDiagram } from '../parts/services-diagram';
import { documentHtml, type AddressOf } from './document-html';
import { headingId } from './heading-id';
import { isShown, repositoryHtml, repositoryIds, repositoryTitle } from './repository-page';

/** Text of a file of the repository, by its path from the root; undefined where there is none. */
export type ReadRepository = (path: string) => string | undefined;

/** A file of the repository that documents lead to. */
interface RepositoryFile {
  readonly path: string;
  readonly text: string;
  readonly page: string;
}

/**
 * The pages of the site, by their paths in its folder: an index, one for each document, and one for each file of the repository that a
 * document leads to. A link to anything else keeps its text. The same facts and files give the same bytes.
 */
export function siteFiles(facts: HandoverFacts, readRepository: ReadRepository): readonly HandoverFile[] {
  const documents = buildDocuments(facts);
  const files = linkedFiles(documents, facts, readRepository);
  const pageOfFile = new Map(files.map(({ path, page }) => [path, page]));
  for (const { id } of documents) pageOfFile.set(posix.normalize(facts.settings.paths[id]), `${id}.html`);
  const addressOf: AddressOf = (to) => {
    if ('address' in to) return to.address;
    if ('file' in to) return pageOfFile.get(posix.normalize(to.file));
    return `${to.document}.html${to.section === undefined ? '' : `#${headingId(to.section)}`}`;
  };
  const ids = new Map(files.map(({ path, text }) => [path, repositoryIds(path, text)]));
  const links = { pageOf: (path: string) => pageOfFile.get(path), idsOf: (path: string) => ids.get(path) };
  const page = (path: string, title: string, body: Content): HandoverFile => ({
    path,
    content: `${renderPage({ title, about: aboutPage(path, documents, facts), body })}\n`,
  });
  return [
    page('index.html', `Handover of ${facts.model.application}, ${facts.model.environment}`, indexHtml(documents, files, servicesDiagram(facts))),
    ...documents.map((document) => page(`${document.id}.html`, maskContacts(document.title), documentHtml(document, addressOf))),
    ...files.map(({ path, text, page: file }) => page(file, repositoryTitle(path, text), repositoryHtml(path, text, links))),
  ];
}

/** Files that documents lead to and that can be shown, in the order of their paths. */
function linkedFiles(documents: readonly HandoverDocument[], { settings }: HandoverFacts, readRepository: ReadRepository): readonly RepositoryFile[] {
  const ownPaths = new Set(Object.values(settings.paths).map((path) => posix.normalize(path)));
  const linked = new Set(documents.flatMap(targetsOf).flatMap((to) => ('file' in to ? [posix.normalize(to.file)] : [])));
  const taken = new Set<string>();
  return [...linked]
    .filter((path) => !ownPaths.has(path) && isShown(path))
    .sort()
    .flatMap((path): RepositoryFile[] => {
      const text = readRepository(path);
      if (text === undefined) return [];
      const name = path.replaceAll(/[^A-Za-z0-9.-]+/g, '-');
      const candidates = [`${name}.html`, ...Array.from({ length: taken.size + 1 }, (_, index) => `${name}-${index + 2}.html`)];
      const page = candidates.find((candidate) => !taken.has(candidate))!;
      taken.add(page);
      return [{ path, text, page }];
    });
}

function targetsOf({ sections }: HandoverDocument): readonly LinkTarget[] {
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

function indexHtml(documents: readonly HandoverDocument[], files: readonly RepositoryFile[], services: Diagram | undefined): Html {
  return html`${services !== undefined && drawDiagram(services)}
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
      files.length > 0 &&
      html`<section>
        <h2>What they lead to</h2>
        <ul>
          ${files.map(({ path, text, page }) => {
            const title = repositoryTitle(path, text);
            return html`<li><a href="${page}">${title}</a>${title !== path && html` <span class="muted">${path}</span>`}</li>`;
          })}
        </ul>
      </section>`
    }`;
}
