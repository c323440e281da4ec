import { join } from 'node:path';
import { answerChecks, recordedChecks, type AnsweredCheck, type RecordedChecks } from '../../handover/evidence/failed-checks';
import type { EvidenceKind } from '../../handover/evidence/kinds';
import type { FiledEvidence } from '../../handover/evidence/manifest';
import { parseStoredList, storedCopies, type StoredCopy, type StoredList } from '../../handover/evidence/stored-copies';
import type { OperationsModel } from '../../model/model';
import { hasErrors, ProblemsError, worstOutcome, type Problem } from '../../problems/problem';
import { formatInstant, type Instant } from '../../time/time';
import { DAY_MS, formatLocalDay, type LocalDay } from '../../time/zoned-time';
import { requireEnvironment } from '../account/environment';
import { requireResponder } from '../account/responder';
import { attachEvidence, evidenceFolder, handoverSettings, readAttachment, readEvidenceStore, writeTemplates } from '../files/evidence-store';
import { readEvidenceBytes } from '../files/handover-files';
import { readText } from '../files/read-text';
import { readSloManifest } from '../files/slo-check-files';
import { localTimesOf } from '../local-times';
import { EXIT, EXIT_OF_OUTCOME, printProblems, toJson, type Terminal } from '../terminal';
import { alignColumns } from './columns';

/** Options of every command about evidence. */
export interface EvidenceOptions {
  readonly config: string;
  readonly env?: string;
  readonly json?: boolean;
}

/** Options of `day2 evidence attach`. */
export interface EvidenceAttachOptions extends EvidenceOptions {
  readonly kind: EvidenceKind;
  readonly file: string;
  /** Person of the roster. Default: DAY2_RESPONDER, else nobody. */
  readonly by?: string;
  /** Default: today. */
  readonly date?: LocalDay;
  readonly until?: LocalDay;
  readonly phase?: string;
  /** Run of `day2 slo check`. */
  readonly for?: string;
  /** What `day2 slo check` has recorded. */
  readonly sloManifest: string;
}

/** Options of `day2 evidence check`. */
export interface EvidenceCheckOptions extends EvidenceOptions {
  /** Default: now. */
  readonly at?: Instant;
  readonly sloManifest: string;
  /** What `aws s3api list-objects-v2` printed of the store. Default: the store is not looked at. */
  readonly stored?: string;
}

/**
 * Files evidence by phase and day. What is none of its kind is refused. Requirements 003-36, 003-46.
 *
 * @throws ProblemsError EVD001, HND022 for a file that is no such evidence, EVD006 where another stands, EVD008 for a run that is not recorded
 */
export function evidenceAttach(options: EvidenceAttachOptions, terminal: Terminal): number {
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const { model } = planned;
  const by = whoAttaches(options, model, terminal);
  if (typeof by === 'number') return by;
  const { kind, file, phase, until, for: answers } = options;
  const { name, bytes } = readAttachment(file);
  const now = terminal.now();
  const on = options.date ?? Math.floor(now / DAY_MS);
  readEvidenceBytes(file, bytes, { id: name, kind, on: formatLocalDay(on) });
  if (answers !== undefined) requireRun(answers, options.sloManifest);
  const folder = evidenceFolder(options.config, handoverSettings(options.config, model));
  const filed = attachEvidence(folder, { kind, phase, environment: model.environment, on, by, until, name, bytes, at: now, answers });
  if (options.json === true) terminal.print(toJson({ version: 1, folder, evidence: shown(filed) }));
  else terminal.print(`${filed.id}: ${join(folder, filed.file)}, SHA-256 ${filed.sha256}; holds until ${filed.until}`);
  return EXIT.fine;
}

/**
 * Looks at every file of evidence, at its copy in the store where a list of it is given, and at the checks that did not pass: exit code 0 when all is as it
 * was filed and every failed check has its evidence, 1 when something is wrong, 3 when there is still time for what is missing. Requirements 003-36, 003-44, 003-46.
 *
 * @throws ProblemsError for a manifest or an index that holds something else
 */
export function evidenceCheck(options: EvidenceCheckOptions, terminal: Terminal): number {
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const at = options.at ?? terminal.now();
  const { folder, filed, sizes, problems: changed } = readEvidenceStore(evidenceFolder(options.config, handoverSettings(options.config, planned.model)));
  const checks = answerChecks(checksOf(options.sloManifest).failed, filed, at);
  const copies = options.stored === undefined ? [] : storedCopies(filed, sizes, storedListOf(options.stored), at);
  const problems = [...changed, ...copies.flatMap((copy) => unstored(copy, folder)), ...checks.flatMap((check) => unanswered(check, options.sloManifest))];
  const outcome = worstOutcome([hasErrors(problems) ? 'failed' : 'passed', ...[...checks.filter(isWaiting), ...copies].map(({ outcome: each }) => each)]);
  printProblems(terminal, problems);
  if (options.json === true) {
    const failedChecks = checks.map(({ due, ...check }) => ({ ...check, due: formatInstant(due) }));
    terminal.print(
      toJson({
        version: 1,
        folder,
        at: formatInstant(at),
        outcome,
        evidence: filed.map(shown),
        ...(options.stored !== undefined && { copies: copies.map(shownCopy) }),
        failedChecks,
        problems,
      }),
    );
  } else
    terminal.print(
      localTimesOf(planned.plan).answer([...tableOf(filed, checks, formatLocalDay(Math.floor(at / DAY_MS)), folder), ...copyLines(copies)].join('\n')),
    );
  return EXIT_OF_OUTCOME[outcome];
}

