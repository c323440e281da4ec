import { sentence } from '../../config/fields';
import { translateIssues } from '../../config/translate-issues';
import { readYaml, type YamlSource } from '../../config/yaml-source';
import type { PostmortemContent } from '../../incident/lifecycle/incident-event';
import type { Roster } from '../../incident/roster/roster';
import { didYouMean } from '../../problems/did-you-mean';
import { hasErrors, ProblemsError, sortProblems, type Problem } from '../../problems/problem';
import { field, listOf, map, oneOf, text, written } from '../../problems/schema-fields';
import { parseInstant } from '../../time/time';
import { readText } from './read-text';

const SHAPE_CODES = { unknownKey: 'POM010', missingKey: 'POM011', wrongType: 'POM012', notAllowed: 'POM013' } as const;

const INCIDENT_ID = /^[a-z][a-z0-9-]*-\d+$/;

const prose = (example: string) => text(/\S/, 'text that is not empty, of several lines if need be', example);

const action = map(
  {
    what: field(sentence('limit the connections of the importer'), 'What will be done.'),
    owner: field(sentence('operations-lead'), 'A role or a person of on-call.yaml.'),
    dueAt: field(written(parseInstant, /^\d{4}-\d\d-\d\dT/, 'an instant in UTC', '2026-03-20T17:00:00Z'), 'By when.'),
    kind: field(oneOf(['prevent', 'detect', 'mitigate', 'other']), 'What it is for.'),
    status: field(oneOf(['open', 'done', 'transferred']).default('open'), 'Where it stands.', 'open'),
  },
  '{ what: limit the connections, owner: operations-lead, dueAt: 2026-03-20T17:00:00Z, kind: prevent }',
);

/** For programs: which incidents a postmortem is of. Requirement 003-45. */
const automation = map(
  {
    parameters: field(
      map({ incidentIds: field(listOf(text(INCIDENT_ID, 'the id of an incident', 'partner-portal-7'), 'incidents', 50), 'Incidents that it is of.') }),
      'What programs are given.',
    ),
  },
  '{ parameters: { incidentIds: [partner-portal-7] } }',
);

const postmortemSchema = map({
  automation: field(automation, 'What programs read: of which incidents it is.'),
  overview: field(prose('partners could not sign in for 40 minutes'), 'What happened, and to whom.'),
  timeline: field(prose('03:10 first page; 03:14 acknowledged'), 'What happened when.'),
  rootCause: field(prose('the importer used up all connections'), 'Why it happened.'),
  lessons: field(prose('the runbook did not say how to stop the importer'), 'What went well, what did not.'),
  actions: field(listOf(action, 'actions', 50).default([]), 'What follows from it.', 'none'),
  noPreventionBecause: field(sentence('the service is switched off in May').optional(), 'Why no action prevents it; needed when none does.', 'an action does'),
});

/**
 * The postmortem of a file.
 *
 * @param roster whose roles and people may own actions
 * @param incidentId of the incident it is filed for; absent: of any
 * @throws ProblemsError POM001 to POM021, CFG004 to CFG009 for a file that is no YAML, with everything that is wrong
 */
export function readPostmortem(file: string, roster: Roster, incidentId?: string): PostmortemContent {
  const { source, problems } = readYaml(
    file,
    readText(file, (reason) => unreadable(file, reason)),
  );
  if (source === undefined) throw new ProblemsError(problems);
  const parsed = postmortemSchema.safeParse(source.value);
  const all = sortProblems([
    ...problems,
    ...(parsed.success
      ? [...unknownOwners(source, parsed.data, roster), ...otherIncident(source, parsed.data.automation.parameters.incidentIds, incidentId)]
      : translateIssues(source, parsed.error.issues, SHAPE_CODES)),
  ]);
  if (!parsed.success || hasErrors(all)) throw new ProblemsError(all);
  const { automation: _automation, ...content } = parsed.data;
  return content;
}

function otherIncident(source: YamlSource, incidentIds: readonly string[], incidentId: string | undefined): Problem[] {
  if (incidentId === undefined || incidentIds.includes(incidentId)) return [];
  return [
    {
      code: 'POM021',
      level: 'error',
      where: source.locate(['automation', 'parameters', 'incidentIds']),
      what: 'the postmortem is of another incident',
      received: incidentIds.join(', '),
      allowed: `a list with ${incidentId}`,
      change: `file it for ${incidentIds[0]!}, or add ${incidentId} where it is of both`,
    },
  ];
}

function unreadable(file: string, received: string): Problem {
  return {
    code: 'POM001',
    level: 'error',
    where: { file },
    what: 'the postmortem cannot be read',
    received,
    allowed: 'a YAML file with overview, timeline, rootCause, lessons and actions',
    change: 'correct the name of the file',
  };
}

function unknownOwners(source: YamlSource, { actions }: PostmortemContent, { people, roles }: Roster): Problem[] {
  const known = [...roles, ...people].map(({ id }) => id);
  return actions.flatMap(({ owner }, index): Problem[] => {
    if (known.includes(owner)) return [];
    const meant = didYouMean(owner, known);
    return [
      {
        code: 'POM020',
        level: 'error',
        where: source.locate(['actions', index, 'owner']),
        what: 'the owner of this action is neither a role nor a person',
        received: owner,
        allowed: known.join(', '),
        change: meant === undefined ? 'name a role or a person of on-call.yaml' : `write owner: ${meant}`,
      },
    ];
  });
}
