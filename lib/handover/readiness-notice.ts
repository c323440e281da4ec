import { DEPLOYMENT_ACTIVITY } from '../incident/lifecycle/raci';
import { peopleOf } from '../incident/roster/people-of';
import type { Certification } from './certificates/certify';
import type { JudgedHandover } from './checklist/criterion';
import { ACTIVITIES, accountableFor, dateOf, roleOfOwner, roleTitle, type HandoverInput } from './input';
import { openQuestions } from './open-questions';

/** Most lines of a kind that a notice lists; the documents have all of them. */
const MOST_LINES = 20;

/** Whom a notice of readiness goes to, and what it says. Requirement 001-17. */
export interface ReadinessNotice {
  /** Of the roster, each once. */
  readonly people: readonly string[];
  /** Titles of the roles for which they get it. */
  readonly roles: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/**
 * The notice of how ready a service is, and of what is open, for those who release and change it and for its owners.
 *
 * @returns undefined where nobody is on call
 */
export function readinessNotice({ input }: Pick<JudgedHandover, 'input'>, { validations, productionReady }: Certification): ReadinessNotice | undefined {
  const { onCall, application, environment } = input.model;
  if (onCall === undefined) return undefined;
  const roles = onCall.roster.roles.filter(({ id }) => rolesOf(input).has(id));
  const withheld = validations.filter(({ outcome }) => outcome !== 'passed');
  const state = productionReady === 'passed' ? 'ready for production' : productionReady === 'failed' ? 'not ready for production' : 'of unknown readiness';
  const questions = openQuestions(input);
  return {
    people: [...new Set(roles.flatMap(peopleOf))],
    roles: roles.map(({ id }) => roleTitle(input, id)),
    subject: `${application} ${environment} is ${state}`,
    text: [
      `${application} ${environment} is ${state} on ${dateOf(input)}.`,
      ...listed(
        'Certificates withheld',
        withheld.flatMap(({ id, lines }) => lines.filter(({ outcome }) => outcome !== 'passed').map((line) => `${id}, ${line.id}: ${line.why}`)),
      ),
      ...listed(
        'Open risks',
        questions.map(({ question, owner, due }) => `${question} (${roleTitle(input, owner)}, by ${due})`),
      ),
    ].join('\n'),
  };
}

/** Those who answer for changes or carry them out, and the owners of services; an owner who is no role of the roster is whoever signs the handover. */
function rolesOf(input: HandoverInput): ReadonlySet<string> {
  const { onCall, services } = input.model;
  const changes = onCall?.raci?.find(({ id }) => id === DEPLOYMENT_ACTIVITY);
  const owners = services.map(({ owner }) => roleOfOwner(input, owner) ?? accountableFor(input, ACTIVITIES.handover));
  return new Set([...(changes?.accountable ?? []), ...(changes?.responsible ?? []), ...owners]);
}

function listed(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [`${title}: none.`];
  const more = lines.length - MOST_LINES;
  return ['', `${title}:`, ...lines.slice(0, MOST_LINES).map((line) => `- ${line}`), ...(more > 0 ? [`- and ${more} more`] : [])];
}
