import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { API_REPORT, namesInIndex, namesInReport } from '../scripts/api-report';
import { goldenFiles } from '../scripts/golden';

describe('golden files', () => {
  test.each(goldenFiles().map((file) => [file.path, file] as const))('%s is what the code makes of it (npm run golden rewrites it)', (path, file) => {
    const inRepository = join(__dirname, '..', path);
    const written = existsSync(inRepository) ? readFileSync(inRepository, 'utf8') : '';
    expect(written).toBe(file.content());
  });
});

test('the report on the public surface has every name that is exported, and no other: npm run golden rewrites it, test/template/package compares the types', () => {
  const textOf = (path: string) => readFileSync(join(__dirname, '..', path), 'utf8');
  const exported = namesInIndex(textOf('lib/index.ts'));
  expect(exported).toContain('SloAlarms');
  expect(namesInReport(textOf(API_REPORT))).toEqual(exported);
});
