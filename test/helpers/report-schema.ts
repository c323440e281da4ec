import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';

const SCHEMA = join(__dirname, '../../schema/game-day-report.schema.json');
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

/** What the schema in the repository says against what `day2 gameday --json` printed, by a validator that is not ours; empty: nothing. */
export function reportSchemaErrors(printed: unknown): readonly string[] {
  return validate(printed) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
