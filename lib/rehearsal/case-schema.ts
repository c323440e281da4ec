import { z } from 'zod';
import { statedResourceList } from '../config/stated-resource-schema';
import { field, listOf, map, oneOf, text, within, written } from '../problems/schema-fields';
import { documentAssumptions } from '../simulator/core/assumption-fields';
import { DURATION_PATTERN, parseDurationSeconds } from '../time/time';
import { CASE_KINDS } from './runbook-case';

const MOST_SECONDS = 31 * 86_400;

const seconds = (example: string) =>
  written((value) => within(parseDurationSeconds(value), 0, MOST_SECONDS), DURATION_PATTERN, 'a duration from 0s to 31d', example);
const line = (example: string) => text(/^[^\p{Cc}]{1,300}$/u, 'one line of text', example);
const person = () => text(/^[a-z][a-z0-9-]*$/, 'the name of a user', 'ana');
const call = () => text(/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/, 'service:Operation, as the simulator names them', 'lambda:UpdateAlias');

const anything = z.json({ error: 'a value' });

/** A parameter as a person writes it: a text, a number, true or false, or a list of them. */
const parameter = z
  .union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()]))], { error: 'a value, or a list of them' })
  .transform((value): readonly string[] => (Array.isArray(value) ? value.map(String) : [String(value)]));

const act = map({
  at: field(seconds('5m'), 'When, from the start of the run.'),
  by: field(person(), 'Who: the name of a user of the account.'),
  does: field(oneOf(['approve', 'reject', 'resume', 'cancel']), 'What.'),
});

const failing = map({
  call: field(call(), 'Which calls fail.'),
  error: field(line('ThrottlingException'), 'With which error.'),
  at: field(seconds('0s').optional(), 'From when.', 'the start'),
  for: field(seconds('1m').optional(), 'How long.', 'to the end'),
});

const meanwhile = map({
  at: field(seconds('30s'), 'When, from the start of the run.'),
  account: field(statedResourceList, 'Resources as they are from then on; `none` for a kind that is gone.'),
});

const texts = (what: string) => z.array(line(what), { error: `a list of texts, such as ${what}` });
const calls = () => z.array(call(), { error: 'a list of service:Operation, such as lambda:UpdateAlias' });

const expected = map({
  status: field(oneOf(['Success', 'Failed', 'TimedOut', 'Cancelled', 'refused']), 'How the run ends; refused: it does not start.'),
  reads: field(calls().optional(), 'Operations that read, without repetition, in the order of their first call.', 'any'),
  writes: field(calls(), 'Operations that change something, in order, repetitions included.'),
  says: field(texts('from version 8 to 7').optional(), 'Texts that the steps of the run show, each somewhere.', 'any'),
  outputs: field(z.record(z.string(), line('8'), { error: 'a map from outputs to texts' }).optional(), 'Outputs of the run.', 'any'),
  after: field(statedResourceList.optional(), 'Resources as they are afterwards: each member that is named.', 'any'),
});

const resources = () => statedResourceList.optional();
const functions = () => z.record(z.string(), anything, { error: 'a map from functions to their answers' }).optional();

const runbookCase = map({
  id: field(text(/^[a-z][a-z0-9-]*$/, 'lower case letters, digits and hyphens', 'dry-run-names-both-versions'), 'Name of the case, unique in the file.'),
  kind: field(oneOf(CASE_KINDS), 'What it shows.'),
  parameters: field(z.record(z.string(), parameter, { error: 'a map of parameters' }).optional(), 'What it is started with.', 'nothing'),
  account: field(resources(), 'What exists besides what exists in all cases; a resource with the key of another takes its place.', 'nothing more'),
  functions: field(functions(), 'Functions that exist, with what each answers.', 'those of all cases'),
  failing: field(z.array(failing, { error: 'a list of failing calls' }).optional(), 'Calls that fail.', 'none'),
  people: field(z.array(act, { error: 'a list of what people do' }).optional(), 'What people do while the run waits.', 'nothing'),
  meanwhile: field(z.array(meanwhile, { error: 'a list of changes' }).optional(), 'What others change while it runs.', 'nothing'),
  startAgainAt: field(
    z.union([seconds('10s').transform((at) => [at]), z.array(seconds('10s'))], { error: 'a duration, or a list of them' }).optional(),
    'When it is started again with the same parameters.',
    'never',
  ),
  for: field(seconds('1h').optional(), 'How long is looked at.', '1h'),
  assume: field(documentAssumptions(), 'What AWS does not document, where it shall differ from the defaults.', 'the documented defaults'),
  expect: field(expected, 'What is expected.'),
});

/** `cases.yaml` of a runbook. */
export const casesSchema = map({
  account: field(resources(), 'What exists in every case.', 'nothing'),
  functions: field(functions(), 'Functions that exist in every case, with what each answers.', 'none'),
  cases: field(listOf(runbookCase, 'cases', 100), 'The cases.'),
});

/** What the schema gives. */
export type WrittenCases = z.output<typeof casesSchema>;
