import { dirname, join } from 'node:path';
import { certificateFile, certify, type Certification } from '../../handover/certificates/certify';
import type { JudgedHandover } from '../../handover/checklist/criterion';
import { dateOf } from '../../handover/input';
import type { Outcome } from '../../problems/problem';
import type { Instant } from '../../time/time';
import { DAY_MS } from '../../time/zoned-time';
import { requireEnvironment } from '../account/environment';
import { evidenceFolder } from '../files/evidence-store';
import { issueCertificate, logReadiness, type IssuedFile } from '../files/issue-certificate';
import { judgedHandover } from '../files/judged-handover';
import { pathFromRoot } from '../files/path-from-root';
import { EXIT_OF_OUTCOME, toJson, type Terminal } from '../terminal';
import { alignColumns } from './columns';
import type { HandoverOptions } from './handover';

/** Options of `day2 handover certify`. */
export interface HandoverCertifyOptions extends Omit<HandoverOptions, 'check'> {
  /** Files what has passed as evidence, and writes readiness into the change log. */
  readonly issue?: boolean;
  /** From the root of the repository. */
  readonly changeLog: string;
}

/**
 * Says which certificates of an environment are issued and which are withheld, line by line: exit code 0 when the service is ready for
 * production, 1 when a line of a validation has failed, 3 when none has, but nobody can tell of some. Requirements 002-01 to 002-07, 002-80, 001-23.
 *
 * @throws ProblemsError for what they cannot be judged by, OUT002 when one cannot be filed
 */
export function handoverCertify(options: HandoverCertifyOptions, terminal: Terminal): number {
  const planned = requireEnvironment(options, terminal);
  if (typeof planned === 'number') return planned;
  const today = options.date ?? Math.floor(terminal.now() / DAY_MS);
  const handover = judgedHandover(planned, { ...options, today });
  const certification = certify(handover);
  const issued = options.issue === true ? issueAll(certification, handover, options, terminal.now()) : [];
  const { validations, productionReady, completion } = certification;
  if (options.json === true)
    terminal.print(toJson({ version: 1, date: dateOf(handover.input), productionReady, certificates: [...validations, completion], issued }));
  else terminal.print(textOf(certification, issued));
  return EXIT_OF_OUTCOME[productionReady];
}

/** Files every validation that has passed; readiness is logged once all six have. */
function issueAll(
  { validations, productionReady }: Certification,
  handover: JudgedHandover,
  { config, out = dirname(config), changeLog }: HandoverCertifyOptions,
  at: Instant,
): readonly IssuedFile[] {
  const folder = evidenceFolder(config, handover.input.settings);
  const passed = validations.filter(({ outcome }) => outcome === 'passed');
  const issued = passed.map((certificate) => issueCertificate(folder, certificateFile(certificate, handover), handover, at));
  if (productionReady === 'passed') logReadiness(join(out, pathFromRoot(out, changeLog)), handover, 'production', issued);
  return issued;
}

const READY: Readonly<Record<Outcome, string>> = {
  passed: 'production ready: all six validations have passed',
  failed: 'not ready for production',
  'could not tell': 'not ready for production: nobody can tell of some lines',
};

function textOf({ validations, productionReady, completion }: Certification, issued: readonly IssuedFile[]): string {
  const blocks = [...validations, completion].map(({ id, outcome, lines, until }) => {
    const state = outcome === 'passed' ? `passed${until === undefined ? '' : `, holds until ${until}`}` : 'withheld';
    const rows = lines.map((line) => [`  ${line.outcome}`, line.id, line.why]);
    return [`${id}: ${state}`, ...alignColumns(rows)].join('\n');
  });
  const filed = issued.map(({ certificate, id, sha256 }) => `issued ${certificate} as ${id}, SHA-256 ${sha256}`);
  const complete = completion.outcome === 'passed' ? ['complete: everything that a handover needs has passed'] : [];
  return [blocks.join('\n\n'), '', ...filed, READY[productionReady], ...complete].join('\n');
}
