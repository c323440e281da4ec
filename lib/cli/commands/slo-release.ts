import { ROLLBACK_RUNBOOK } from '../../handover/open-questions';
import { plannedObjectives } from '../../plan/build-plan';
import { objectiveName } from '../../slo/objective';
import { judgeRelease, RELEASE_CHECKS, rollbackCriterion } from '../../slo/release-check';
import { checkOutcome, type Judgement } from '../../slo/slo-check';
import { formatInstant, MINUTE_MS, type Instant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { requireEnvironment } from '../account/environment';
import { COUNTED_MINUTES, readCounts } from '../account/read-counts';
import { askedAccount, type AskingOptions } from '../account/scenario-account';
import { recordSloCheck } from '../files/slo-check-files';
import { localTimesOf } from '../local-times';
import { EXIT, toJson, type Terminal } from '../terminal';
import { sloCheckRecord, type SloCheckRecord } from './slo-check-record';
import { printSloCheck } from './slo-check-text';

/** Options of `day2 slo release`. */
export interface SloReleaseOptions extends AskingOptions {
  /** Default: as defaultEnvironment says. */
  readonly env?: string;
  readonly releasedAt: Instant;
  readonly manifest: string;
  readonly log: string;
  readonly json?: boolean;
}

/** Minutes that metrics are given to arrive. */
const SETTLE_MINUTES = 5;

/**
 * Confirms the commitments after a release: a day and a week later, each once. What is not due yet is named with its time; what is due is counted, judged
 * and recorded like any verdict of `day2 slo check`, and a run that is repeated records nothing new. An objective that is missed is counted for as long a
 * time before the release as well: where it was met then, the release is to be rolled back. Requirement 001-24.
 *
 * @throws ProblemsError AWS001 to AWS004 when the account cannot be asked, OUT002 to OUT004 when a verdict cannot be recorded
 */
export async function sloRelease(name: string, options: SloReleaseOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const asked = await askedAccount(options, planned, terminal, account);
  if (typeof asked === 'number') return asked;
  const { model, plan } = planned;
  const times = localTimesOf(plan);
  const promised = new Map(model.services.flatMap((service) => service.objectives.map((objective) => [objectiveName(service, objective), objective])));
  const from = Math.floor(options.releasedAt / (COUNTED_MINUTES * MINUTE_MS)) * COUNTED_MINUTES * MINUTE_MS;

  const records: SloCheckRecord[] = [];
  const waiting: string[] = [];
  for (const { after, minutes } of RELEASE_CHECKS) {
    const until = from + minutes * MINUTE_MS;
    const dueAt = until + SETTLE_MINUTES * MINUTE_MS;
    if (asked.at < dueAt) {
      waiting.push(`${name}, ${after} after it: due at ${formatInstant(dueAt)}`);
      continue;
    }
    const judgements: Judgement[] = [];
    const toRollBack: string[] = [];
    for (const {
      name: objective,
      region,
      objective: { sli },
    } of plannedObjectives(plan)) {
      const promise = promised.get(objective)!;
      const judgement = judgeRelease(objective, promise, await readCounts(asked.account, region, sli, { from, until }));
      if (judgement.outcome !== 'failed') judgements.push(judgement);
      else {
        const criterion = rollbackCriterion(promise, await readCounts(asked.account, region, sli, { from: from - minutes * MINUTE_MS, until: from }));
        if (criterion.isMet) toRollBack.push(objective);
        judgements.push({ ...judgement, why: [...(judgement.why === undefined ? [] : [judgement.why]), criterion.why].join('; ') });
      }
    }
    const subject = { project: model.application, environment: model.environment, phase: `release ${name}, ${after}` };
    const record = sloCheckRecord(subject, judgements, [], dueAt);
    if (options.json !== true) terminal.print(printSloCheck(record, judgements, times));
    recordSloCheck(record, options);
    records.push(record);
    if (toRollBack.length > 0 && options.json !== true)
      terminal.print(
        `met before the release and missed since: ${toRollBack.join(', ')}. Roll back: day2 runbook start ${ROLLBACK_RUNBOOK} --env ${model.environment}`,
      );
    if (checkOutcome(judgements) !== 'passed' && options.json !== true)
      terminal.print(`if users notice it, somebody declares it: day2 incident declare --severity S1 --service <id> --title "release ${name}"`);
  }
  if (options.json === true) terminal.print(toJson({ release: name, checks: records, waiting }));
  else terminal.print(times.answer([...waiting, ...(records.length === 0 ? [] : [`recorded in ${options.manifest} and ${options.log}`])].join('\n')));
  return records.every(({ verdict }) => verdict === 'PASS') ? EXIT.fine : EXIT.findings;
}
