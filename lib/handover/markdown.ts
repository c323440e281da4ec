import type { Diagram } from '../page/diagram';
import { inlinesOf, type Block, type HandoverDocument, type Inline, type LinkTarget, type Section, type Text } from './document';
import { DEFAULT_DOCUMENT_PATHS, relativePath, type DocumentPaths } from './document-paths';
import { maskContacts } from './mask-contacts';

/** What stands at the head of every document, beside its title. */
export interface FrontMatter {
  readonly application: string;
  readonly environment: string;
  /** Local date for which the document was made: `2026-11-30`. */
  readonly date: string;
  /** The command that writes it. Default: {@link GENERATED_BY}. */
  readonly generatedBy?: string;
}

/** How the front matter says where a file comes from. */
export const GENERATED_BY = 'day2 handover';

/**
 * A document as Markdown: the title in front matter, then its sections and nothing else. The one renderer: every text goes through
 * it, so nothing in a configuration can be read as Markdown, and no contact gets out.
 */
export function renderMarkdown(document: HandoverDocument, { application, environment, date }: FrontMatter, paths: DocumentPaths): string {
  return renderAt(paths[document.id], document.title, document.sections, { application, environment, date }, paths);
}

/** Sections as a file that is no document of the handover and links to none, in the same form. */
export function renderSections(title: string, head: FrontMatter, sections: readonly Section[]): string {
  return renderAt('', title, sections, head, DEFAULT_DOCUMENT_PATHS);
}

function renderAt(
  path: string,
  title: string,
  written: readonly Section[],
  { application, environment, date, generatedBy = GENERATED_BY }: FrontMatter,
  paths: DocumentPaths,
): string {
  const head = ['---', `title: ${JSON.stringify(title)}`, `application: ${application}`, `environment: ${environment}`, `date: ${date}`];
  const sections = written.flatMap(({ heading, blocks }) => [`## ${escaped(heading)}`, ...blocks.map((block) => renderBlock(block, path, paths))]);
  return `${[[...head, `generated-by: ${generatedBy}`, '---'].join('\n'), ...sections].join('\n\n')}\n`;
}

function renderBlock(block: Block, path: string, paths: DocumentPaths): string {
  const line = (text: Text) => renderText(text, path, paths);
  switch (block.kind) {
    case 'paragraph':
      return atLineStart(line(block.text));
    case 'list':
      return block.items.map((item, index) => `${block.isOrdered === true ? `${index + 1}.` : '-'} ${atLineStart(line(item))}`).join('\n');
    case 'table':
      return [block.columns, block.columns.map(() => '---'), ...block.rows.map((row) => row.map(line))].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
    case 'diagram':
      return ['```mermaid', maskContacts(mermaidOf(block.diagram)), '```'].join('\n');
    case 'verbatim':
      return ['```text', maskContacts(block.text), '```'].join('\n');
    case 'subheading':
      return `### ${escaped(block.text)}`;
  }
}

/** A diagram in the language of Mermaid, which GitHub and GitLab draw. */
function mermaidOf({ nodes, edges }: Diagram): string {
  const quoted = (text: string) => `"${text.replaceAll('"', "'")}"`;
  return [
    'flowchart TB',
    ...nodes.map(({ id, text, isDecision }) => `  ${id}${isDecision === true ? `{${quoted(text)}}` : `[${quoted(text)}]`}`),
    ...edges.map(({ from, to, text }) => `  ${from} -->${text === undefined ? '' : `|${text}|`} ${to}`),
  ].join('\n');
}

function renderText(text: Text, path: string, paths: DocumentPaths): string {
  return inlinesOf(text)
    .map((inline) => renderInline(inline, path, paths))
    .join('');
}

function renderInline(inline: Inline, path: string, paths: DocumentPaths): string {
  if (typeof inline === 'string') return escaped(inline);
  if ('code' in inline) return `\`${maskContacts(inline.code).replaceAll('|', '\\|').replaceAll('`', "'")}\``;
  const address = addressOf(inline.to, path, paths);
  return inline.text === address ? escaped(address) : `[${escaped(inline.text)}](${address})`;
}

function addressOf(to: LinkTarget, path: string, paths: DocumentPaths): string {
  if ('address' in to) return to.address;
  if ('file' in to) return relativePath(path, to.file);
  const anchor = to.section === undefined ? '' : `#${anchorOf(to.section)}`;
  return paths[to.document] === path && anchor !== '' ? anchor : `${relativePath(path, paths[to.document])}${anchor}`;
}

/** The anchor of a heading, as GitHub, GitLab and VS Code make it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** An address in a text is a link by itself; everything else that Markdown would read is escaped. */
function escaped(text: string): string {
  return maskContacts(text)
    .split(/(https?:\/\/[^\s<>|]*[^\s<>|.,;:)])/)
    .map((part, index) => (index % 2 === 1 ? `<${part}>` : part.replace(/[\\`*_[\]<>|]/g, '\\$&').replace(/\s+/g, ' ')))
    .join('');
}

/** What begins a heading, a list or a quotation at the start of a line, and nothing elsewhere. */
function atLineStart(line: string): string {
  return line.replace(/^(\d+)([.)])/, '$1\\$2').replace(/^[#+-]/, '\\$&');
}

/** The date that stands in the front matter of a document; undefined where there is none. */
export function dateWritten(markdown: string): string | undefined {
  return /^---\n(?:.*\n)*?date: (\d{4}-\d\d-\d\d)\n/.exec(markdown)?.[1];
}
