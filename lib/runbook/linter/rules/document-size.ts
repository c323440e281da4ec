import type { LintRule } from '../rule';

const MAX_BYTES = 65_536;

/** A document is small enough to be created. */
export const documentSize: LintRule = {
  code: 'RUN032',
  requirement: 'a document has at most 64 KB',
  why: 'it cannot be created; what is given at a start counts too',
  source: 'https://docs.aws.amazon.com/general/latest/gr/ssm.html',
  *check({ bytes }) {
    if (bytes <= MAX_BYTES) return;
    yield {
      at: [],
      what: 'the document is too large',
      received: `${bytes} bytes`,
      allowed: `${MAX_BYTES} bytes`,
      change: 'start a part of it by aws:executeAutomation',
    };
  },
};
