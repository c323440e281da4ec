import { Token } from 'aws-cdk-lib';
import type { Roster } from '../incident/roster/roster';
import { SEVERITIES } from '../incident/severity';
import { incidentNames } from '../plan/incident-names';
import type { IncidentResponseProps } from './incident-response-props';

/** The most a role or a function may have. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_ROLE_NAME_LENGTH = 64;

/**
 * Refuses what no configuration file could say either: `IncidentResponse` takes its properties from code that nobody checked.
 *
 * @throws RangeError with a line for each property that is wrong
 */
export function checkIncidentResponseProps(props: IncidentResponseProps): void {
  const { objectives, services = [] } = props;
  const known = objectives.map(({ plan }) => plan.serviceId);
  const mistakes = [
    ...namePart('application', props.application),
    ...namePart('environment', props.environment),
    ...nameLength(props),
    ...(objectives.length === 0 ? ['objectives is empty: allowed is at least one'] : []),
    ...objectives.flatMap((objective, index) => [
      ...repeated(
        `objectives[${index}]`,
        objective.plan.name,
        index,
        objectives.map(({ plan }) => plan.name),
      ),
      ...prefixed(`objectives[${index}]`, objective.plan.compositeAlarms, props),
    ]),
    ...(props.errorBudget?.plan.objectives ?? []).flatMap(({ name }) =>
      named(
        'errorBudget has an objective that',
        name,
        objectives.map(({ plan }) => plan.name),
        'one of objectives',
      ),
    ),
    ...services.flatMap(({ id, owner, dependsOn = [] }, index) => [
      ...repeated(
        `services[${index}].id`,
        id,
        index,
        services.map((each) => each.id),
      ),
      ...named(`services[${index}].id`, id, known, 'a service of the objectives'),
      ...named(`services[${index}].owner`, owner, rolesOf(props.onCall.roster), 'a role of the roster'),
      ...dependsOn.flatMap((each) => named(`services[${index}].dependsOn`, each, known, 'a service of the objectives')),
    ]),
    ...rosterMistakes(props.onCall.roster),
    ...escalationMistakes(props.onCall),
  ];
  if (mistakes.length > 0) throw new RangeError(mistakes.join('\n'));
}

const rolesOf = ({ roles }: Roster): string[] => roles.map(({ id }) => id);

/** Topics, a table and a function are called so, and the engine reads it in a file. */
function namePart(property: string, value: string): string[] {
  const allowed = 'allowed are letters, digits, hyphens and underscores, because topics have no others';
  if (Token.isUnresolved(value)) return [`${property} is known at deployment only: ${allowed}`];
  return typeof value === 'string' && /^[\w-]+$/.test(value) ? [] : [`${property} is ${JSON.stringify(value)}: ${allowed}`];
}

function nameLength(scope: Pick<IncidentResponseProps, 'application' | 'environment'>): string[] {
  const { engine } = incidentNames(scope);
  if (Token.isUnresolved(engine) || engine.length <= MAX_ROLE_NAME_LENGTH) return [];
  return [`application and environment make the name ${engine} of ${engine.length} characters: allowed are ${MAX_ROLE_NAME_LENGTH}, the most a role may have`];
}

function repeated(property: string, name: string, index: number, all: readonly string[]): string[] {
  return all.indexOf(name) === index ? [] : [`${property} is ${name}: allowed is one that no other entry has`];
}

/** The rule that brings alarms to the engine asks for the beginning of their names. */
function prefixed(
  property: string,
  alarms: readonly { readonly name: string }[],
  { application, environment }: Pick<IncidentResponseProps, 'application' | 'environment'>,
): string[] {
  const other = alarms.find(({ name }) => !name.startsWith(`${application}-${environment}-`));
  if (other === undefined) return [];
  return [`${property} has the alarm ${other.name}: allowed are alarms of the application ${application} and the environment ${environment}`];
}

function named(property: string, name: string, known: readonly string[], what: string): string[] {
  return known.includes(name) ? [] : [`${property} is ${name}: allowed is ${what}, ${[...new Set(known)].join(', ')}`];
}

function rosterMistakes({ people, roles, overrides }: Roster): string[] {
  const persons = people.map(({ id }) => id);
  const person = (property: string, name: string) => named(property, name, persons, 'a person of the roster');
  return [
    ...roles.flatMap(({ id, standing = [], layers = [] }) => [
      ...standing.flatMap((name) => person(`onCall.roster role ${id} standing`, name)),
      ...layers.flatMap(({ rotation }) => rotation.people.flatMap((name) => person(`onCall.roster role ${id} rotation`, name))),
    ]),
    ...overrides.flatMap((override, index) => [
      ...person(`onCall.roster.overrides[${index}].person`, override.person),
      ...named(
        `onCall.roster.overrides[${index}].role`,
        override.role,
        roles.map(({ id }) => id),
        'a role of the roster',
      ),
    ]),
  ];
}

function escalationMistakes({ roster, escalation }: IncidentResponseProps['onCall']): string[] {
  const role = (property: string, name: string) => named(`onCall.escalation ${property}`, name, rolesOf(roster), 'a role of the roster');
  const { postmortem, incidentLead, severities } = escalation;
  return [
    ...SEVERITIES.flatMap((severity) => [
      ...severities[severity].tiers.flatMap(({ tier, roles }) => roles.flatMap((name) => role(`${severity} tier ${tier}`, name))),
      ...severities[severity].informed.flatMap((name) => role(`${severity} informed`, name)),
    ]),
    ...[...postmortem.owners, ...postmortem.lead].flatMap((name) => role('postmortem', name)),
    ...role('incidentLead', incidentLead),
  ];
}
