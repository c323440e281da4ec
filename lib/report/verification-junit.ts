import type { Verification } from '../conformance/verify/finding';
import { formatInstant } from '../time/time';
import { junitDocument, type JUnitCase } from './junit';

/**
 * A verified account in the JUnit format: a failure for every finding, an error for what could not be determined, and one case that
 * passes when there is neither.
 *
 * @param environment as in `edi prod`
 * @param seconds wall time it took
 */
export function verificationJUnit(environment: string, { findings, unknown, outcome }: Verification, seconds: number): string {
  const failures = findings.map((finding): JUnitCase => {
    const { code, subject, region, what, planned, found, severity, owner, remediation, due } = finding;
    const message = `${severity}, ${owner} until ${formatInstant(due)}: planned ${planned}, found ${found}`;
    return { name: `${subject} in ${region}: ${what}`, kind: 'failure', type: code, message, body: `${message}\n${remediation}` };
  });
  const errors = unknown.map((each): JUnitCase => ({ name: `could not tell: ${each}`, kind: 'error', type: 'could-not-tell', message: each, body: each }));
  const passed: JUnitCase[] =
    outcome === 'passed' ? [{ name: 'what is planned is in the account, and alive', kind: 'pass', type: 'passed', message: '', body: '' }] : [];
  return junitDocument('day2 verify', [{ id: environment, seconds, cases: [...failures, ...errors, ...passed] }]);
}
