import type { ConfigurationFiles } from '../../lib/config/read-source';

/** Files by their path below a directory, as the loader of configurations wants them. */
export function filesInMemory(directory: string, files: ReadonlyMap<string, string>): ConfigurationFiles {
  const missing = (path: string) => Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
  return {
    readFile: (path) => {
      const text = files.get(path.slice(directory.length + 1));
      if (text === undefined) throw missing(path);
      return text;
    },
    listFiles: (path) => {
      const prefix = `${path.slice(directory.length + 1)}/`;
      const names = [...files.keys()].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
      if (names.length === 0) throw missing(path);
      return names;
    },
  };
}
