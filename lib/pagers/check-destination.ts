import type { Pager, PagerDestination } from './pager';

/** What an operator stored for a pager, as it was read: a value may have come with blanks or the end of a line. */
export interface StoredDestination {
  readonly key?: string;
  readonly url?: string;
}

/**
 * The destination that was stored, or everything that is wrong with it. No text holds a stored value: it goes to logs and dead letters.
 *
 * @param names of the two parameters
 */
export function checkDestination(
  { takes, title }: Pick<Pager, 'takes' | 'title'>,
  stored: StoredDestination,
  names: Readonly<Record<'key' | 'url', string>>,
): { readonly destination: PagerDestination } | { readonly problems: readonly string[] } {
  const read = (member: 'key' | 'url') => (takes[member] === 'unused' ? undefined : stored[member]?.trim() || undefined);
  const [key, url] = [read('key'), read('url')];
  const missing = (['key', 'url'] as const).filter((member) => takes[member] === 'needed' && read(member) === undefined);
  const problems = [
    ...missing.map((member) => `${title} needs what ${names[member]} should hold, and nothing is stored there`),
    // A line break would end a header and begin another.
    ...(key !== undefined && !/^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(key) ? [`${names.key} holds characters that no key has`] : []),
    ...(url !== undefined && !isSecureAddress(url) ? [`${names.url} holds no address that begins with https:// and has neither user nor password`] : []),
  ];
  return problems.length > 0 ? { problems } : { destination: { key: key ?? '', ...(url !== undefined && { url }) } };
}

/** Whatever else it is: the key never leaves unencrypted. */
function isSecureAddress(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text);
    return protocol === 'https:' && username === '' && password === '';
  } catch {
    return false;
  }
}
