import type { Incident } from '../../incident/lifecycle/incident';
import type { Answer, Reduced } from '../../incident/lifecycle/incident-transition';
import type { Severity } from '../../incident/severity';
import { declareIncident } from '../../incident/use-cases/declare-incident';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { AccountClient } from '../account/account-client';
import { requireResponder } from '../account/responder';
import { localTimesOf } from '../local-times';
import { notAmong } from '../not-among';
import { EXIT, type Terminal } from '../terminal';
import { incidentStoreOf, requireStaffed, unpagedSeverity } from './incident-access';
import { printOutcome, type IncidentChangeOptions } from './incident-change';

/** Options of `day2 incident declare`. */
export interface IncidentDeclareOptions extends IncidentChangeOptions {
  readonly service: string;
  readonly severity: Severity;
  readonly title: string;
  readonly impact: string;
  readonly drill?: boolean;
}

/**
 * Opens an incident that no alarm reported, or a drill. A service has one incident at a time: what belongs to it is notified
 * there.
 *
 * @throws ProblemsError when the account cannot be asked
 */
export async function incidentDeclare(options: IncidentDeclareOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const staffed = requireStaffed(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const { incidents } = staffed.plan;
  const by = requireResponder(options.by, incidents.policy.roster, terminal);
  if (typeof by === 'number') return by;
  const mistake = usageMistake(options, incidents);
  if (mistake !== undefined) {
    terminal.printError(mistake);
    return EXIT.usage;
  }

  const store = await incidentStoreOf(account, staffed);
  const now = terminal.now();
  const { service: group, severity, title, impact, drill = false } = options;
  const event = { kind: 'declare', severity, title, impact, by, drill } as const;
  const declaration = await declareIncident(store, { group, policy: incidents.policy.escalation }, event, { now });
  const outcome =
    declaration.kind === 'opened'
      ? { answer: confirmation(declaration.opened, declaration.cut), effects: declaration.opened.effects, incident: declaration.opened.incident }
      : { answer: refusal(declaration.active, drill), effects: [], incident: declaration.active };
  return printOutcome(outcome, options, terminal, { now, times: localTimesOf(staffed.plan) });
}

function usageMistake({ service, severity }: IncidentDeclareOptions, plan: IncidentPlan): string | undefined {
  const services = plan.policy.groups.map(({ id }) => id);
  if (!services.includes(service)) return notAmong('service', service, services);
  return unpagedSeverity(severity, plan);
}

function refusal({ id, severity, state, group, alarms, notifiesOnce, drill }: Incident, isDrillAsked: boolean): Answer {
  if (isDrillAsked && !drill) return { accepted: false, text: `${id} (${severity}) is real, and ${state}: play the drill when it is over` };
  const mutes = alarms.flatMap(({ mutedUntil }) => mutedUntil ?? []);
  const how =
    state === 'suppressed' && mutes.length > 0 ? 'its alarms are muted; end the mute to have it paged' : `tell what is new with day2 incident update ${id}`;
  if (notifiesOnce === true)
    return { accepted: false, text: `${group} has an incident already, ${id}: acknowledge first that its error budget is spent, with day2 incident ack ${id}` };
  return { accepted: false, text: `${group} has an incident already, ${id}, which is ${state}: ${how}` };
}

function confirmation({ incident: { id, severity, drill, policy } }: Reduced, cut: readonly string[]): Answer {
  const [first] = policy.severities[severity].tiers;
  const paged = first === undefined ? 'nobody is paged' : `tier ${first.tier} is ${first.roles.join(', ')}`;
  const text = `${id} is declared${drill ? ' as a drill' : ''}: ${severity}, ${paged}`;
  return { accepted: true, text: [text, ...cut].join('\n') };
}
