import { applicationSignalsNotes } from '../../conformance/compare-application-signals';
import { problemOf, type Verification } from '../../conformance/verify/finding';
import { observabilityStatus } from '../../conformance/verify/observability-status';
import { verifyAccount } from '../../conformance/verify/verify-account';
import { planWithoutScheduledWork } from '../../gameday/scheduled-work';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { verificationJUnit } from '../../report/verification-junit';
import { formatInstant, SECOND_MS } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { requireEnvironment } from '../account/environment';
import { LiveReader } from '../account/live/live-reader';
import { readLiveAccount } from '../account/live/live-resources';
import { askedAccount, type AskingOptions } from '../account/scenario-account';
import { writeReport } from '../files/write-report';
import { writeSarif } from '../files/write-sarif';
import { localTimesOf } from '../local-times';
import { EXIT_OF_OUTCOME, toJson, type Terminal } from '../terminal';
import { verifyText } from './verify-text';

/** Options of `day2 verify`. */
export interface VerifyOptions extends AskingOptions {
  readonly env?: string;
  readonly json?: boolean;
  /** File that gets the findings in the JUnit format. */
  readonly junit?: string;
  /** File that gets the findings as SARIF. */
  readonly sarif?: string;
}

/**
 * Asks a deployed account whether what is planned is there, as planned, and alive: exit code 0 when it is, 1 with findings, 3 when nothing
 * is wrong with what could be read and something could not.
 *
 * @throws ProblemsError AWS001 without credentials, OUT001 for a report that cannot be written
 */
export async function verify(options: VerifyOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const planned = requireEnvironment(options, terminal);
  if (typeof planned === 'number') return planned;
  const asked = await askedAccount(options, planned, terminal, account);
  if (typeof asked === 'number') return asked;
  const plan = options.scenario === undefined ? planned.plan : planWithoutScheduledWork(planned.plan);
  const began = terminal.now();
  const live = await readLiveAccount(new LiveReader(asked.account), plan, asked.at);
  const verification = verifyAccount({ model: planned.model, plan, ...live, at: asked.at });

  const name = `${plan.application} ${plan.environment}`;
  terminal.print(
    options.json === true
      ? toJson(reportOf(verification, plan, live.calls))
      : verifyText(name, verification, { calls: live.calls, times: localTimesOf(plan), notes: applicationSignalsNotes(plan) }),
  );
  if (options.junit !== undefined) {
    const document = verificationJUnit(name, verification, (terminal.now() - began) / SECOND_MS);
    writeReport(options.junit, document, 'give --junit a file that can be written');
  }
  if (options.sarif !== undefined) writeSarif(options.sarif, verification.findings.map(problemOf));
  return EXIT_OF_OUTCOME[verification.outcome];
}

function reportOf({ at, outcome, findings, unknown }: Verification, plan: OperationsPlan, calls: number): object {
  return {
    application: plan.application,
    environment: plan.environment,
    at: formatInstant(at),
    outcome,
    calls,
    findings: findings.map(({ due, ...finding }) => ({ ...finding, due: formatInstant(due) })),
    couldNotTell: unknown,
    differsByDesign: applicationSignalsNotes(plan),
    observability: observabilityStatus({ at, outcome, findings, unknown }, plan),
  };
}
