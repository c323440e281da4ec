'use strict';

// The app of day2: of the example in a checkout, of whatever configuration its cdk.json names where the package is installed.

const { existsSync } = require('node:fs');
const { join } = require('node:path');

if (existsSync(join(__dirname, 'app.ts'))) require('./run-built').runBuilt('app');
else require('../dist/bin/app.js');
