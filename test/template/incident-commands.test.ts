import { runCommand } from '../helpers/recording-terminal';
import { shippedAssembly } from '../helpers/shipped-assembly';

const ask = (...commandLine: string[]) =>
  runCommand(['incident', ...commandLine, '--env', 'prod', '--scenario', 'scenarios/portal-full-outage.yaml', '--assembly', shippedAssembly()]);

test('incident list asks the account of a scenario as it asks a real one, at the point it has reached', async () => {
  const listed = await ask('list', '--until', '40m', '--service', 'partner-portal', '--json');
  expect([listed.exitCode, listed.errors]).toEqual([0, '']);
  const { at, incidents } = JSON.parse(listed.output);
  expect([at, incidents]).toEqual([
    '2026-03-02T08:40:00Z',
    [expect.objectContaining({ id: 'partner-portal-1', severity: 'S0', state: 'open', next: { at: '2026-03-02T09:02:29Z', tier: 3 } })],
  ]);
});

test('incident show, too', async () => {
  const { exitCode, output } = await ask('show', 'partner-portal-1', '--until', '40m');
  expect(exitCode).toBe(0);
  expect(output).toMatch(/^partner-portal-1: S0 critical, open, Partner portal\n/);
  expect(output).toMatch(
    / {2}tier 2 {2}2026-03-02T08:37:29Z \(Mon 09:37\) {2}paged {2}secondary-on-call, release-manager\n {2}tier 3 {2}2026-03-02T09:02:29Z \(Mon 10:02\) {2}due /,
  );
  expect(output).toMatch(/Error budget:\n {2}partner-portal\/availability: /);
});

test('--until after the end of the scenario is a usage error', async () => {
  expect(await ask('list', '--until', '9d')).toMatchObject({ exitCode: 2, errors: expect.stringMatching(/--until is after the end/) });
});
