import type { Certificate, CertificateFile } from '../../handover/certificates/certify';
import type { JudgedHandover } from '../../handover/checklist/criterion';
import { hashOf } from '../../handover/evidence/manifest';
import { dateOf } from '../../handover/input';
import type { ReadinessEntry } from '../../handover/traceability/change-log';
import type { Instant } from '../../time/time';
import { parseLocalDay } from '../../time/zoned-time';
import { changeTogether } from './change-together';
import { attachEvidence } from './evidence-store';
import { withReadiness } from './traceability-files';

/** A certificate that was filed. */
export interface IssuedFile {
  readonly certificate: Certificate['id'];
  /** Id of the evidence. */
  readonly id: string;
  /** From the folder of evidence. */
  readonly file: string;
  readonly sha256: string;
}

/**
 * Files a certificate as evidence. The same one is filed once.
 *
 * @throws ProblemsError OUT002 when it cannot be written
 */
export function issueCertificate(folder: string, { id, name, text, until }: CertificateFile, { input }: JudgedHandover, at: Instant): IssuedFile {
  const { environment } = input.model;
  const lastDay = until === undefined ? undefined : parseLocalDay(until);
  const on = parseLocalDay(dateOf(input))!;
  const filed = attachEvidence(folder, { kind: 'certificate', environment, on, until: lastDay, name, bytes: Buffer.from(text), at });
  return { certificate: id, id: filed.id, file: filed.file, sha256: hashOf(text) };
}

/**
 * Writes into the change log that a service is ready, and by which certificates. Requirement 001-23.
 *
 * @param log the file
 * @throws ProblemsError OUT002 when it cannot be written
 */
export function logReadiness(log: string, { input }: JudgedHandover, readyFor: ReadinessEntry['readyFor'], issued: readonly IssuedFile[]): void {
  const { application, environment } = input.model;
  const entry = { on: dateOf(input), environment, readyFor, certificates: issued.map(({ id }) => id) };
  const content = (before: Buffer | undefined) => {
    const text = before?.toString();
    const after = withReadiness(text, entry, { application, environment });
    return after === text ? undefined : after;
  };
  changeTogether([{ file: log, content }]);
}
