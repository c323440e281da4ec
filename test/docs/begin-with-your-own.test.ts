import { readFileSync } from 'node:fs';
import { TRANSCRIPT_PAGE, transcriptOfInit, withTranscript } from './transcript-of-init';

/** The one game day of day2 init: check without an error, and a game day that passes, of a template that somebody wrote by hand. */
test('the transcript of the page is what the commands say (npm run golden rewrites it)', async () => {
  const page = readFileSync(TRANSCRIPT_PAGE, 'utf8');
  const transcript = await transcriptOfInit();
  expect(transcript.trimEnd().split('\n').at(-1)).toBe('game days: 1 passed, 0 failed');
  expect(transcript).toContain('\n0 errors, 3 warnings\n');
  expect(page).toBe(withTranscript(page, transcript));
});