/**
 * Writes the templates of evidence and their index; what is there stays as it is. Requirement 003-44.
 *
 * @throws ProblemsError OUT002 for a folder that cannot be written
 */
export function evidenceTemplates(options: EvidenceOptions, terminal: Terminal): number {
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const folder = evidenceFolder(options.config, handoverSettings(options.config, planned.model));
  const files = writeTemplates(folder).map((file) => join(folder, file));
  terminal.print(options.json === true ? toJson({ version: 1, files }) : files.join('\n'));
  return EXIT.fine;
}

/** Who is named; where nobody is, nobody. The exit code where somebody is named who is not on the roster. */
function whoAttaches({ by }: EvidenceAttachOptions, { onCall }: OperationsModel, terminal: Terminal): string | undefined | number {
  if (by === undefined && (terminal.environmentVariables.DAY2_RESPONDER ?? '') === '') return undefined;
  if (onCall !== undefined) return requireResponder(by, onCall.roster, terminal);
  terminal.printError('nobody can be named: there is no on-call.yaml with a roster');
  return EXIT.usage;
}

function requireRun(run: string, sloManifest: string): void {
  const { runs } = checksOf(sloManifest);
  if (runs.includes(run)) return;
  throw new ProblemsError([
    {
      code: 'EVD008',
      level: 'error',
      where: { file: sloManifest },
      what: 'no such run is recorded',
      received: run,
      allowed: runs.join(', ') || 'a run that day2 slo check has recorded; there is none',
      change: 'give --for the key of a run, or --slo-manifest the file in which it is recorded',
    },
  ]);
}

/** @throws ProblemsError EVD014 for a file that holds something else */
function checksOf(sloManifest: string): RecordedChecks {
  const recorded = recordedChecks(readSloManifest(sloManifest));
  if (recorded !== undefined) return recorded;
  throw new ProblemsError([
    {
      code: 'EVD014',
      level: 'error',
      where: { file: sloManifest },
      what: 'a run of this manifest has no phase, or does not say by when evidence is due',
      allowed: 'runs as day2 slo check records them',
      change: 'restore the file, or name another with --slo-manifest',
    },
  ]);
}

function isWaiting({ answeredBy }: AnsweredCheck): boolean {
  return answeredBy === undefined;
}

/** A late answer is found, and nothing can be changed about it any more. */
function unanswered(check: AnsweredCheck, file: string): Problem[] {
  if (check.outcome !== 'failed') return [];
  const isLate = check.answeredBy !== undefined;
  return [
    {
      code: isLate ? 'EVD009' : 'EVD007',
      level: isLate ? 'warning' : 'error',
      where: { file, path: `sloChecks.${check.run}` },
      what: check.why,
      change: isLate
        ? 'attach evidence within a day of the check'
        : `look by hand, and attach what you see: day2 evidence attach --kind "manual evidence" --for ${check.run}`,
    },
  ];
}

/** @throws ProblemsError EVD016 for a file that is no list, and for one that cannot be read */
function storedListOf(file: string): StoredList {
  const noList = (received?: string): Problem => ({
    code: 'EVD016',
    level: 'error',
    where: { file },
    what: 'this is no list of a store of evidence',
    ...(received !== undefined && { received }),
    allowed: 'what aws s3api list-objects-v2 printed, as JSON',
    change: 'aws s3api list-objects-v2 --bucket BUCKET --output json',
  });
  const list = parseStoredList(readText(file, noList));
  if (list === undefined) throw new ProblemsError([noList()]);
  return list;
}

function unstored({ id, file, outcome, why }: StoredCopy, folder: string): Problem[] {
  if (outcome !== 'failed') return [];
  return [
    {
      code: 'EVD015',
      level: 'error',
      where: { file: join(folder, file) },
      what: `${id} is ${why}`,
      change: `copy it as it is: aws s3 sync ${folder} s3://BUCKET/`,
    },
  ];
}

function copyLines(copies: readonly StoredCopy[]): readonly string[] {
  if (copies.length === 0) return [];
  const missing = copies.filter(({ outcome }) => outcome !== 'passed');
  return [
    ...missing.map(({ id, outcome, why }) => `copy of ${id}: ${outcome}, ${why}`),
    `${copies.length - missing.length} of ${copies.length} are in the store`,
  ];
}

function shownCopy({ due, ...copy }: StoredCopy): object {
  return { ...copy, due: formatInstant(due) };
}

function shown({ attachedAt, ...evidence }: FiledEvidence): object {
  return { ...evidence, attachedAt: formatInstant(attachedAt) };
}

function tableOf(filed: readonly FiledEvidence[], checks: readonly AnsweredCheck[], today: string, folder: string): readonly string[] {
  const rows = filed.map(({ id, phase, on, until, by = '-', file }) => [id, phase, on, until < today ? `over since ${until}` : until, by, file]);
  return [
    ...(rows.length === 0 ? [] : alignColumns([['EVIDENCE', 'PHASE', 'ON', 'HOLDS UNTIL', 'BY', 'FILE'], ...rows])),
    ...checks.map(({ run, outcome, why }) => `check ${run}: ${outcome}, ${why}`),
    `${filed.length} ${filed.length === 1 ? 'file' : 'files'} of evidence in ${folder}`,
  ];
}
