import { oneLine } from '../../incident/message/plain-text';
import { runningClocks } from '../../incident/requests/request-clocks';
import { isOpenRequest, type SupportRequest } from '../../incident/requests/support-request';
import { formatInstant, type Instant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { askedAccount, type AskingOptions } from '../account/scenario-account';
import { localTimesOf } from '../local-times';
import { EXIT, toJson, type Terminal } from '../terminal';
import { alignColumns } from './columns';
import type { IncidentOptions } from './incident-access';
import { requestStoreOf, requireRequests, type RequestEnvironment } from './request-access';

/** Options of `day2 request list`. */
export interface RequestListOptions extends IncidentOptions, AskingOptions {
  /** Those that are done, too. */
  readonly all?: boolean;
}

/** Most requests that are listed with those that are done. */
const MOST_SHOWN = 50;

/** A request as programs read it; instants are ISO texts in UTC. */
export interface RequestStatus {
  readonly id: string;
  readonly title: string;
  readonly state: SupportRequest['state'];
  readonly severity?: string;
  readonly from: string;
  readonly service?: string;
  readonly receivedAt: string;
  readonly holder?: string;
  /** The clock that runs out next. */
  readonly due?: { readonly clock: string; readonly at: string };
  /** Clocks that ran out. */
  readonly late: readonly string[];
  readonly incident?: string;
}

/**
 * Prints the requests that are not answered, soonest due first.
 *
 * @throws ProblemsError when the account cannot be asked
 */
export async function requestList(options: RequestListOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const environment = requireRequests(options, terminal);
  if (typeof environment === 'number') return environment;
  const asked = await askedAccount(options, environment, terminal, account);
  if (typeof asked === 'number') return asked;
  const store = await requestStoreOf(asked.account, environment);
  const found = options.all === true ? await store.latest(MOST_SHOWN) : (await store.open()).filter(isOpenRequest);
  const statuses = found.map(requestStatus);
  const { application, environment: name } = environment.plan;
  if (options.json === true) terminal.print(toJson({ application, environment: name, at: formatInstant(asked.at), requests: statuses }));
  else terminal.print(printRequests(environment.plan, statuses, { now: asked.at, all: options.all === true }));
  return EXIT.fine;
}

/** A request as it is. */
export function requestStatus(request: SupportRequest): RequestStatus {
  const { id, title, state, triaged, from, service, receivedAt, acknowledged, late, incidentId } = request;
  const [next] = [...runningClocks(request)].sort((a, b) => a.at - b.at);
  return {
    id,
    title: oneLine(title),
    state,
    ...(triaged !== undefined && { severity: triaged.severity }),
    from,
    ...(service !== undefined && { service }),
    receivedAt: formatInstant(receivedAt),
    ...(acknowledged !== undefined && { holder: acknowledged.by }),
    ...(next !== undefined && { due: { clock: next.clock, at: formatInstant(next.at) } }),
    late,
    ...(incidentId !== undefined && { incident: incidentId }),
  };
}

const HEADINGS = ['REQUEST', 'SEVERITY', 'STATE', 'RECEIVED', 'WHO HAS IT', 'DUE NEXT', 'LATE'];
const NONE = '-';

function printRequests(
  plan: RequestEnvironment['plan'],
  statuses: readonly RequestStatus[],
  { now, all }: { readonly now: Instant; readonly all: boolean },
): string {
  const times = localTimesOf(plan);
  const heading = [`${plan.application} ${plan.environment}, ${times.of(now)}`, ...times.note];
  const kind = all ? `requests, the latest ${MOST_SHOWN} at most` : 'requests that are not answered';
  if (statuses.length === 0) return [...heading, `no ${kind}`].join('\n');
  const rows = statuses.map(({ id, severity = NONE, state, receivedAt, holder = 'nobody', due, late, incident }) => [
    id,
    severity,
    incident === undefined ? state : `${state} as ${incident}`,
    times.cell(receivedAt, now),
    holder,
    due === undefined ? NONE : `${due.clock} ${times.cell(due.at, now)}${due.at < formatInstant(now) ? ' overdue' : ''}`,
    late.length === 0 ? NONE : late.join(', '),
  ]);
  const titles = statuses.map(({ id, title, from }) => `  ${id}: ${title} (${from})`);
  return [
    ...heading,
    ...alignColumns([HEADINGS, ...rows]).map((line) => `  ${line}`),
    '',
    ...titles,
    '',
    `${statuses.length} ${statuses.length === 1 ? kind.replace('requests', 'request').replace('are', 'is') : kind}`,
  ].join('\n');
}
