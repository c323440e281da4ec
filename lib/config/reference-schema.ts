import { addIssue, field, listOf, map, text } from '../problems/schema-fields';
import { identifier, sentence } from './fields';

const FORMS = ['runbook', 'document', 'external'] as const;

const reference = map({
  title: field(sentence('Troubleshooting guide'), 'What it is, as a list shows it.'),
  runbook: field(identifier('partner-portal-outage').optional(), 'A runbook of the library.', 'one of the others'),
  document: field(
    text(/^(?!\/)(?!.*\.\.)[^\s<>"\\]{1,300}$/, 'a path from the folder that the runbooks stand in', 'docs/troubleshooting.md').optional(),
    'A file; it has to be there.',
    'one of the others',
  ),
  external: field(
    text(/^https:\/\/[^\s<>"]{3,490}$/, 'an https address', 'https://wiki.example.com/troubleshooting').optional(),
    'An address, which nobody checks.',
    'one of the others',
  ),
  for: field(listOf(identifier('deployment'), 'categories of incidents', 20).optional(), 'What an incident is about when it helps.', 'whatever it is about'),
}).check((context) => {
  const given = FORMS.filter((form) => context.value[form] !== undefined);
  if (given.length === 1) return;
  addIssue(context, [], {
    code: 'CFG014',
    what: given.length === 0 ? 'the reference leads nowhere' : `the reference leads to several things: ${given.join(', ')}`,
    allowed: `one of ${FORMS.join(', ')}`,
    change: given.length === 0 ? 'add one of the three' : 'make a reference of each',
  });
});

/** `references.yaml` in the folder of runbooks. */
export const referencesSchema = map({
  references: field(listOf(reference, 'references', 200), 'What whoever responds is sent to besides the runbooks that alarms name.'),
});
