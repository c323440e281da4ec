/** Pages opened in a browser without a network, and asked what is wrong with them. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Browser, type Page } from 'puppeteer-core';

/** Where Debian's package puts it; undefined where there is none. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));

/** Sizes and colour schemes every page is looked at in. */
export const LOOKS = [
  { width: 1_440, scheme: 'light' },
  { width: 390, scheme: 'light' },
  { width: 390, scheme: 'dark' },
  { width: 1_440, scheme: 'dark' },
] as const;

/** A picture of a part of a page. */
interface Photograph {
  readonly file: string;
  /** File of the picture, PNG. */
  readonly picture: string;
  /** Selector of the element it begins with. */
  readonly from: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

const PROBES = readFileSync(join(__dirname, 'page-probes.js'), 'utf8');
/** Read when it is used: most of a megabyte. */
const axe = () => readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** One browser for all pages of a test file. */
export class PageLooker {
  readonly #profile = mkdtempSync(join(tmpdir(), 'day2-chromium-'));
  #browser: Browser | undefined;

  async start(): Promise<void> {
    this.#browser = await launch({ executablePath: CHROMIUM, headless: true, userDataDir: this.#profile, args: FLAGS });
  }

  async end(): Promise<void> {
    await this.#browser?.close();
    rmSync(this.#profile, { recursive: true, force: true });
  }

  /** Photographs a page on a light screen, from the first element that a selector finds on. */
  async photograph({ file, picture, from, width, height }: Photograph): Promise<void> {
    const page = await this.#browser!.newPage();
    await show(page, { width, scheme: 'light' });
    await page.goto(`file://${file}`);
    const y = (await page.evaluate(`document.querySelector(${JSON.stringify(from)}).getBoundingClientRect().top + scrollY`)) as number;
    await page.screenshot({ path: picture as `${string}.png`, captureBeyondViewport: true, clip: { x: 0, y, width, height } });
    await page.close();
  }

  /**
   * Opens a page and says everything that is wrong with it, in every look; closed parts of it are opened.
   *
   * @param url a file, or the text of a page
   * @param looks axe is asked in the first and the third: what it finds depends on size and on colours
   */
  async faultsOf(url: { readonly file: string } | { readonly text: string }, use: (page: Page) => Promise<void> = async () => {}): Promise<readonly string[]> {
    const page = await this.#browser!.newPage();
    const faults: string[] = [];
    page.on('console', (message) => ['error', 'warn'].includes(message.type()) && faults.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => faults.push(`error: ${String(error)}`));
    page.on('request', (request) => /^(?:file|about|data):/.test(request.url()) || faults.push(`request: ${request.url()}`));
    try {
      await show(page, LOOKS[0]);
      if ('file' in url) await page.goto(`file://${url.file}`);
      else await page.setContent(url.text);
      await page.evaluate('for (const part of document.querySelectorAll("details")) part.open = true');
      await page.evaluate(axe());
      for (const [index, look] of LOOKS.entries()) {
        await show(page, look);
        const found = [...((await page.evaluate(PROBES)) as string[]), ...(index % 2 === 0 ? await axeFaults(page) : [])];
        faults.push(...found.map((fault) => `${look.width} ${look.scheme}: ${fault}`));
      }
      await use(page);
    } finally {
      await page.close();
    }
    return faults;
  }
}

async function show(page: Page, { width, scheme }: { readonly width: number; readonly scheme: string }): Promise<void> {
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
}

interface AxeViolation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

async function axeFaults(page: Page): Promise<readonly string[]> {
  const violations = (await page.evaluate(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)`)) as readonly AxeViolation[];
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) => `axe ${id} at ${nodes.length} places: ${nodes[0]!.html.slice(0, 160)} ${nodes[0]!.failureSummary.replaceAll('\n', ' ').slice(0, 200)}`,
    );
}
