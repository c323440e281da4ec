import { readRunbooks } from '../../lib/cli/files/read-runbooks';
import { runCase } from '../../lib/rehearsal/run-case';
import type { FailingCall, RunbookCase } from '../../lib/rehearsal/runbook-case';
import { allSteps } from '../../lib/runbook/document/document';
import { effectOfOperation } from '../../lib/runbook/effects/effect-of-operation';
import { dueAt } from '../../lib/runbook/library/runbook';
import { MINUTE_MS } from '../../lib/time/time';
import { instantOfLocal, localTimeAt } from '../../lib/time/zoned-time';

const ALL = readRunbooks('runbooks');
const LIBRARY = { runbooks: ALL.map(({ runbook }) => runbook), prefix: 'edi-prod' };
const ASKING = ALL.filter(({ runbook }) => allSteps(runbook.document.steps).some(({ action }) => action === 'aws:approve'));
/** A day: longer than any runbook waits for an approval. */
const LONG_SECONDS = 86_400;

test('the runbooks that ask for an approval are those of high risk', () => {
  expect(ASKING.map(({ runbook }) => runbook.name)).toEqual(ALL.filter(({ runbook }) => runbook.facts.risk === 'high').map(({ runbook }) => runbook.name));
  expect(ASKING.length).toBeGreaterThan(5);
});

test.each(ASKING.map(({ runbook, cases }) => [runbook.name, runbook, cases] as const))(
  '%s: nobody approves, or one of two does, and every case that changed something times out without a change (F54, 002-73)',
  async (_name, runbook, cases) => {
    const changing = cases.filter(
      ({ expect: { status, writes }, people }) => status === 'Success' && writes.length > 0 && people.some(({ does }) => does === 'approve'),
    );
    expect(changing.length).toBeGreaterThan(0);
    for (const each of changing) {
      const first = each.people.filter(({ does }) => does === 'approve').slice(0, 1);
      for (const people of [[], first]) {
        const silent = await runCase(LIBRARY, runbook, { ...each, people, startAgainAtSeconds: [], forSeconds: LONG_SECONDS });
        const writes = silent.calls.filter(({ effect }) => effect === 'mutates').map(({ operation }) => operation);
        expect([each.id, silent.status, writes]).toEqual([each.id, 'TimedOut', []]);
      }
    }
  },
);

test('every runbook that asks for an approval takes the incident it is for: by it the next tier is found (F54)', () => {
  const without = ASKING.filter(({ runbook }) => !runbook.document.parameters.some(({ name }) => name === 'IncidentId'));
  expect(without.map(({ runbook }) => runbook.name)).toEqual([]);
});

/** They change nothing that a second run changes again, or their second run waits for an approval of its own. */
const WITHOUT_DOUBLE_START = ['check-certificates', 'find-old-access-keys', 'patch-critical', 'performance-issue', 'rotate-access-key'];

test('every other runbook has a case that starts it twice, with and without time between', () => {
  const without = ALL.filter(({ cases }) => !cases.some(({ kind, startAgainAtSeconds }) => kind === 'double start' && startAgainAtSeconds.length > 0));
  expect(without.map(({ runbook }) => runbook.name)).toEqual(WITHOUT_DOUBLE_START);
});

/** What a resource was read as, and is not there any more when it is to be changed: the change finds nothing, or somebody took it away. */
function vanishes({ failing, meanwhile }: RunbookCase): boolean {
  const isMissing = ({ service, operation, error }: FailingCall) =>
    /NotFound|NoSuch|NotExist|NonExistent/.test(error) && effectOfOperation(service, operation, {}).effect === 'mutates';
  return failing.some(isMissing) || meanwhile.some(({ account }) => account.some(({ members }) => members === undefined));
}

test('resources vanish between the read and the change in cases of these runbooks', () => {
  expect(ALL.filter(({ cases }) => cases.some(vanishes)).map(({ runbook }) => runbook.name)).toEqual([
    'database-failover',
    'isolate-credential',
    'restart-service',
    'restore-drill',
    'roll-back-deployment',
    'rotate-access-key',
    'rotate-secret',
  ]);
});

/** True when clocks are put forward or back between the local start and the end. */
function changesClocks({ Start: [start = ''] = [], TimeZone: [zone = 'UTC'] = [], Duration: [duration = ''] = [] }: RunbookCase['parameters']): boolean {
  const [, amount, unit] = /^PT(\d+)([HM])$/.exec(duration)!;
  const lasts = Number(amount) * (unit === 'H' ? 60 : 1) * MINUTE_MS;
  const from = Date.parse(`${start}:00Z`);
  return localTimeAt(instantOfLocal(from, zone) + lasts, zone) !== from + lasts;
}

test('a runbook that takes a local time has a case across a change of clocks', () => {
  const local = ALL.filter(({ runbook }) => runbook.document.parameters.some(({ name }) => name === 'TimeZone'));
  expect(local.map(({ runbook }) => runbook.name)).toEqual(['toggle-maintenance']);
  for (const { cases } of local) {
    expect(cases.filter(({ kind, parameters }) => kind === 'success' && changesClocks(parameters))).not.toEqual([]);
  }
});

test('critical patches are due exactly 24 hours after the finding, whatever clocks do (002-55)', () => {
  const { facts } = ALL.find(({ runbook }) => runbook.name === 'patch-critical')!.runbook;
  const found = Date.parse('2026-03-28T12:00:00Z');
  expect(dueAt(facts, found)).toBe(Date.parse('2026-03-29T12:00:00Z'));
  expect(ALL.filter(({ runbook }) => dueAt(runbook.facts, found) !== undefined).map(({ runbook }) => runbook.name)).toEqual(['patch-critical']);
});
