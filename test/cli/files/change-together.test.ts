import fs, { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { changeTogether, type FileChange } from '../../../lib/cli/files/change-together';
import { ProblemsError } from '../../../lib/problems/problem';

let scratch: string;
beforeEach(() => (scratch = mkdtempSync(join(tmpdir(), 'day2-together-'))));
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(scratch, { recursive: true, force: true });
});

const at = (name: string) => join(scratch, name);
const append = (name: string, text: string): FileChange => ({ file: at(name), content: (before) => `${before?.toString() ?? ''}${text}` });

/** Every file below the scratch folder with its content. */
function files(): Record<string, string> {
  const entries = readdirSync(scratch, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(entries.map(({ parentPath, name }) => [relative(scratch, join(parentPath, name)), readFileSync(join(parentPath, name), 'utf8')]));
}

const problemsOf = (work: () => void) => {
  try {
    work();
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems;
    throw error;
  }
  throw new Error('nothing was thrown');
};

test('files are changed, and missing ones made with their folders; nothing else is left', () => {
  writeFileSync(at('a'), 'one\n');
  changeTogether([append('a', 'two\n'), append('new/folder/b', 'first\n')]);
  expect(files()).toEqual({ a: 'one\ntwo\n', 'new/folder/b': 'first\n' });
});

test('a file that is to stay as it is stays, and needs no change of the other', () => {
  writeFileSync(at('a'), 'one');
  changeTogether([{ file: at('a'), content: () => undefined }, append('b', 'first')]);
  expect(files()).toEqual({ a: 'one', b: 'first' });
});

test('permissions stay, and a link stays a link', () => {
  writeFileSync(at('a'), 'one');
  chmodSync(at('a'), 0o640);
  symlinkSync(at('a'), at('link'));
  changeTogether([append('link', ' two')]);
  expect([readFileSync(at('a'), 'utf8'), statSync(at('a')).mode & 0o777, fs.lstatSync(at('link')).isSymbolicLink()]).toEqual(['one two', 0o640, true]);
});

describe('what cannot be written leaves everything as it was', () => {
  beforeEach(() => writeFileSync(at('a'), 'one'));
  const before = { a: 'one' };

  test.each([
    ['a directory', 'folder', /^this is a directory$/],
    ['a place below a file', 'a/b', /^a part of the path is a file$/],
  ])('%s', (_, name, received) => {
    mkdirSync(at('folder'));
    const problems = problemsOf(() => changeTogether([append('a', ' two'), append(name, 'x')]));
    expect(problems).toMatchObject([{ code: 'OUT002', where: { file: at(name) }, received: expect.stringMatching(received) }]);
    expect(files()).toEqual(before);
  });

  test('a device', () => {
    expect(problemsOf(() => changeTogether([append('a', ' two'), { file: '/dev/null', content: () => 'x' }]))).toMatchObject([
      { code: 'OUT002', received: 'this is not a regular file' },
    ]);
    expect(files()).toEqual(before);
  });

  test('content that is refused after the first file was prepared', () => {
    const refused = () => {
      throw new Error('refused');
    };
    expect(() => changeTogether([append('a', ' two'), { file: at('b'), content: refused }])).toThrow('refused');
    expect(files()).toEqual(before);
  });

  test('a file that another run is writing, whose lock is left alone', () => {
    writeFileSync(at('b.day2-new'), 'half');
    expect(problemsOf(() => changeTogether([append('a', ' two'), append('b', 'x')]))).toMatchObject([
      { code: 'OUT002', received: expect.stringContaining('b.day2-new: another run is at work') },
    ]);
    expect(files()).toEqual({ ...before, 'b.day2-new': 'half' });
  });
});

describe('whatever call of the file system fails', () => {
  const CALLS = [
    'realpathSync',
    'statSync',
    'accessSync',
    'openSync',
    'readFileSync',
    'writeFileSync',
    'fchmodSync',
    'copyFileSync',
    'fsyncSync',
    'renameSync',
  ] as const;
  const full = () => Object.assign(new Error('full'), { code: 'ENOSPC' });

  const cases = CALLS.flatMap((call) => [1, 2, 3, 4].map((count) => [call, count] as const));
  test.each(cases)('%s, the call number %d: both files change or none', (call, count) => {
    writeFileSync(at('a'), 'one');
    writeFileSync(at('b'), 'first');
    const original = fs[call] as (...parameters: unknown[]) => unknown;
    let calls = 0;
    jest.spyOn(fs, call as 'renameSync').mockImplementation((...parameters: unknown[]) => {
      calls += 1;
      if (calls === count) throw full();
      return original(...parameters);
    });
    let problems: unknown;
    try {
      changeTogether([append('a', ' two'), append('b', ' second')]);
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error;
      problems = error.problems;
    }
    jest.restoreAllMocks();
    if (calls < count) expect([problems, files()]).toEqual([undefined, { a: 'one two', b: 'first second' }]);
    else expect([problems, files()]).toEqual([[expect.objectContaining({ code: 'OUT002', received: 'there is no space left' })], { a: 'one', b: 'first' }]);
  });

  test('mkdirSync, for a file in a folder that is not there yet: the other file does not change', () => {
    writeFileSync(at('a'), 'one');
    jest.spyOn(fs, 'mkdirSync').mockImplementation(() => {
      throw full();
    });
    const problems = problemsOf(() => changeTogether([append('a', ' two'), append('folder/b', 'x')]));
    jest.restoreAllMocks();
    expect([problems, files()]).toEqual([[expect.objectContaining({ code: 'OUT002', received: 'there is no space left' })], { a: 'one' }]);
  });

  test('every one of these calls is made', () => {
    writeFileSync(at('a'), 'one');
    const spies = CALLS.map((call) => jest.spyOn(fs, call as 'renameSync'));
    changeTogether([append('a', ' two')]);
    expect(spies.map((spy) => spy.mock.calls.length > 0)).toEqual(CALLS.map(() => true));
  });

  test('a new file is taken away again when the other cannot take its place', () => {
    writeFileSync(at('b'), 'first');
    const { renameSync } = fs;
    jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      if (String(to) === at('b')) throw full();
      renameSync(from, to);
    });
    problemsOf(() => changeTogether([append('a', 'one'), append('b', ' second')]));
    expect(files()).toEqual({ b: 'first' });
  });

  test('what cannot be put back is said, and what it held is kept', () => {
    writeFileSync(at('a'), 'one');
    writeFileSync(at('b'), 'first');
    const { renameSync } = fs;
    let calls = 0;
    jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      calls += 1;
      if (calls > 1) throw full();
      renameSync(from, to);
    });
    const problems = problemsOf(() => changeTogether([append('a', ' two'), append('b', ' second')]));
    expect(problems).toMatchObject([{ code: 'OUT004', where: { file: at('a') }, change: `put ${at('a')}.day2-before in its place` }]);
    expect(files()).toEqual({ a: 'one two', 'a.day2-before': 'one', b: 'first' });
  });
});

test('the lock of a run that begins while the last file is put in its place is left alone', () => {
  const { renameSync } = fs;
  jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    renameSync(from, to);
    if (String(to) === at('a')) writeFileSync(at('a.day2-new'), 'of another run');
  });
  changeTogether([append('a', 'one'), append('b', 'first')]);
  expect(files()).toEqual({ a: 'one', 'a.day2-new': 'of another run', b: 'first' });
});

test('a second run that starts while the first one reads is refused, and the first one is not disturbed', () => {
  let second: unknown;
  const first: FileChange = {
    file: at('b'),
    content: () => {
      second = problemsOf(() => changeTogether([append('b', 'second'), append('a', 'second')]));
      return 'first';
    },
  };
  changeTogether([append('a', 'first'), first]);
  expect([second, files()]).toEqual([[expect.objectContaining({ code: 'OUT002' })], { a: 'first', b: 'first' }]);
  expect(existsSync(at('b.day2-new'))).toBe(false);
});
