import { accountClientOf } from '../../../lib/cli/account/scenario-account';
import { parseOverride } from '../../../lib/incident/use-cases/automation-override';
import { accountOfOnly } from '../../helpers/accounts';
import { runCommand } from '../../helpers/recording-terminal';
import { accountOf } from '../../helpers/simulated-account';

const NAME = '/shop-prod/automation/override';
const account = accountOf({ Override: { Type: 'AWS::SSM::Parameter', Properties: { Name: NAME, Type: 'String', Value: 'off' } } });
const client = accountClientOf(account);
const override = (...words: string[]) => runCommand(['automation', 'override', ...words, '--config', 'test/config/base', '--env', 'prod'], {}, client);

test('who takes over says who, why and until when; the parameter says it to everything that runs by itself (002-70)', async () => {
  expect((await override('show')).output).toContain('off');
  const on = await override('on', '--by', 'ana', '--reason', 'we look ourselves', '--until', '2099-01-01T00:00:00Z');
  expect([on.exitCode, on.output]).toEqual([
    0,
    'prod: overridden by ana until 2099-01-01T00:00:00Z (Thu 01:00): we look ourselves\nin brackets: local time in Europe/Berlin\n',
  ]);
  const writes = account.log.flatMap((entry) => (entry.kind === 'call' && entry.operation === 'PutParameter' ? [entry.input] : []));
  expect(parseOverride(String(writes[0]!.Value))).toMatchObject({ by: 'ana', reason: 'we look ourselves', until: Date.UTC(2099, 0, 1) });
  expect(writes[0]).toMatchObject({ Description: 'ana: we look ourselves' });
  expect((await override('show')).output).toContain('overridden by ana from');
  expect(JSON.parse((await override('show', '--json')).output)).toMatchObject({ state: 'on', by: 'ana' });
  await override('off', '--by', 'ana', '--reason', 'found it');
  expect((await override('show')).output).toContain('off: what heals by itself may start');
});

test('a stranger, an instant that is over and a missing reason are refused, and nothing is written', async () => {
  const before = account.log.length;
  const stranger = await override('on', '--by', 'eve', '--reason', 'x', '--until', '2099-01-01T00:00:00Z');
  const over = await override('on', '--by', 'ana', '--reason', 'x', '--until', '2020-01-01T00:00:00Z');
  const silent = await override('off', '--by', 'ana');
  expect([stranger.exitCode, over.exitCode, silent.exitCode]).toEqual([1, 2, 2]);
  expect(over.errors).toContain('--until 2020-01-01T00:00:00Z is over');
  expect(account.log.length).toBe(before);
});

test('what cannot be read counts as an override, and says so', async () => {
  const empty = accountOfOnly({ parameters: async () => ({ send: async () => ({ $metadata: {}, Parameters: [] }) }) as never });
  const shown = await runCommand(['automation', 'override', 'show', '--config', 'test/config/base', '--env', 'prod'], {}, empty);
  expect(shown.output).toContain('counts as an override');
});
