/** Writes the transcript of `day2 init` into its page: what the commands say, played in a temporary folder. Part of `npm run golden`. */

import { readFileSync, writeFileSync } from 'node:fs';
import { TRANSCRIPT_PAGE, transcriptOfInit, withTranscript } from '../test/docs/transcript-of-init';

void transcriptOfInit().then((transcript) => writeFileSync(TRANSCRIPT_PAGE, withTranscript(readFileSync(TRANSCRIPT_PAGE, 'utf8'), transcript)));
