import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM, PageLooker } from '../helpers/look-at-page';
import { shippedPreviews } from '../helpers/shipped-previews';

const inBrowser = CHROMIUM === undefined ? describe.skip : describe;
const because = CHROMIUM === undefined ? ' (SKIPPED: there is no Chromium on this machine; apt-get install chromium)' : '';

inBrowser(`previews in Chromium, at 390 and 1440 pixels, light and dark${because}`, () => {
  test('none of a dashboard has anything empty, cut, overlapping or unnamed', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'day2-previews-'));
    const looker = new PageLooker();
    const faults: string[] = [];
    try {
      await looker.start();
      for (const { file, content } of await shippedPreviews('portal-outage-mitigated')) {
        writeFileSync(join(directory, file), content);
        faults.push(...(await looker.faultsOf({ file: join(directory, file) })).map((fault) => `${file}: ${fault}`));
      }
    } finally {
      await looker.end();
      rmSync(directory, { recursive: true, force: true });
    }
    expect(faults).toEqual([]);
  });
});
