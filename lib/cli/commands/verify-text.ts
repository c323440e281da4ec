import type { Verification, VerificationFinding } from '../../conformance/verify/finding';
import type { LocalTimes } from '../local-times';
import { alignColumns } from './columns';

const HEADINGS = ['SEVERITY', 'CODE', 'SUBJECT', 'REGION', 'OWNER', 'DUE'];

/** Most characters of a value that is shown to people; JSON has all of it. */
const SHOWN = 100;

/**
 * What verifying an account brought, as people read it: findings, most severe first, and below them what has to be done about them.
 *
 * @param calls how often the account was asked
 * @param notes what differs by design, and is no finding
 */
export function verifyText(
  environment: string,
  { at, findings, unknown, outcome }: Verification,
  { calls, times, notes = [] }: { readonly calls: number; readonly times: LocalTimes; readonly notes?: readonly string[] },
): string {
  const asked = `${environment} at ${times.of(at)}, ${calls} calls`;
  const byDesign = notes.length === 0 ? [] : ['', 'differs by design:', ...notes.map((each) => `  ${each}`)];
  if (outcome === 'passed') return [`${asked}: everything that is planned is in the account, as planned, and alive`, ...byDesign].join('\n');
  const rows = findings.map(({ severity, code, subject, region, owner, due }) => [severity, code, subject, region, owner, times.cell(due, at)]);
  const [headings = '', ...lines] = alignColumns([HEADINGS, ...rows]);
  return [
    `${asked}: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}${unknown.length === 0 ? '' : `, could not tell ${unknown.length}`}`,
    ...times.note,
    ...(findings.length === 0
      ? []
      : ['', headings, ...lines.flatMap((line, index) => [line, times.of(detailOf(findings[index]!))]), '', ...remediationsOf(findings)]),
    ...(unknown.length === 0 ? [] : ['', 'could not tell:', ...unknown.map((each) => times.of(`  ${each}`))]),
    ...byDesign,
  ].join('\n');
}

function detailOf({ what, planned, found }: VerificationFinding): string {
  return `          ${what}: planned ${shown(planned)}, found ${shown(found)}`;
}

function remediationsOf(findings: readonly VerificationFinding[]): string[] {
  const byCode = new Map(findings.map(({ code, remediation }) => [code, remediation]));
  return [...byCode].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, remediation]) => `${code}  ${remediation}`);
}

function shown(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1)}…`;
}
