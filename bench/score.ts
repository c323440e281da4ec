/**
 * How fast an alarm design is scored: 144 incidents of 30 days each, 8 metric alarms and 2 composite alarms of one
 * objective (the four rows of the SRE workbook), beside the same runs evaluated from end to end. Both have to tell the
 * same people at the same instants. Run with `npx tsx bench/score.ts`; one core, everything in one process.
 */
import { readFileSync } from 'node:fs';
import { loadTemplateFile } from '../lib/aws/assembly/assembly';
import { DesignTrial, type TrialOptions } from '../lib/score/design-trial';
import type { PlayedIncident } from '../lib/score/played-incident';
import { readMapping } from '../lib/score/read-mapping';
import { scoreDesign } from '../lib/score/score-design';
import { findScoredDesign } from '../lib/score/scored-design';
import { trafficNamed } from '../lib/score/traffic';

const DIRECTORY = 'test/score/designs';

function measure<T>(work: () => T): { readonly result: T; readonly milliseconds: number } {
  const start = process.hrtime.bigint();
  const result = work();
  return { result, milliseconds: Number(process.hrtime.bigint() - start) / 1e6 };
}

function notified(played: readonly PlayedIncident[]): string {
  return JSON.stringify(played.map(({ firings }) => firings));
}

const { mapping } = readMapping('mapping.yaml', readFileSync(`${DIRECTORY}/mapping.yaml`, 'utf8'));
const traffic = trafficNamed('steady');
if (mapping === undefined || traffic === undefined) throw new Error('the mapping of the designs cannot be read');

console.log('design           clock        incidents, ms   end to end, ms   ratio   whole score, ms');
for (const name of ['workbook-6', 'day2-default']) {
  for (const clock of ['cloudwatch', 'ideal'] as const) {
    const options: TrialOptions = { mapping, traffic, clock };
    const stacks = loadTemplateFile(`${DIRECTORY}/${name}.template.json`, { defaultAccount: '111122223333', defaultRegion: 'us-east-1' });
    const design = findScoredDesign(name, stacks, mapping);
    // Once unmeasured, so that the first is not charged with compiling the code.
    new DesignTrial(design, options).playLibrary();
    const fast = measure(() => new DesignTrial(design, options).playLibrary());
    const whole = measure(() => new DesignTrial(design, { ...options, evaluatesEndToEnd: true }).playLibrary());
    if (notified(fast.result) !== notified(whole.result)) throw new Error(`${name}: both ways of evaluating tell different people`);
    const score = measure(() => scoreDesign(design, options));
    const figures = [fast.milliseconds, whole.milliseconds].map((each) => each.toFixed(0).padStart(13));
    const ratio = (whole.milliseconds / fast.milliseconds).toFixed(1).padStart(5);
    console.log(`${name.padEnd(15)}  ${clock.padEnd(11)}  ${figures.join('    ')}   ${ratio}   ${score.milliseconds.toFixed(0).padStart(15)}`);
  }
}
