import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { processTerminal, type OutputStream } from '../../lib/cli/process-terminal';

const CLEAR = '\r\u001b[K';

/** Two streams that write to one screen, as a terminal's do, and an input that is typed at it or piped. */
function screen(isTTY = true, isTyped = isTTY) {
  const written: string[] = [];
  const stream = () => Object.assign(new EventEmitter(), { isTTY, write: (text: string) => written.push(text) });
  const [output, errors] = [stream(), stream()];
  const input = Object.assign(new PassThrough(), { isTTY: isTyped });
  return { terminal: processTerminal(output as OutputStream, errors as OutputStream, {}, input), written, output, errors, input };
}

describe('progress', () => {
  test('rewrites its own line', () => {
    const { terminal, written } = screen();
    terminal.printProgress('08:00');
    terminal.printProgress('14:00');
    expect(written).toEqual([`${CLEAR}08:00`, `${CLEAR}14:00`]);
  });

  test.each(['print', 'printError'] as const)('is taken away before %s, once', (print) => {
    const { terminal, written } = screen();
    terminal.printProgress('08:00, a long line');
    terminal[print]('short');
    terminal[print]('more');
    expect(written).toEqual([`${CLEAR}08:00, a long line`, CLEAR, 'short\n', 'more\n']);
  });

  test('is shown where errors go to a person', () => {
    expect(screen(true).terminal.isInteractive).toBe(true);
    expect(screen(false).terminal.isInteractive).toBe(false);
  });
});

test('has colours on a terminal, unless NO_COLOR is set to something or the terminal is dumb', () => {
  const hasColour = (isTTY: boolean, variables: Record<string, string>) => {
    const stream = Object.assign(new EventEmitter(), { isTTY, write: () => {} }) as OutputStream;
    return processTerminal(stream, stream, variables).hasColour;
  };
  expect([
    hasColour(true, {}),
    hasColour(true, { NO_COLOR: '' }),
    hasColour(true, { NO_COLOR: '1' }),
    hasColour(true, { TERM: 'dumb' }),
    hasColour(false, {}),
  ]).toEqual([true, true, false, false, false]);
});

describe('a question', () => {
  test('is put without a line break, and its answer is one line', async () => {
    const { terminal, written, input } = screen();
    const answer = terminal.ask!('Start it? ');
    input.write('yes\nand more\n');
    expect([await answer, written]).toEqual(['yes', ['Start it? ']]);
  });

  test('has no answer when the input ends', async () => {
    const { terminal, input } = screen();
    const answer = terminal.ask!('Start it? ');
    input.end();
    expect(await answer).toBeUndefined();
  });

  test.each([
    ['the input is no terminal', screen(true, false)],
    ['nobody sees it', screen(false, true)],
  ])('cannot be put where %s', (_, { terminal }) => expect(terminal.ask).toBeUndefined());
});

describe('a reader that stops reading', () => {
  test('ends the output and nothing else', () => {
    const { output, errors } = screen();
    const broken = Object.assign(new Error('broken pipe'), { code: 'EPIPE' });
    expect(() => output.emit('error', broken)).not.toThrow();
    expect(() => errors.emit('error', broken)).not.toThrow();
  });

  test('is the only error that is passed over', () => {
    const { output } = screen();
    expect(() => output.emit('error', Object.assign(new Error('disk full'), { code: 'ENOSPC' }))).toThrow('disk full');
  });

  // A process of its own, because only a real pipe breaks; the time is that of starting Node twice.
  test('day2 plan | head -1 prints one line and no stack trace', () => {
    const script = 'node bin/day2.js plan --env prod --json | head -1; echo "exit code ${PIPESTATUS[0]}"';
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['{\nexit code 0\n', '']);
  });
});
