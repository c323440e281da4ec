// Whether this is a checkout or a package can only be seen on disk.
// oxlint-disable-next-line import/no-nodejs-modules
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';

/** The functions of day2, by the folder of their source. */
export const HANDLER_NAMES = ['budget-ledger'] as const;
export type HandlerName = (typeof HANDLER_NAMES)[number];

/** `lib/` in a checkout, `dist/lib/` in a package. */
const LIB = join(__dirname, '..');
/** File of a bundle; its handler is `index.handler`. */
export const BUNDLE_FILE = 'index.js';

const bundles = new Map<HandlerName, string>();

/**
 * The code of a function. A package brings it built, so that nobody who uses day2 needs a bundler; in a checkout it
 * is bundled when an app is synthesized. Both are the same bytes, and the hash of the asset is the hash of the bytes.
 */
export function handlerCode(name: HandlerName): Code {
  const built = join(LIB, '..', 'handlers', name);
  if (existsSync(join(built, BUNDLE_FILE))) return Code.fromAsset(built);
  return Code.fromAsset(join(LIB, 'handlers', name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-used'),
      local: {
        tryBundle: (directory) => {
          writeFileSync(join(directory, BUNDLE_FILE), bundleHandler(name));
          return true;
        },
      },
    },
  });
}

/**
 * A handler and everything it imports as one CommonJS file, but for the clients of AWS, which the runtime brings. The
 * same sources give the same bytes wherever they are.
 *
 * @throws Error when the sources cannot be bundled
 */
export function bundleHandler(name: HandlerName): string {
  const known = bundles.get(name);
  if (known !== undefined) return known;
  // A development dependency: only reached in a checkout.
  const { buildSync } = require('esbuild') as typeof import('esbuild');
  const { outputFiles } = buildSync({
    absWorkingDir: join(LIB, '..'),
    entryPoints: [join(LIB, 'handlers', name, 'handler.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['@aws-sdk/*'],
    charset: 'utf8',
    tsconfigRaw: {},
    logLevel: 'silent',
  });
  const text = outputFiles[0]!.text;
  bundles.set(name, text);
  return text;
}
