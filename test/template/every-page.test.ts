import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM, PageLooker } from '../helpers/look-at-page';
import { shippedPreviews } from '../helpers/shipped-previews';
import { writeShippedSite } from '../helpers/shipped-site';

const inBrowser = CHROMIUM === undefined ? describe.skip : describe;
const because = CHROMIUM === undefined ? ' (SKIPPED: there is no Chromium on this machine; apt-get install chromium)' : '';

inBrowser(`in Chromium, at 390 and 1440 pixels, light and dark, nothing is empty, cut, overlapping or unnamed${because}`, () => {
  const looker = new PageLooker();
  let directory: string;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'day2-every-page-'));
    await looker.start();
  });
  afterAll(async () => {
    await looker.end();
    rmSync(directory, { recursive: true, force: true });
  });

  test('in any preview of a dashboard', async () => {
    const faults: string[] = [];
    for (const { file, content } of await shippedPreviews('portal-outage-mitigated')) {
      writeFileSync(join(directory, file), content);
      faults.push(...(await looker.faultsOf({ file: join(directory, file) })).map((fault) => `${file}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });

  test('in one of each kind of page of the handover', async () => {
    const site = join(directory, 'site');
    writeShippedSite(site);
    const faults: string[] = [];
    for (const name of [
      'index',
      'triage-workflow',
      'capacity-plan',
      'runbook-edi-deliver-failing',
      'docs-how-to-handle-an-incident.md',
      'docs-edi-platform.md',
    ])
      faults.push(...(await looker.faultsOf({ file: join(site, `${name}.html`) })).map((fault) => `${name}: ${fault}`));
    expect(faults).toEqual([]);
  });
});
