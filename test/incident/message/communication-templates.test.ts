import { COMMUNICATION_KINDS, communicationTemplates, PLACEHOLDERS } from '../../../lib/incident/message/communication-templates';
import { fillTemplate, placeholdersOf, TemplateError, unknownPlaceholders } from '../../../lib/incident/message/fill-template';
import { templateValues } from '../../../lib/incident/message/template-values';
import { SEVERITIES } from '../../../lib/incident/severity';
import { anEscalationPolicy, anIncident } from '../../helpers/incidents';
import { informFacts } from '../../helpers/message-facts';

const templates = communicationTemplates(anEscalationPolicy());
const written = templates.flatMap((each) => ('text' in each ? [each] : []));

test('every severity has each kind of text, or says why not (001-10)', () => {
  expect(templates.map(({ severity, kind }) => `${severity} ${kind}`)).toEqual(
    SEVERITIES.flatMap((severity) => COMMUNICATION_KINDS.map((kind) => `${severity} ${kind}`)),
  );
  const none = templates.flatMap((each) => ('none' in each ? [`${each.severity} ${each.kind}: ${each.none}`] : []));
  expect(none).toEqual([
    'S2 executive: they are notified of S0 and S1',
    'S3 executive: they are notified of S0 and S1',
    'S3 external: nobody outside notices',
    'S3 postmortem invite: no postmortem is owed for S3',
    'S4 executive: they are notified of S0 and S1',
    'S4 external: nobody outside notices',
    'S4 postmortem invite: no postmortem is owed for S4',
  ]);
});

test.each(written.map((each) => [`${each.severity} ${each.kind}`, each] as const))(
  'every placeholder of %s is bound from an incident of which nothing more is known (001-10)',
  (_, { subject, text }) => {
    const values = templateValues(informFacts({ incident: anIncident({ title: '', impact: '', alarms: [] }), budgets: [] }));
    for (const template of [subject, text]) {
      expect(unknownPlaceholders(template)).toEqual([]);
      expect(fillTemplate(template, values)).not.toMatch(/[{}]|undefined|NaN/);
    }
  },
);

test('no placeholder is declared that no template uses', () => {
  const used = written.flatMap(({ subject, text }) => placeholdersOf(`${subject} ${text}`));
  expect([...new Set(used)].sort()).toEqual(Object.keys(PLACEHOLDERS).sort());
});

test('a status update has the five points and the rhythm of its severity', () => {
  const update = written.find(({ severity, kind }) => severity === 'S0' && kind === 'update')!;
  expect(update.text).toBe(
    'What: {what}\nImpact: {impact}\nSince: {since}\nDoing: {doing}\nNext update at: {nextUpdate}\nMore will be heard at least every 30m.\nState: {stateLink}',
  );
});

test('users are not shown names of alarms, ids or links', () => {
  for (const { subject, text } of written.filter(({ kind }) => kind === 'external')) {
    expect(placeholdersOf(subject + text)).toEqual(['service', 'impact', 'since', 'doing', 'nextUpdate']);
  }
});

test('a template and its values have to fit together', () => {
  expect(fillTemplate('{service} is {what}', { service: 'Portal', what: '{down} $&' })).toBe('Portal is {down} $&');
  expect(() => fillTemplate('{service}', {})).toThrow(new TemplateError("no value for placeholder 'service'"));
  expect(() => fillTemplate('{service}', { service: ' ' })).toThrow("no value for placeholder 'service'");
  expect(() => fillTemplate('{servcie}', { service: 'Portal' })).toThrow("unknown placeholder 'servcie'");
  expect(() => fillTemplate('fine', { servcie: 'Portal' })).toThrow("unknown placeholder 'servcie'");
  expect(() => fillTemplate('{service', { service: 'Portal' })).toThrow("unknown placeholder '{'");
});
