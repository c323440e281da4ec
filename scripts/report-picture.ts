/**
 * Writes the picture of a report into the README: a shipped scenario is played, its report opened in Chromium, and what happened photographed. Not part of
 * `npm run golden`: letters differ from machine to machine, so it is made anew when the report looks different. `npx tsx scripts/report-picture.ts`
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PageLooker } from '../test/helpers/look-at-page';

const SCENARIO = 'portal-outage-acknowledged';
const PICTURE = 'docs/report.png';
const WIDTH = 1_200;
const HEIGHT = 1_050;

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'day2-picture-'));
  const file = join(directory, 'report.html');
  const looker = new PageLooker();
  try {
    const { status } = spawnSync(process.execPath, ['bin/day2.js', 'gameday', SCENARIO, '--html', file], { stdio: 'inherit' });
    if (status !== 0) throw new Error(`${SCENARIO} did not pass: the picture stays as it is`);
    await looker.start();
    await looker.photograph({ file, picture: PICTURE, from: 'section h3', width: WIDTH, height: HEIGHT });
  } finally {
    await looker.end();
    rmSync(directory, { recursive: true, force: true });
  }
}

void main();
