import { parseJsonObject } from '../../aws/cloudformation/json-text';
import { storedParameters } from '../../conformance/stored-contacts';
import { findPager } from '../../pagers/pagers';
import type { OperationsPlan } from '../../plan/alarm-plan';
import type { SentPagerPlan } from '../../plan/incident-plan';
import { sentPagers } from '../../plan/plan-pagers';
import type { Scenario } from '../../scenario/scenario';
import type { Account } from '../../simulator/account';
import type { ExternalEndpoint, HttpsRequest } from '../../simulator/services/lambda/https-request';
import type { StatedResource } from '../../simulator/services/stated/stated-resources';
import { MINUTE_MS, type Instant } from '../../time/time';

type Named = Pick<OperationsPlan, 'application' | 'environment' | 'pagers' | 'incidents'>;

/** What Parameter Store holds for them in a rehearsal, in every region of their topics: a key, and an address where the vendor has none for everybody. */
export function pagerSecrets(plan: Named): StatedResource[] {
  return sentPagers(plan).flatMap((pager) => {
    const { takes } = findPager(pager.id)!;
    const secret = (Name: string, Value: string) =>
      [...new Set(pager.topics.map(({ region }) => region))].map((region) => ({
        kind: 'ssm parameter',
        region,
        members: { Name, Value, Type: 'SecureString' },
      }));
    return [
      ...(takes.key === 'needed' ? secret(pager.policy.keyParameter, keyOf(pager)) : []),
      ...(takes.url === 'needed' ? secret(pager.policy.urlParameter, addressOf(plan, pager)) : []),
    ];
  });
}

/**
 * The pagers as their vendors document them, for functions that post to them: each has its own address, takes nothing without its key, and
 * answers as a scenario says while it fails.
 */
export function simulatedPagers(plan: Named, scenario: Pick<Scenario, 'start' | 'pagers'>): readonly ExternalEndpoint[] {
  return sentPagers(plan).map((pager): ExternalEndpoint => {
    const address = addressOf(plan, pager);
    return (request, at) => {
      if (request.url !== address && !request.url.startsWith(`${address}/`)) return undefined;
      const failure = failuresOf(scenario, pager.id).find(({ from, until }) => at >= from && at < until);
      if (failure !== undefined) return failure.answers === 'nothing' ? 'none' : { status: failure.answers };
      return { status: statusOf(pager, request) };
    };
  });
}

/** https://developer.pagerduty.com/docs/send-alert-event and others: 202 for what is taken; without the key 401, or 400 where it is of another form. */
function statusOf(pager: SentPagerPlan, request: HttpsRequest): number {
  const { takes, read } = findPager(pager.id)!;
  const hasKey = takes.key !== 'needed' || `${request.headers.authorization ?? ''} ${request.body}`.includes(keyOf(pager));
  if (!hasKey) return 401;
  const body = parseJsonObject(request.body);
  return request.method === 'POST' && body !== undefined && read?.({ url: request.url, body }) !== undefined ? 202 : 400;
}

/** Lets deliveries fail to pagers that are subscribed by their own address, while a scenario lets these fail. */
export function cutOffPagers(account: Account, plan: OperationsPlan, scenario: Pick<Scenario, 'start' | 'pagers'>): void {
  const values = storedParameters(plan);
  for (const pager of plan.pagers ?? []) {
    if (pager.sentBy === 'sns')
      for (const { from, until } of failuresOf(scenario, pager.id)) account.failDelivery({ endpoint: values[pager.parameterName]!, from, until });
  }
}

interface PagerFailure {
  readonly answers: number | 'nothing';
  readonly from: Instant;
  readonly until: Instant;
}

function failuresOf({ start, pagers }: Pick<Scenario, 'start' | 'pagers'>, id: string): readonly PagerFailure[] {
  return pagers
    .filter(({ pager }) => pager === id)
    .map(({ answers, from, for: minutes }) => ({ answers, from: start + from * MINUTE_MS, until: start + (from + minutes) * MINUTE_MS }));
}

function keyOf({ id }: SentPagerPlan): string {
  return `simulated-key-of-${id}`;
}

/** A name that nobody can have: https://www.rfc-editor.org/rfc/rfc2606. */
function addressOf({ application, environment }: Named, { id }: SentPagerPlan): string {
  return findPager(id)!.defaultUrl ?? `https://pager.simulated.example/${application}-${environment}/events/${id}`;
}
