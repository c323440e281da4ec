import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that can be wrong with a handover: with handover.yaml, with what it rests on, and with the documents in the repository. */
export const HANDOVER_PROBLEMS = {
  HND010: { meaning: 'a key has no meaning in handover.yaml' },
  HND011: { meaning: 'a required key of handover.yaml is missing' },
  HND012: { meaning: 'a value of handover.yaml is of the wrong type' },
  HND013: { meaning: 'a value of handover.yaml is outside of what is allowed' },
  HND020: { meaning: 'handover.yaml names a role that the roster does not have' },
  HND021: { meaning: 'two documents of the handover would stand in one file' },
  HND022: { meaning: 'a file of evidence cannot be read, or holds something else' },
  HND023: { meaning: 'an attestation is of nobody of the roster' },
  HND030: { meaning: 'a document of the handover is not what would be generated today' },
  HND031: { meaning: 'a link of a document leads nowhere' },
  HND032: { meaning: 'a file that somebody wrote stands where a document would' },
  RTM001: { meaning: 'a file is no list of requirements' },
  RTM002: { meaning: 'a file of results of tests holds something else' },
  RTM003: { meaning: 'the traceability matrix or its change log is not what would be written today' },
} as const satisfies ProblemCatalogue;
