import { messageOf } from '../../problems/error-message';
import { OPERATIONS_GROUP } from '../lifecycle/engine-policy';
import { requestMessage } from '../requests/request-message';
import { isOpenRequest, type RequestEffect, type RequestReason, type SupportRequest } from '../requests/support-request';
import { holdersOf } from '../roster/holders-of';
import { atMost } from '../severity';
import { changeRequest } from './change-request';
import { declareIncident } from './declare-incident';
import { transitionContext } from './engine';
import { executeEffects } from './execute-effects';
import { notifyPeople } from './notify-people';
import type { OpsItemState, OpsItemStatus } from './ports';
import type { RequestEngine } from './request-engine';

/** Carries effects out, and writes down of each that it is done. One that fails stays in the record, for a later tick. */
export async function executeRequestEffects(engine: RequestEngine, request: SupportRequest, effects: readonly RequestEffect[]): Promise<SupportRequest> {
  const { requests, policy } = engine;
  let current = request;
  for (const effect of effects) {
    try {
      const outcome = await perform(engine, current, effect);
      current =
        (await changeRequest(requests, current.sequence, { kind: 'done', key: effect.key, ...outcome }, policy.requests, transitionContext(engine)))?.request ??
        current;
    } catch (error) {
      engine.log({ level: 'ERROR', code: 'effect failed', message: `${effect.key} of ${request.id} failed: ${messageOf(error)}`, key: effect.key });
    }
  }
  return current;
}

async function perform(
  engine: RequestEngine,
  request: SupportRequest,
  effect: RequestEffect,
): Promise<{ readonly opsItemId?: string; readonly incidentId?: string }> {
  switch (effect.kind) {
    case 'notify':
      await notify(engine, request, effect.reason);
      return {};
    case 'ops item':
      return { opsItemId: await keepOpsItem(engine, request) };
    case 'declare':
      return { incidentId: await declare(engine, request, effect) };
  }
}

/** Whoever answers requests; when one is late the lead, too. What is late wakes people: the channel is open. */
async function notify(engine: RequestEngine, request: SupportRequest, reason: RequestReason): Promise<void> {
  const { application, environment, region, roster, requests } = engine.policy;
  const isLate = reason !== 'request received' && reason !== 'request escalated';
  const roles = isLate ? [requests.owner, requests.lead] : [requests.owner];
  const people = holdersOf(roster, roles, engine.now());
  if (people.length === 0) return;
  await notifyPeople(engine, { message: requestMessage({ application, environment, region, request, reason, roles }), people, quiet: !isLate });
}

/** The incident of a request: a new one, or the one that its service has already. */
async function declare(engine: RequestEngine, request: SupportRequest, { severity }: Extract<RequestEffect, { kind: 'declare' }>): Promise<string> {
  const { store, policy } = engine;
  const group = request.service ?? OPERATIONS_GROUP;
  const event = {
    kind: 'declare',
    severity: atMost(severity, policy.highestSeverity),
    title: request.title,
    impact: `request ${request.id} of ${request.from}: ${request.text ?? request.title}`,
    by: request.triaged?.by ?? request.from,
    drill: false,
  } as const;
  const declaration = await declareIncident(store, { group, policy: policy.escalation }, event, transitionContext(engine));
  if (declaration.kind === 'refused') return declaration.active.id;
  return (await executeEffects(engine, declaration.opened)).id;
}

/** Severity and priority of the OpsItem of a request whose severity is not known. */
const UNKNOWN_URGENCY = 3;

async function keepOpsItem(engine: RequestEngine, request: SupportRequest): Promise<string> {
  const { opsItems, policy } = engine;
  const { id, title, text, from, opsItemId, state } = request;
  if (opsItemId !== undefined) {
    await opsItems.update(opsItemId, opsItemStatus(request), opsItemState(request));
    return opsItemId;
  }
  const created = await opsItems.create({
    ...opsItemState(request),
    title: `${id}: ${title}`,
    description: [`From ${from}`, ...(text === undefined ? [] : [text])].join('\n'),
    deduplication: `${policy.application}-${policy.environment}-${id}`,
  });
  // It was answered or taken before there was an item.
  if (state !== 'received') await opsItems.update(created, opsItemStatus(request), opsItemState(request));
  return created;
}

function opsItemStatus(request: SupportRequest): OpsItemStatus {
  if (!isOpenRequest(request)) return 'Resolved';
  return request.state === 'received' ? 'Open' : 'InProgress';
}

function opsItemState({ id, from, via, triaged, incidentId, acknowledged }: SupportRequest): OpsItemState {
  // S3 and S4 have the same OpsItem severity: OpsCenter has four.
  const urgency = triaged === undefined ? UNKNOWN_URGENCY : Math.min(Number(triaged.severity.slice(1)) + 1, 4);
  const texts = { request: id, from, via, acknowledgedBy: acknowledged?.by, severity: triaged?.severity, becameIncident: incidentId };
  const data = Object.entries(texts).flatMap(([name, value]) => (value === undefined ? [] : [[name, { value, isSearchable: true }] as const]));
  return { severity: urgency, priority: urgency, data: Object.fromEntries(data) };
}
