import { DASHBOARD_IN_ADDRESS, isConsole, nameInAddress } from '../dashboard/links';

/** The dashboards of a preview and their pages, by name and region. */
export class PreviewedPages {
  readonly #pages: readonly { readonly name: string; readonly region: string; readonly file: string }[];

  constructor(pages: readonly { readonly name: string; readonly region: string; readonly file: string }[]) {
    this.#pages = pages;
  }

  /** The page of the dashboard that an address of the console leads to; where two have its name, that of the region it names. */
  pageOf(address: string): string | undefined {
    const name = isConsole(address) ? nameInAddress(address, DASHBOARD_IN_ADDRESS) : undefined;
    const named = this.#pages.filter((page) => page.name === name);
    const [, region] = /[?&]region=([a-z0-9-]+)/.exec(address) ?? [];
    return (named.find((page) => page.region === region) ?? named[0])?.file;
  }
}
