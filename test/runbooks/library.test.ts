import { lintRunbooks } from '../../lib/checks/runbook/check-runbooks';
import { readRunbooks } from '../../lib/cli/files/read-runbooks';
import { proofByReading } from '../../lib/rehearsal/prove-runbook';

/** The runbooks that ship. Their cases are run, and their dry runs proven, by `npm run runbooks`. */

const LIBRARY = readRunbooks('runbooks');
const names = LIBRARY.map(({ runbook }) => runbook.name);

test('there are the runbooks that operators need (002-61, 002-62, 002-63)', () => {
  expect(names).toEqual(
    expect.arrayContaining([
      'acknowledge-incident',
      'collect-diagnostics',
      'declare-freeze',
      'incident-response-s0',
      'incident-response-s1',
      'lift-freeze',
      'mitigate-incident',
      'open-postmortem',
      'performance-issue',
      'purge-poison-message',
      'redrive-dead-letters',
      'restart-service',
      'roll-back-deployment',
      'rotate-kms-key',
      'rotate-secret',
      'scale-out',
      'toggle-maintenance',
    ]),
  );
});

test('no document has a finding, by the rules of our own', () => {
  expect(lintRunbooks(LIBRARY.map(({ runbook }) => runbook)).map(({ code, where, what }) => `${code} ${where.file}:${where.line} ${what}`)).toEqual([]);
});

describe.each(LIBRARY)('$runbook.name', ({ runbook, cases }) => {
  test('has a case of a dry run, of success, and of what goes wrong (000-15)', () => {
    const kinds = new Set(cases.map(({ kind }) => kind));
    const goesWrong = ['failure', 'refusal', 'approval timeout', 'cancelled'] as const;
    expect([kinds.has('dry run'), kinds.has('success') || runbook.facts.purpose === 'diagnosis', goesWrong.some((kind) => kinds.has(kind))]).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('changes nothing in a dry run, by what it reads like (000-15)', () => {
    const proof = proofByReading({ runbooks: LIBRARY.map((each) => each.runbook), prefix: 'edi-prod' }, runbook);
    expect([proof.faults, proof.violations, proof.unreached]).toEqual([[], [], []]);
  });
});
