/** What `handover.yaml` may say. The texts are the help that editors show. */

import { z } from 'zod';
import { identifier, sentence } from '../config/fields';
import { localDate } from '../config/time-fields';
import { either, field, listOf, map, oneOf, text, wholeNumber } from '../problems/schema-fields';
import { DOCUMENT_IDS } from './document';
import { EVIDENCE_KINDS } from './settings';

const path = (example: string) =>
  text(/^(?!\/)(?!.*\.\.)[^\s<>"\\()]{1,300}$/, 'a path from the folder that the configuration stands in, without spaces', example);
const markdown = text(/^(?!\/)(?!.*\.\.)[^\s<>"\\()]{1,296}\.md$/, 'a path of a Markdown file, without spaces', 'docs/operations/incident-response.md');
const address = text(/^https:\/\/[^\s<>"()]{3,490}$/, 'an https address', 'https://wiki.example.com/edi');

const topic = map({
  topic: field(sentence('how documents are translated'), 'What somebody has to know.'),
  owner: field(identifier('docs-lead'), 'Role that keeps it.'),
  at: field(either(address, path('docs/architecture.md'), 'a file of the repository, or an https address'), 'Where it stands; a file has to be there.'),
  reviewEveryDays: field(wholeNumber(1, 731, '90'), 'Days between two reviews.'),
  reviewedOn: field(localDate('2026-11-02').optional(), 'When it was last looked at.', 'never'),
});

const question = map({
  question: field(sentence('Who answers for the partner portal after the move?'), 'What is not known.'),
  owner: field(identifier('operations-lead'), 'Role that finds it out.'),
  due: field(localDate('2026-12-18'), 'By when.'),
});

const evidence = map({
  id: field(identifier('game-days'), 'What it is called.'),
  kind: field(oneOf(EVIDENCE_KINDS), 'What it holds: what `day2 gameday --json` or `day2 runbook test --json` printed.'),
  file: field(path('docs/operations/evidence/game-days.json'), 'Where it stands.'),
  on: field(localDate('2026-11-30'), 'When it was made.'),
});

/** `handover.yaml`. */
export const handoverSchema = map({
  paths: field(
    z
      .strictObject(Object.fromEntries(DOCUMENT_IDS.map((id) => [id, markdown.optional()])), {
        error: (issue) => (issue.code === 'unrecognized_keys' ? DOCUMENT_IDS.join(', ') : 'a map from documents to paths'),
      })
      .optional(),
    'Where documents stand, if elsewhere than usual.',
    'as the documents day2 is built from name them',
  ),
  knowledge: field(listOf(topic, 'topics', 200).optional(), 'What people wrote, and where it stands.', 'nothing, which is an open question'),
  questions: field(listOf(question, 'questions', 200).optional(), 'What is not known, besides what day2 asks by itself.', 'none'),
  evidence: field(listOf(evidence, 'pieces of evidence', 200).optional(), 'What documents and checklist rest on.', 'none'),
});
