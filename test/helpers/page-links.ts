import { posix } from 'node:path';

/** Links of pages that lead to no page among them, or to no element of one; addresses of the network are left out. */
export function deadPageLinks(pages: readonly { readonly file: string; readonly content: string }[]): readonly string[] {
  const ids = new Map(pages.map(({ file, content }) => [file, new Set([...content.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))]));
  return pages.flatMap(({ file, content }) =>
    hrefsOf(content).flatMap((href) => {
      if (href.startsWith('https:')) return [];
      const [path = '', id] = href.split('#');
      const target = ids.get(path === '' ? file : posix.join(posix.dirname(file), path));
      return target === undefined || (id !== undefined && !target.has(decodeURIComponent(id))) ? [`${file}: ${href}`] : [];
    }),
  );
}

/** Where the links of a page lead. */
export function hrefsOf(content: string): readonly string[] {
  return [...content.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));
}
