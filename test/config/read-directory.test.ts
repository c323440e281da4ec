import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfiguration } from '../../lib/config/load';
import { filesOnDisk } from '../../lib/config/read-directory';

describe('a configuration on disk', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'day2-config-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const problems = (path: string) =>
    loadConfiguration({ directory: path, ...filesOnDisk }).problems.map(({ code, what }) => `${code} ${what.replaceAll(directory, 'DIR')}`);

  test('that is not there is two problems, not a crash', () => {
    expect(problems(join(directory, 'nowhere'))).toEqual([
      'CFG001 DIR/nowhere/environments does not exist',
      'CFG001 DIR/nowhere/operations.yaml does not exist',
    ]);
  });

  test('with a directory where a file should be is a problem', () => {
    mkdirSync(join(directory, 'operations.yaml'));
    writeFileSync(join(directory, 'environments'), '');
    expect(problems(directory)).toEqual(['CFG001 DIR/environments is not a directory', 'CFG001 DIR/operations.yaml is a directory']);
  });

  test('that is not UTF-8 is refused, not read with replaced characters', () => {
    mkdirSync(join(directory, 'environments'));
    writeFileSync(join(directory, 'operations.yaml'), Buffer.from('application: edi\n', 'utf16le'));
    writeFileSync(join(directory, 'environments/prod.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xff]));
    expect(problems(directory)).toContain('CFG001 DIR/environments/prod.yaml is not UTF-8 text');
  });
});
