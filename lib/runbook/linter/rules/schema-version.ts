import type { LintRule } from '../rule';

/** The schema is that of Automation. */
export const schemaVersion: LintRule = {
  code: 'RUN042',
  requirement: 'the schema is 0.3',
  why: 'other schemas are those of other kinds of documents',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html',
  *check({ document }) {
    if (document.schemaVersion === '0.3') return;
    yield { at: ['schemaVersion'], what: 'no schema of Automation', received: document.schemaVersion, allowed: "'0.3'", change: 'correct it' };
  },
};
