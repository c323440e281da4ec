/** Templates that people fill in, and the index that lists each with its phase. Requirement 003-44. */

import { z } from 'zod';
import type { Problem } from '../../problems/problem';
import { map, oneOf, text } from '../../problems/schema-fields';
import { FIGURES } from './figures';
import { EVIDENCE, kindFacts, type EvidenceKind } from './kinds';
import { readShaped } from './read-shaped';

/** Name of the index, and of the folder of the templates, in the folder of evidence. */
export const INDEX = 'index.json';
export const TEMPLATES = 'templates';

const SCHEMA = 'day2.evidence-index/1';

/** A template, as the index lists it. */
export interface IndexedTemplate {
  /** From the folder of evidence. */
  readonly file: string;
  readonly phase: string;
  /** What it is for, one sentence. */
  readonly holds: string;
}

/** A template that day2 brings. */
export interface EvidenceTemplate extends IndexedTemplate {
  readonly content: string;
}

/** Figures that are still to be filled in: no number, so that none is taken for measured. */
const figures = (kind: keyof typeof FIGURES) => {
  const { needed, optional } = FIGURES[kind];
  return `${JSON.stringify(Object.fromEntries([...needed, ...optional].map((name) => [name, null])), null, 2)}\n`;
};
const page = (title: string, ...headings: readonly string[]) => `# ${title}\n\n${headings.map((heading) => `## ${heading}\n`).join('\n')}`;
const ofKind = (kind: EvidenceKind, extension: string, content: string): EvidenceTemplate => ({
  file: `${TEMPLATES}/${kind.replaceAll(' ', '-')}.${extension}`,
  phase: kindFacts(kind).phase,
  holds: kindFacts(kind).holds,
  content,
});

/** Every template that day2 brings; kinds of evidence that a command writes need none. */
export const EVIDENCE_TEMPLATES: readonly EvidenceTemplate[] = [
  ofKind('load test', 'json', figures('load test')),
  ofKind('security scan', 'json', figures('security scan')),
  ofKind('business scenarios', 'json', figures('business scenarios')),
  ofKind('sign-off', 'md', page('Sign-off', 'What is signed', 'Who signs, and as what', 'Date', 'What is left open')),
  ofKind('manual evidence', 'md', page('Evidence by hand', 'Run that asked for it', 'What was looked at', 'What was found', 'Who looked, and when')),
  {
    file: `${TEMPLATES}/retrospective.md`,
    phase: EVIDENCE['manual evidence'].phase,
    holds: 'agenda and outcome of a retrospective',
    content: page('Retrospective', 'What went well', 'What did not', 'What we change, who, by when'),
  },
];

const indexSchema = map({
  schema: oneOf([SCHEMA]),
  templates: z.array(
    map({
      file: text(/^templates\/[A-Za-z0-9][\w.-]{0,99}$/, 'a file of the folder templates', 'templates/load-test.json'),
      phase: text(/^[A-Za-z0-9][\w.-]{0,99}$/, 'a phase', 'handover'),
      holds: text(/^[^\p{Cc}]{1,300}$/u, 'one line of text', 'figures of a load test'),
    }),
    { error: 'a list of templates' },
  ),
});

/** An index as far as it could be read: templates only where nothing in it is an error. */
export interface ReadIndex {
  readonly templates?: readonly IndexedTemplate[];
  readonly problems: readonly Problem[];
}

/** Reads an index of templates. */
export function readIndex(file: string, content: string): ReadIndex {
  const { content: index, problems } = readShaped(file, content, indexSchema);
  return index === undefined ? { problems } : { templates: index.templates, problems };
}

/** The index as text: what is listed keeps its place and its phase, and what is missing of {@link EVIDENCE_TEMPLATES} is added. */
export function printIndex(listed: readonly IndexedTemplate[]): string {
  const missing = EVIDENCE_TEMPLATES.filter(({ file }) => !listed.some((each) => each.file === file));
  const templates = [...listed, ...missing].map(({ file, phase, holds }) => ({ file, phase, holds }));
  return `${JSON.stringify({ schema: SCHEMA, templates }, null, 2)}\n`;
}

/** Whether each template that is listed is there, and each that is there is listed. */
export function checkTemplates(listed: readonly IndexedTemplate[], there: readonly string[], locate: (file: string) => string): readonly Problem[] {
  const files = listed.map(({ file }) => file);
  const problem = (file: string, what: string, change: string): Problem => ({ code: 'EVD005', level: 'error', where: { file: locate(file) }, what, change });
  return [
    ...files
      .filter((file) => !there.includes(file))
      .map((file) =>
        problem(file, 'the index lists this template, which is missing', 'write it anew with day2 evidence templates, or take it out of the index'),
      ),
    ...there
      .filter((file) => !files.includes(file))
      .map((file) => problem(file, 'the index does not list this template', 'add it to the index with its phase, or take it away')),
  ];
}
