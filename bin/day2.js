#!/usr/bin/env node
'use strict';

// In a checkout the sources are here and run as they are, so that `npx day2` needs no build; a package has only what
// was built from them.

const { existsSync } = require('node:fs');
const { join } = require('node:path');

const sources = join(__dirname, 'day2.ts');

if (existsSync(sources)) {
  require('tsx/cjs');
  require(sources);
} else {
  require('../dist/bin/day2.js');
}
