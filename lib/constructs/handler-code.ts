// Whether this is a checkout or a package can only be seen on disk.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';

/** The functions of day2, by the folder of their source. */
export const HANDLER_NAMES = ['budget-ledger', 'incident-engine', 'pager-sender', 'request-intake'] as const;
export type HandlerName = (typeof HANDLER_NAMES)[number];

/** Set by bin/run-built.js, whose files lie elsewhere. */
declare const DAY2_LIB: string | undefined;

/** `lib/` in a checkout, `dist/lib/` in a package. */
const LIB = typeof DAY2_LIB === 'string' ? DAY2_LIB : join(__dirname, '..');
/** File of a bundle; its handler is `index.handler`. */
export const BUNDLE_FILE = 'index.js';

const bundles = new Map<HandlerName, string>();

/** Files that lie beside the code of a function, by name, such as `policy.json`; the function reads them from its own folder. */
export type HandlerData = Readonly<Record<string, string>>;

/**
 * The code of a function. A package brings it built, so that nobody who uses day2 needs a bundler; in a checkout it
 * is bundled when an app is synthesized. Both are the same bytes, and the hash of the asset is the hash of the bytes.
 *
 * @throws RangeError for data in the place of the code
 */
export function handlerCode(name: HandlerName, data: HandlerData = {}): Code {
  checkData(data);
  const built = join(LIB, '..', 'handlers', name);
  const isBuilt = existsSync(join(built, BUNDLE_FILE));
  const hasData = Object.keys(data).length > 0;
  if (isBuilt && !hasData) return Code.fromAsset(built);
  return Code.fromAsset(isBuilt ? built : join(LIB, 'handlers', name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-used'),
      // Nothing runs with it. The CDK bundles once for equal options, and functions do not count as such.
      ...(hasData && { environment: { ...data } }),
      local: {
        tryBundle: (directory) => {
          const bundle = isBuilt ? readFileSync(join(built, BUNDLE_FILE), 'utf8') : bundleHandler(name);
          for (const [file, text] of Object.entries({ ...data, [BUNDLE_FILE]: bundle })) writeFileSync(join(directory, file), text);
          return true;
        },
      },
    },
  });
}

function checkData(data: HandlerData): void {
  for (const file of Object.keys(data)) {
    if (file !== BUNDLE_FILE && /^\w[\w.-]*$/.test(file)) continue;
    throw new RangeError(`data has the file ${JSON.stringify(file)}: allowed is the name of a file other than ${BUNDLE_FILE}, without folders`);
  }
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
    // What a function is given when it is deployed lies beside its bundle (handlerCode).
    external: ['@aws-sdk/*', '*/policy.json'],
    charset: 'utf8',
    tsconfigRaw: {},
    logLevel: 'silent',
  });
  const text = outputFiles[0]!.text;
  bundles.set(name, text);
  return text;
}
