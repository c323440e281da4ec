'use strict';

require('./run-built').runBuilt('play');
