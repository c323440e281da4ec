#!/usr/bin/env bash
# @microsoft/api-extractor 7.60.1
#
# An entry point that stands anywhere below a folder `node_modules` counts as external. The report of such a package, of one that was built into a
# scratch folder there or unpacked from its archive to be compared, has the names of what is exported and none of its declarations: a changed signature
# changes nothing. There is no warning, and the run succeeds.
#
# Seen: the declaration of `greet` in the report of `built/index.d.ts`, and only its name in that of `node_modules/greeting/index.d.ts`, the same file.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @microsoft/api-extractor@7.60.1 >/dev/null
cat > report.js <<'JS'
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Extractor, ExtractorConfig } = require('@microsoft/api-extractor');
function reported(folder) {
  mkdirSync(join(folder, 'reports'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "greeting", "version": "1.0.0", "types": "index.d.ts" }');
  writeFileSync(join(folder, 'tsconfig.json'), '{ "files": ["index.d.ts"] }');
  writeFileSync(join(folder, 'index.d.ts'), '/** Says hello. @public */\nexport declare function greet(name: string): string;\n');
  const configObject = {
    projectFolder: folder,
    mainEntryPointFilePath: join(folder, 'index.d.ts'),
    compiler: { tsconfigFilePath: join(folder, 'tsconfig.json') },
    apiReport: { enabled: true, reportFileName: 'greeting.api.md', reportFolder: join(folder, 'reports'), reportTempFolder: join(folder, 'reports') },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
  };
  const config = ExtractorConfig.prepare({ configObject, configObjectFullPath: undefined, packageJsonFullPath: join(folder, 'package.json') });
  const { succeeded, warningCount } = Extractor.invoke(config, { localBuild: true, showVerboseMessages: false, messageCallback: (message) => (message.logLevel = 'none') });
  const text = readFileSync(join(folder, 'reports', 'greeting.api.md'), 'utf8');
  return `${succeeded ? 'succeeded' : 'failed'}, ${warningCount} warnings, declaration ${text.includes('greet(name: string): string') ? 'there' : 'missing'}`;
}
console.log(`built: ${reported(join(process.cwd(), 'built'))}`);
console.log(`node_modules: ${reported(join(process.cwd(), 'node_modules', 'greeting'))}`);
JS
seen=$(node report.js 2>/dev/null | grep -E '^(built|node_modules)')
echo "$seen"
[ "$seen" = "$(printf 'built: succeeded, 0 warnings, declaration there\nnode_modules: succeeded, 0 warnings, declaration missing')" ] || { echo "not as it was seen before"; exit 1; }
