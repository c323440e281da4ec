import type { Severity } from '../../incident/severity';
import { formatInstant, type Instant } from '../../time/time';
import { localTimesOf } from '../local-times';
import { notAmong } from '../not-among';
import { EXIT, toJson, type Terminal } from '../terminal';
import { requireStaffed, type IncidentOptions, type StaffedEnvironment } from './incident-access';
import { dutyOf, nextHandover, pagedSeverities, severityDuty, type Duty } from './on-call-duty';
import { printEscalations, printRole } from './on-call-text';

/** Options of `day2 oncall`. */
export interface OnCallOptions extends IncidentOptions {
  /** Default: now. */
  readonly at?: Instant;
  /** One role instead of the escalations. */
  readonly role?: string;
  readonly severity?: Severity;
  readonly service?: string;
  /** The person who has to be the first to be paged. */
  readonly assert?: string;
}

/** What is shown on the way to a verdict. */
interface Asserted {
  /** `tier 1 of S0`, or a role. */
  readonly location: string;
  readonly duties: readonly Duty[];
}

/**
 * Prints who would be paged of an incident that opens at an instant, tier by tier. It reads the configuration only.
 */
export function onCallCommand(options: OnCallOptions, terminal: Terminal): number {
  const staffed = requireStaffed(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const mistake = usageMistake(options, staffed);
  if (mistake !== undefined) {
    terminal.printError(mistake);
    return EXIT.usage;
  }
  const at = options.at ?? terminal.now();
  const asserted = options.role === undefined ? listEscalations(options, staffed, at, terminal) : tellRole(options.role, options, staffed, at, terminal);
  return verdict(options.assert, asserted, localTimesOf(staffed.plan).of(at), terminal);
}

function usageMistake({ role, severity: asked, service, assert }: OnCallOptions, { plan: { incidents } }: StaffedEnvironment): string | undefined {
  const { policy, tierTopics } = incidents;
  const ids = (of: readonly { readonly id: string }[]) => of.map(({ id }) => id);
  if (role !== undefined && !ids(policy.roster.roles).includes(role)) return notAmong('role', role, ids(policy.roster.roles));
  if (service !== undefined && !ids(policy.groups).includes(service)) return notAmong('service', service, ids(policy.groups));
  if (assert !== undefined && !ids(policy.roster.people).includes(assert)) return notAmong('person', assert, ids(policy.roster.people));
  const paged = pagedSeverities(
    tierTopics.map((topic) => topic.severity),
    policy,
    service,
  );
  const whose = service === undefined ? policy.environment : `${service} in ${policy.environment}`;
  if (paged.length === 0) return `nobody is paged for ${whose}: it has no alarm that pages`;
  return asked === undefined || paged.includes(asked) ? undefined : `nobody is paged for ${asked} of ${whose}: allowed are ${paged.join(', ')}`;
}

function listEscalations(options: OnCallOptions, { plan }: StaffedEnvironment, at: Instant, terminal: Terminal): Asserted {
  const { application, environment, incidents } = plan;
  const { service } = options;
  const severities = pagedSeverities(
    incidents.tierTopics.map((topic) => topic.severity),
    incidents.policy,
    service,
  ).filter((each) => options.severity === undefined || each === options.severity);
  const escalations = severities.map((each) => severityDuty(incidents.policy, { severity: each, at, ...(service !== undefined && { service }) }));
  if (options.json === true)
    terminal.print(toJson({ application, environment, at: formatInstant(at), ...(service !== undefined && { service }), severities: escalations }));
  else terminal.print(printEscalations(`${application} ${environment}`, escalations, at, localTimesOf(plan)));
  const [worst] = escalations;
  return { location: `tier 1 of ${worst?.severity}`, duties: worst?.tiers[0]?.duties ?? [] };
}

function tellRole(role: string, options: OnCallOptions, { plan }: StaffedEnvironment, at: Instant, terminal: Terminal): Asserted {
  const { application, environment, incidents } = plan;
  const { roster } = incidents.policy;
  const duty = dutyOf(roster, role, at);
  const handover = nextHandover(roster, role, at);
  if (options.json === true) terminal.print(toJson({ application, environment, at: formatInstant(at), ...duty, ...(handover !== undefined && { handover }) }));
  else terminal.print(printRole(duty, handover, at, localTimesOf(plan)));
  return { location: role, duties: [duty] };
}

function verdict(person: string | undefined, { location, duties }: Asserted, at: string, terminal: Terminal): number {
  const people = duties.flatMap((duty) => duty.people.map(({ id }) => id));
  if (person === undefined || people.includes(person)) return EXIT.fine;
  terminal.printError(`${person} is not in ${location} at ${at}: ${people.length === 0 ? 'nobody is' : people.join(', ')}`);
  return EXIT.findings;
}
