/** Certificates: judged, and as text of which the same facts give the same bytes. */

import { worstOutcome, type Outcome } from '../../problems/problem';
import { signers } from '../checklist/attestations';
import { judgeCriteria, type JudgedCriterion, type JudgedHandover } from '../checklist/criterion';
import { together } from '../checklist/judgement';
import { hashOf, type FiledEvidence } from '../evidence/manifest';
import { dateOf } from '../input';
import { maskContacts } from '../mask-contacts';
import { COMPLETION_PARTS, VALIDATION_LINES, VALIDATIONS, type ValidationId } from './certificates';

/** A certificate as it stands: issued only when every line has passed. */
export interface Certificate {
  readonly id: ValidationId | 'completion';
  /** Passed: it is issued. Otherwise it is withheld. */
  readonly outcome: Outcome;
  readonly lines: readonly JudgedCriterion[];
  /** Local date, the last on which everything holds that it rests on; absent: it rests on nothing that ends. */
  readonly until?: string;
}

/** All certificates of an environment on a date. */
export interface Certification {
  /** In the order of {@link VALIDATIONS}. */
  readonly validations: readonly Certificate[];
  /** Ready for production: all six validations have passed. Requirement 002-07. */
  readonly productionReady: Outcome;
  readonly completion: Certificate;
}

/** Judges the six validations and the completion. Requirements 002-01 to 002-07, 002-80. */
export function certify(handover: JudgedHandover): Certification {
  const validations = VALIDATIONS.map((id) => certificateOf(id, judgeCriteria(VALIDATION_LINES[id], handover), handover));
  const completed = COMPLETION_PARTS.flatMap(({ lines }) =>
    lines.map((line): JudgedCriterion => {
      if (!('validations' in line)) return judgeCriteria([line], handover)[0]!;
      const { id, text, validations: needed } = line;
      return { id, text, ...rollUp(validations.filter((each) => needed.some((name) => name === each.id))) };
    }),
  );
  return {
    validations,
    productionReady: worstOutcome(validations.map(({ outcome }) => outcome)),
    completion: certificateOf('completion', completed, handover),
  };
}

function rollUp(validations: readonly Certificate[]): ReturnType<typeof together> {
  return together(validations.map(({ id, outcome, lines }) => ({ ...together(lines), outcome, why: `${id}: ${outcome}` })));
}

function certificateOf(id: Certificate['id'], lines: readonly JudgedCriterion[], { input }: JudgedHandover): Certificate {
  const { outcome, until, evidence = [] } = together(lines);
  const [first] = [until, ...filedOf(evidence, input.evidence).map((filed) => filed.until)].filter((each) => each !== undefined).sort();
  return { id, outcome, lines, ...(first !== undefined && { until: first }) };
}

function filedOf(ids: readonly string[], filed: readonly FiledEvidence[]): readonly FiledEvidence[] {
  return filed.filter(({ id }) => ids.includes(id));
}

/** A certificate as a file. */
export interface CertificateFile {
  readonly id: Certificate['id'];
  /** Its name has the first digits of its hash: what is issued anew stands beside what was. */
  readonly name: string;
  readonly text: string;
  readonly until?: string;
}

/** Digits of the hash in the name of a file: a day has a handful of certificates. */
const NAME_DIGITS = 8;

/**
 * The text of a certificate that has passed, with each line, the evidence it rests on and who signed.
 *
 * @param validations files of the validations, which a completion refers to
 * @throws RangeError for one that is withheld
 */
export function certificateFile(
  { id, outcome, lines, until }: Certificate,
  { input }: JudgedHandover,
  validations: readonly CertificateFile[] = [],
): CertificateFile {
  if (outcome !== 'passed') throw new RangeError(`the certificate ${id} is withheld`);
  const rests = together(lines).evidence ?? [];
  const content = {
    schema: 'day2.certificate/1',
    certificate: id,
    application: input.model.application,
    environment: input.model.environment,
    on: dateOf(input),
    ...(until !== undefined && { until }),
    lines: lines.map((line) => ({ id: line.id, text: line.text, outcome: line.outcome, why: line.why, evidence: line.evidence ?? [] })),
    evidence: filedOf(rests, input.evidence).map((filed) => ({ id: filed.id, kind: filed.kind, file: filed.file, sha256: filed.sha256, until: filed.until })),
    ...(id === 'completion' && {
      certificates: validations.map(({ name, text }) => ({ file: name, sha256: hashOf(text) })),
      approvals: signers(input).map(({ by, on, evidence }) => ({ by, on, evidence })),
    }),
  };
  const text = maskContacts(`${JSON.stringify(content, null, 2)}\n`);
  return { id, name: `certificate-${id}-${hashOf(text).slice(0, NAME_DIGITS)}.json`, text, ...(until !== undefined && { until }) };
}
