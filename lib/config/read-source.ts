import type { Problem } from '../problems/problem';
import { readYaml, type YamlSource } from './yaml-source';

/** Access to files; both functions throw when they cannot answer. */
export interface ConfigurationFiles {
  /** Content of a file as text. */
  readonly readFile: (path: string) => string;
  /** Names, without directories, of what is in a directory. */
  readonly listFiles: (directory: string) => readonly string[];
}

/** A YAML file as it was read: no source when it could not be. */
export interface ReadSource {
  readonly source?: YamlSource;
  readonly problems: Problem[];
  /** Bytes of its text; 0 when there is none. */
  readonly bytes: number;
}

/** Reads one YAML file; what stops it is a problem. */
export function readSource(file: string, files: ConfigurationFiles): ReadSource {
  let text: string;
  try {
    text = files.readFile(file);
  } catch (error) {
    return { problems: [unreadable(file, error)], bytes: 0 };
  }
  return { ...readYaml(file, text), bytes: Buffer.byteLength(text) };
}

/** True for a file that may be left out, and is: neither it nor perhaps its directory exists. What exists and cannot be read is not missing. */
export function isMissing(file: string, files: ConfigurationFiles): boolean {
  try {
    files.readFile(file);
    return false;
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'is not a directory',
  EISDIR: 'is a directory',
  EACCES: 'may not be read by this user',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not UTF-8 text',
};

/** The problem of a file or directory that could not be opened. */
export function unreadable(file: string, error: unknown): Problem {
  const code = codeOf(error);
  return {
    code: 'CFG001',
    level: 'error',
    where: { file },
    what: `${file} ${REASONS[code] ?? `cannot be read (${code === '' ? String(error) : code})`}`,
    change: 'name the directory of the configuration with --config, or restore the file',
  };
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
