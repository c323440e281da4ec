import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Synthesizes the shipped app once for all template tests, the way the CDK's own command starts it, with every
 * validation on. Tests read the result and copy it before they change anything. `npm run check` has just synthesized it and
 * names it in DAY2_SYNTHESIZED, so that it is not done twice.
 */
export default function synthesize(): void {
  const { DAY2_SYNTHESIZED: synthesized } = process.env;
  if (synthesized !== undefined) {
    process.env.DAY2_TEST_ASSEMBLY = resolve(synthesized);
    return;
  }
  const directory = mkdtempSync(join(tmpdir(), 'day2-template-tests-'));
  const { app, context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { app: string; context: object };
  const { CDK_VALIDATION: _, ...environment } = process.env;
  const result = spawnSync(app, {
    shell: true,
    encoding: 'utf8',
    env: { ...environment, CDK_OUTDIR: directory, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  if (result.status !== 0) throw new Error(`the shipped app cannot be synthesized:\n${result.stdout}${result.stderr}`);
  process.env.DAY2_TEST_ASSEMBLY = directory;
}
