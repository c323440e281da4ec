#!/usr/bin/env bash
# zod 4.6.7, esbuild 0.28.2
#
# A function that imports `{ z }` from zod is bundled with every part of it, translations of messages into all languages included: `z` is a
# namespace object that is exported as a value, of which esbuild drops nothing. `import * as z` is the same namespace as far as the code can tell,
# and its unused parts are left out. For a function that starts cold this is the difference that counts.
#
# Seen: the same schema, bundled and minified, takes more than twice the bytes when `{ z }` is imported.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund zod@4.6.7 esbuild@0.28.2 >/dev/null
rest="export const read = (value) => z.object({ id: z.string(), at: z.number() }).parse(value);"
bytes() {
  echo "$1 $rest" > input.mjs
  ./node_modules/.bin/esbuild input.mjs --bundle --minify --platform=node --format=cjs --log-level=error | wc -c
}
named=$(bytes "import { z } from 'zod';")
namespace=$(bytes "import * as z from 'zod';")
echo "named: $((named / 1000)) kB; namespace: $((namespace / 1000)) kB"
[ "$named" -gt $((2 * namespace)) ] || { echo "not as it was seen before"; exit 1; }
