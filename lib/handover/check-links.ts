import { posix } from 'node:path';
import type { HandoverFile } from './build-documents';
import { anchorOf } from './markdown';

/** A link that leads nowhere. */
export interface DeadLink {
  /** The document it stands in. */
  readonly path: string;
  /** As it is written. */
  readonly link: string;
  readonly why: string;
}

/**
 * Links of documents that lead nowhere: to a file that is neither one of them nor in the repository, or to a heading that the document
 * does not have. Addresses are not asked for.
 *
 * @param exists whether the repository has a file, by its path from the root
 */
export function deadLinks(files: readonly HandoverFile[], exists: (path: string) => boolean): readonly DeadLink[] {
  const contents = new Map(files.map(({ path, content }) => [posix.normalize(path), content]));
  return files.flatMap(({ path, content }) =>
    [...withoutFences(content).matchAll(/(?<!\\)\]\(([^)\s]*)\)/g)].flatMap(([, link = '']): DeadLink[] => {
      if (/^https?:/.test(link)) return [];
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? posix.normalize(path) : posix.normalize(posix.join(posix.dirname(path), file));
      const text = contents.get(target);
      if (text === undefined) return exists(target) ? [] : [{ path, link, why: `there is no ${target}` }];
      if (anchor === undefined || anchorsOf(text).includes(anchor)) return [];
      return [{ path, link, why: `${target} has no heading #${anchor}` }];
    }),
  );
}

/** The anchors of headings. */
function anchorsOf(markdown: string): readonly string[] {
  return [...withoutFences(markdown).matchAll(/^#{2,3} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading.replaceAll('\\', '')));
}

function withoutFences(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```$/gm, '');
}
