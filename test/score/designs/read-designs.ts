import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTemplateFile } from '../../../lib/aws/assembly/assembly';
import type { ScoreMapping } from '../../../lib/score/mapping';
import { readMapping } from '../../../lib/score/read-mapping';
import { findScoredDesign, type ScoredDesign } from '../../../lib/score/scored-design';

const LOADING = { defaultAccount: '111122223333', defaultRegion: 'us-east-1' };

/** The mapping that all design templates share. */
export function designMapping(): ScoreMapping {
  const { mapping, problems } = readMapping('mapping.yaml', readFileSync(join(__dirname, 'mapping.yaml'), 'utf8'));
  if (mapping === undefined) throw new Error(JSON.stringify(problems));
  return mapping;
}

/** A design as its template says it. */
export function readDesign(name: string, mapping = designMapping()): ScoredDesign {
  return findScoredDesign(name, loadTemplateFile(join(__dirname, `${name}.template.json`), LOADING), mapping);
}
