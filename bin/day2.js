#!/usr/bin/env node
'use strict';

// In a checkout the sources are here, and run without a step of their own; a package has only what was built from them.

const { existsSync } = require('node:fs');
const { join } = require('node:path');

if (existsSync(join(__dirname, 'day2.ts'))) require('./run-built').runBuilt('day2');
else require('../dist/bin/day2.js');
