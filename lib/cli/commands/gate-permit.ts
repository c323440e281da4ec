import { DEPLOYMENT_ACTIVITY } from '../../incident/lifecycle/raci';
import { membersEver } from '../../incident/roster/people-of';
import { LONGEST_PERMIT_MINUTES, PERMIT_KINDS, permitParameterName, printPermit, REASON_LENGTH, type PermitKind } from '../../slo/gate/permit';
import { formatDurationMinutes, formatInstant, MINUTE_MS } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { askAccount } from '../account/account-problem';
import { requireResponder } from '../account/responder';
import { localTimesOf } from '../local-times';
import { notAmong } from '../not-among';
import { EXIT, toJson, type Terminal } from '../terminal';
import { requireStaffed, type IncidentOptions, type StaffedEnvironment } from './incident-access';

/** Options of `day2 gate withdraw`. */
export interface GateWithdrawOptions extends IncidentOptions {
  readonly service?: string;
}

/** Options of `day2 gate approve` and `day2 gate override`. */
export interface GatePermitOptions extends GateWithdrawOptions {
  readonly by?: string;
  readonly reason: string;
  /** Minutes. */
  readonly lasting: number;
}

/**
 * Stores what a person allows for a service. Only who answers for deployments may; that nobody else can is up to the
 * permission to write below `/<application>/<environment>/gate`.
 *
 * @throws ProblemsError when the account cannot be asked
 */
export async function gatePermit(kind: PermitKind, options: GatePermitOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const staffed = requireService(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const { roster } = staffed.plan.incidents.policy;
  const by = requireResponder(options.by, roster, terminal);
  if (typeof by === 'number') return by;
  const refusal = refusalOf(by, staffed);
  if (refusal !== undefined) {
    terminal.printError(`${refusal}; nothing was done`);
    return EXIT.findings;
  }
  const mistake = permitMistake(kind, options);
  if (mistake !== undefined) {
    terminal.printError(mistake);
    return EXIT.usage;
  }

  const { service, reason, lasting } = options;
  const from = terminal.now();
  const until = from + lasting * MINUTE_MS;
  const name = permitParameterName(staffed.plan, service!, kind);
  const { PutParameterCommand } = await import('@aws-sdk/client-ssm');
  const command = new PutParameterCommand({ Name: name, Value: printPermit({ kind, by, reason, from, until }), Type: 'String', Overwrite: true });
  const { region } = staffed.model;
  const parameters = await account.parameterWriter(region);
  await askAccount('ssm:PutParameter', region, () => parameters.send(command));
  const said = { kind, service, by, reason, from: formatInstant(from), until: formatInstant(until), parameter: name };
  const text = `${kind} for ${service} until ${said.until}, by ${by}; it is recorded in ${name}`;
  terminal.print(options.json === true ? toJson(said) : localTimesOf(staffed.plan).answer(text));
  return EXIT.fine;
}

/**
 * Takes back what is allowed for a service. That nothing was allowed is no fault.
 *
 * @throws ProblemsError when the account cannot be asked
 */
export async function gateWithdraw(options: GateWithdrawOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const staffed = requireService(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const names = PERMIT_KINDS.map((kind) => permitParameterName(staffed.plan, options.service!, kind));
  const { DeleteParametersCommand } = await import('@aws-sdk/client-ssm');
  const { region } = staffed.model;
  const parameters = await account.parameterWriter(region);
  const { DeletedParameters: deleted = [] } = await askAccount('ssm:DeleteParameters', region, () =>
    parameters.send(new DeleteParametersCommand({ Names: names })),
  );
  const nothing = `nothing was allowed for ${options.service}`;
  terminal.print(
    options.json === true ? toJson({ withdrawn: deleted }) : deleted.length === 0 ? nothing : deleted.map((name) => `withdrawn: ${name}`).join('\n'),
  );
  return EXIT.fine;
}

function requireService(options: GateWithdrawOptions, terminal: Terminal): StaffedEnvironment | number {
  const staffed = requireStaffed(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const services = staffed.model.services.map(({ id }) => id);
  if (options.service !== undefined && services.includes(options.service)) return staffed;
  terminal.printError(
    options.service === undefined
      ? `no service is named: give it with --service; there are ${services.join(', ')}`
      : notAmong('service', options.service, services),
  );
  return EXIT.usage;
}

/** Why a person may not allow anything, undefined when they may. */
function refusalOf(by: string, { model, plan }: StaffedEnvironment): string | undefined {
  const { roster } = plan.incidents.policy;
  const roles = model.onCall?.raci?.find(({ id }) => id === DEPLOYMENT_ACTIVITY)?.accountable ?? [];
  const members = roster.roles.filter(({ id }) => roles.includes(id)).flatMap(({ id }) => membersEver(roster, id));
  if (members.includes(by)) return undefined;
  const who = members.length === 0 ? 'nobody does' : `${members.join(', ')} ${members.length === 1 ? 'does' : 'do'}`;
  return `${by} does not answer for deployments (raci, ${DEPLOYMENT_ACTIVITY}): ${who}`;
}

function permitMistake(kind: PermitKind, { reason, lasting }: GatePermitOptions): string | undefined {
  const { least, most } = REASON_LENGTH;
  if (reason.trim().length < least || reason.length > most) return `--reason has ${reason.trim().length} characters: allowed are ${least} to ${most}`;
  const longest = LONGEST_PERMIT_MINUTES[kind];
  if (lasting < 1 || lasting > longest) return `--lasting is ${formatDurationMinutes(lasting)}: allowed are 1m to ${formatDurationMinutes(longest)}`;
  return undefined;
}
