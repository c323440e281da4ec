import type { ChangeVerdict } from '../../slo/gate/decide-change';
import type { LocalTimes } from '../local-times';
import type { GateAnswer } from './gate-answer';

const HEADLINES: Readonly<Record<ChangeVerdict, string>> = {
  pass: 'may be deployed',
  'pass with notice': 'may be deployed, with notice',
  'needs approval': 'may not be deployed without an approval',
  blocked: 'may not be deployed',
  'could not tell': 'may not be deployed: nobody can tell whether it may',
};

const PURPOSES: Readonly<Record<GateAnswer['purpose'], string>> = {
  change: 'an ordinary change',
  rollback: 'a rollback',
  'incident-fix': 'the fix of an incident',
  'security-fix': 'a security fix',
};

/**
 * The answer of the gate as people read it: the answer first, then everything that bears on it, worst first.
 *
 * @param times what stands beside UTC
 */
export function gateText({ application, environment, service, purpose, incident, at, verdict, validUntil, reasons }: GateAnswer, times: LocalTimes): string {
  const what = incident === undefined ? PURPOSES[purpose] : `the fix of ${incident}`;
  const width = Math.max(...reasons.map((reason) => reason.verdict.length));
  return [
    `${application} ${environment} ${service} ${HEADLINES[verdict]}`,
    ...reasons.flatMap((reason) => [
      `  ${reason.verdict.padEnd(width)}  ${times.of(reason.why)}`,
      ...(reason.change === undefined ? [] : [`  ${' '.repeat(width)}  -> ${times.of(reason.change)}`]),
    ]),
    times.of(`asked for ${what} at ${at}; the answer counts until ${validUntil}`),
    ...times.note,
  ].join('\n');
}
