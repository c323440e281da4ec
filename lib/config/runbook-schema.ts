import { z } from 'zod';
import { field, listOf, map, mapOf, oneOf, text } from '../problems/schema-fields';
import { PURPOSES, RISKS, TRIGGERS } from '../runbook/library/runbook';
import { identifier, sentence, wholeMinutes } from './fields';

const MOST_MINUTES = 24 * 60;
const minutes = `a whole number of minutes from 1 to ${MOST_MINUTES}, such as 5`;

/** `runbook.yaml`: what is known of a runbook beside its document. */
export const runbookFactsSchema = map({
  title: field(sentence('Roll a deployment back'), 'What it does, as a list of runbooks shows it.'),
  owner: field(identifier('platform-engineering'), 'Role of the roster that keeps it.'),
  triggers: field(
    listOf(oneOf(TRIGGERS), 'triggers', TRIGGERS.length),
    'What starts it: a page, a schedule, another runbook, an operator, or an alarm by itself.',
  ),
  risk: field(oneOf(RISKS), 'What a wrong run can do: nothing, something that is undone at once, or an outage or loss. High asks for an approval.'),
  purpose: field(oneOf(PURPOSES), 'Recovery asks no calendar, routine asks the change calendar, diagnosis changes nothing of a service.'),
  expectedMinutes: field(
    z.int({ error: minutes }).min(1, { error: minutes }).max(MOST_MINUTES, { error: minutes }),
    'How long a run takes when all goes well.',
  ),
  approvers: field(
    listOf(identifier('operations-lead'), 'roles', 10).optional(),
    'Roles of the roster whose people approve it; each environment says under `runbooks.approvers` who these are.',
    'it needs no approval',
  ),
  bound: field(
    mapOf(
      text(/^[A-Za-z][A-Za-z0-9]{0,49}$/, 'the name of a parameter', 'PortalService'),
      z.union([z.string(), z.array(z.string())], { error: 'a text, or a list of texts' }),
      'a map from parameters to the values of the cases',
    ).optional(),
    'Parameters that each environment binds under `runbooks.bindings`, with the values that the cases have; `Approvers` is bound by roles.',
    'none',
  ),
  undo: field(sentence('start it again with the version it reports as the old one'), 'How what it did is taken back.'),
  dueWithin: field(wholeMinutes('24h').optional(), 'How long after a finding that asks for it it has to be done.', 'nothing says so'),
});
