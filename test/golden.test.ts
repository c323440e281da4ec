import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenFiles } from '../scripts/golden';

describe('golden files', () => {
  test.each(goldenFiles().map((file) => [file.path, file] as const))('%s is what the code makes of it (npm run golden rewrites it)', (path, file) => {
    const inRepository = join(__dirname, '..', path);
    const written = existsSync(inRepository) ? readFileSync(inRepository, 'utf8') : '';
    expect(written).toBe(file.content());
  });
});
