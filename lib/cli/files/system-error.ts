/** The words of a system error: `ENOENT` and the like as a sentence where they are common, their code otherwise. */
export function systemErrorText(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or directory',
    EISDIR: 'this is a directory',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'a part of the path is a file',
    EACCES: 'permission is denied',
    ENOSPC: 'there is no space left',
    EROFS: 'the file system is read-only',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'this is not UTF-8 text',
  };
  return words[code] ?? code;
}
