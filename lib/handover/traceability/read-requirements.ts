import { parse } from 'csv-parse/sync';
import { readYaml } from '../../config/yaml-source';
import type { Problem } from '../../problems/problem';
import { entriesOf } from '../../problems/untyped';
import type { Requirement } from './requirement';

/** Requirements as they were read, or what is wrong. */
export interface ReadRequirements {
  readonly requirements: readonly Requirement[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a list of requirements: YAML (a map from ids to texts), CSV (columns `id` and `text`), or the tables of a Markdown file whose
 * first column has ids, several of them with commas, and whose second has the text.
 */
export function readRequirements(file: string, content: string): ReadRequirements {
  const read = file.endsWith('.csv') ? fromCsv(content) : file.endsWith('.md') ? fromMarkdown(content) : fromYaml(file, content);
  if ('problems' in read) return { requirements: [], problems: read.problems };
  const twice = read.filter(({ id }, index) => read.findIndex((other) => other.id === id) !== index).map(({ id }) => id);
  if (read.length === 0 || read.some(({ text }) => text === '')) return wrong(file, read.length === 0 ? 'no requirement' : 'a requirement without a text');
  if (twice.length > 0) return wrong(file, `${twice.join(', ')} twice`);
  return { requirements: read.toSorted((a, b) => (a.id < b.id ? -1 : 1)), problems: [] };
}

/** What ids look like: letters, digits, hyphens and dots, with a digit. */
const ID = /^(?=.*\d)[A-Za-z0-9][\w.-]{0,39}$/;

function fromYaml(file: string, content: string): readonly Requirement[] | Pick<ReadRequirements, 'problems'> {
  const { source, problems } = readYaml(file, content);
  if (source === undefined) return { problems };
  return (entriesOf(source.value) ?? []).map(([id, text]) => ({ id, text: typeof text === 'string' ? text.trim() : '' }));
}

function fromCsv(content: string): readonly Requirement[] {
  const rows = parse(content, { columns: true, trim: true, skip_empty_lines: true, relax_column_count: true, bom: true }) as Readonly<Record<string, string>>[];
  return rows.map(({ id = '', text = '' }) => ({ id, text })).filter(({ id }) => id !== '');
}

function fromMarkdown(content: string): readonly Requirement[] {
  return [...content.matchAll(/^\|([^|]*)\|((?:[^|\\]|\\.)*)\|/gm)].flatMap(([, ids = '', text = '']) => {
    const named = ids.split(',').map((id) => id.trim());
    return named.every((id) => ID.test(id)) ? named.map((id) => ({ id, text: plain(text) })) : [];
  });
}

/** A cell without its code and its links. */
function plain(cell: string): string {
  return cell
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('`', '')
    .replaceAll('\\|', '|')
    .trim();
}

function wrong(file: string, received: string): ReadRequirements {
  return {
    requirements: [],
    problems: [
      {
        code: 'RTM001',
        level: 'error',
        where: { file },
        what: 'this is no list of requirements',
        received,
        allowed: 'YAML with a text for each id, CSV with the columns id and text, or Markdown tables that begin with id and text; each id once',
        change: 'correct the file, or name another one with --requirements',
      },
    ],
  };
}
