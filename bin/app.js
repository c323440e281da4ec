'use strict';

require('./run-built').runBuilt('app');
