import { contactParameterName, type NamedScope } from '../incident/lifecycle/engine-policy';
import type { ContactChannel } from '../incident/roster/roster';
import type { OperationsPlan } from '../plan/alarm-plan';
import type { ContactPlan, IncidentPlan } from '../plan/incident-plan';
import { idParametersOf } from '../plan/plan-chat';

/** Somebody who can be notified, and how. */
export interface Contact {
  readonly person: string;
  readonly channel: ContactChannel;
}

/**
 * What Parameter Store holds in a rehearsal, by name: an address of its own for every contact of a plan, none of which
 * exists, and ids for everything else an operator stores. The same plan gives the same values.
 */
export function storedContacts(plan: IncidentPlan): Readonly<Record<string, string>> {
  const contacts = new Map(contactPlans(plan).map((contact) => [contact.parameterName, contact]));
  const people = [...new Set([...contacts.values()].map(({ person }) => person))].sort();
  return Object.fromEntries(
    plan.storedParameters.map(({ name }) => {
      const contact = contacts.get(name);
      return [name, contact === undefined ? simulatedId(name) : endpointOf(contact, plan, people)];
    }),
  );
}

/** The same for a whole environment, whether the engine pages, a pager, or nobody. */
export function storedParameters({ application, environment, incidents, chat, pagers = [], pagerWatches = [] }: StoredFor): Readonly<Record<string, string>> {
  if (incidents !== undefined) return storedContacts(incidents);
  const ids = chat.flatMap(idParametersOf);
  return {
    ...Object.fromEntries(ids.map((name) => [name, simulatedId(name)])),
    ...Object.fromEntries(
      pagers.flatMap((pager) => (pager.sentBy === 'sns' ? [[pager.parameterName, simulatedAddress({ application, environment }, pager.id)]] : [])),
    ),
    ...Object.fromEntries(pagerWatches.map(({ contact }) => [contact.parameterName, `${contact.person}@simulated.example`])),
  };
}

type StoredFor = Pick<OperationsPlan, 'application' | 'environment' | 'incidents' | 'chat' | 'pagers' | 'pagerWatches'>;

/** Whose an address is, by address: for what {@link storedContacts} made up. */
export function contactsByEndpoint(plan: IncidentPlan): ReadonlyMap<string, Contact> {
  const values = storedContacts(plan);
  return new Map(contactPlans(plan).map(({ person, channel, parameterName }) => [values[parameterName]!, { person, channel }]));
}

/** Addresses of a person: of one channel, or of all. */
export function endpointsOf(plan: IncidentPlan, person: string, channel?: ContactChannel): readonly string[] {
  const values = storedContacts(plan);
  const channels = channel === undefined ? (['email', 'sms', 'https'] as const) : [channel];
  return channels.flatMap((each) => values[contactParameterName(plan.policy, person, each)] ?? []);
}

function simulatedId(parameterName: string): string {
  return `simulated-${parameterName.split('/').at(-1)}`;
}

function contactPlans({ personTopics, regions, watchdog }: IncidentPlan): readonly ContactPlan[] {
  return [
    ...personTopics.flatMap(({ subscriptions }) => subscriptions),
    ...regions.flatMap(({ fallbackTopic }) => fallbackTopic.subscriptions),
    ...watchdog.subscriptions,
  ];
}

/** Names that nobody can have: https://www.rfc-editor.org/rfc/rfc2606. The numbers are a range of no carrier we know of. */
function endpointOf({ person, channel }: Contact, { policy }: IncidentPlan, people: readonly string[]): string {
  switch (channel) {
    case 'email':
      return `${person}.email.${policy.application}-${policy.environment}@simulated.example`;
    case 'sms':
      return `+4915000${String(people.indexOf(person) + 1).padStart(5, '0')}`;
    case 'https':
      return simulatedAddress(policy, person);
  }
}

function simulatedAddress({ application, environment }: NamedScope, path: string): string {
  return `https://pager.simulated.example/${application}-${environment}/${path}`;
}
