import { CHECKLIST_ITEMS, type PostmortemContent } from '../../incident/lifecycle/incident-event';
import { incidentId } from '../../incident/lifecycle/incident-id';
import type { Answer } from '../../incident/lifecycle/incident-transition';
import type { RequestCommand } from '../../incident/requests/request-event';
import { REQUESTS_GROUP } from '../../incident/requests/request-policy';
import { DynamoDbIncidentStore } from '../../incident/table/dynamodb-incident-store';
import type { ItemTable } from '../../incident/table/item-table';
import { DynamoDbRequestStore } from '../../incident/table/request-store';
import { runRequestCommand } from '../../incident/use-cases/change-request';
import { declareIncident } from '../../incident/use-cases/declare-incident';
import type { IncidentStore } from '../../incident/use-cases/incident-store';
import { runCommand, type IncidentCommand } from '../../incident/use-cases/run-command';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { PersonAction } from '../../scenario/scenario';
import type { Account } from '../../simulator/account';
import { operatorCall } from '../../simulator/core/operator-client';
import { MINUTES_PER_DAY, MINUTE_MS, type Instant } from '../../time/time';

/** Days until an action of a rehearsed postmortem is due. */
const ACTION_DAYS = 14;

/** What a command of a person is carried out with. */
export interface CommandContext {
  readonly account: Account;
  readonly plan: IncidentPlan;
  readonly now: Instant;
}

/**
 * Does what a person types on the command line, with the code of the command line: on the table, as somebody who may do
 * everything, without the engine.
 *
 * @returns the answer of the last command, where an action is several
 */
export async function runPersonCommand(person: string, action: PersonAction, { account, plan, now }: CommandContext): Promise<Answer> {
  const table: ItemTable = { call: operatorCall(account, 'dynamodb', plan.policy.region) as ItemTable['call'] };
  const request = requestCommandOf(person, action);
  if (request !== undefined) return runOnRequest(table, request, action, { plan, now });
  const store = new DynamoDbIncidentStore(table, plan.tableName, `${person} at ${now}`);
  const group = action.service ?? '';
  if (action.do === 'declare') return declare(store, person, action, { plan, now });
  const id = action.sequence === undefined ? (await store.latest(group))?.id : incidentId(group, action.sequence);
  if (id === undefined) return { accepted: false, text: `${group} has no incident` };
  let answer: Answer = { accepted: false, text: 'there is nothing to do' };
  for (const command of commandsOf(person, action, now)) ({ answer } = await runCommand(store, plan.policy.roster, id, command, { now }));
  return answer;
}

/** What a person does with a request; undefined for what is done with incidents. */
function requestCommandOf(by: string, { do: verb, severity = 'S2', text = '' }: PersonAction): RequestCommand | undefined {
  switch (verb) {
    case 'acknowledge-request':
      return { kind: 'acknowledge', by };
    case 'set-request-severity':
      return { kind: 'set severity', by, severity };
    case 'answer-request':
      return { kind: 'answer', by, text };
    default:
      return undefined;
  }
}

async function runOnRequest(
  table: ItemTable,
  command: RequestCommand,
  { sequence }: PersonAction,
  { plan, now }: Omit<CommandContext, 'account'>,
): Promise<Answer> {
  const { policy, requests } = plan;
  if (requests === undefined || policy.requests === undefined) return { accepted: false, text: 'no requests are taken' };
  const store = new DynamoDbRequestStore(table, requests.tableName, `${command.by} at ${now}`);
  const id = `${REQUESTS_GROUP}-${sequence ?? (await store.latest(1))[0]?.sequence ?? 1}`;
  const { answer } = await runRequestCommand(store, { roster: policy.roster, policy: policy.requests }, id, command, { now });
  return answer;
}

async function declare(store: IncidentStore, by: string, action: PersonAction, { plan, now }: Omit<CommandContext, 'account'>): Promise<Answer> {
  const { service: group = '', severity = 'S2', text = '', drill } = action;
  const declaration = await declareIncident(
    store,
    { group, policy: plan.policy.escalation },
    { kind: 'declare', severity, title: text, impact: text, by, drill },
    { now },
  );
  if (declaration.kind === 'opened') return { accepted: true, text: `${declaration.opened.incident.id} is open` };
  const { id, state } = declaration.active;
  return { accepted: false, text: `${id} is ${state} already` };
}

function commandsOf(by: string, { do: verb, text = '', despiteAlarms, severity, item, via }: PersonAction, now: Instant): readonly IncidentCommand[] {
  switch (verb) {
    case 'acknowledge':
      return [{ kind: 'acknowledge', by, via: via === 'console' ? 'console' : 'cli' }];
    case 'mitigate':
      return [{ kind: 'mitigate', by, via: 'cli', ...(text !== '' && { text }) }];
    case 'update':
      return [{ kind: 'update', by, text }];
    case 'resolve':
      return [{ kind: 'resolve', by, resolution: text, ...(despiteAlarms !== undefined && { despiteAlarms }) }];
    case 'reclassify':
      return severity === undefined ? [] : [{ kind: 'reclassify', by, severity, reason: text }];
    case 'checklist-done':
      return (item === undefined ? CHECKLIST_ITEMS.filter((each) => each !== 'postmortem') : [item]).map((each) => ({
        kind: 'complete',
        by,
        item: each,
        note: text,
      }));
    case 'file-postmortem':
      return [{ kind: 'file postmortem', by, postmortem: postmortemWith(text, by, now) }];
    case 'waive-postmortem':
      return [{ kind: 'waive postmortem', by, reason: text }];
    case 'close':
      return [{ kind: 'close', by }];
    case 'declare':
    case 'unsubscribe':
    case 'override-on':
    case 'override-off':
    case 'start-runbook':
    case 'acknowledge-request':
    case 'set-request-severity':
    case 'answer-request':
      return [];
  }
}

/** A postmortem that is complete but for the root cause, which is what the scenario says. */
function postmortemWith(rootCause: string, owner: string, now: Instant): PostmortemContent {
  const dueAt = now + ACTION_DAYS * MINUTES_PER_DAY * MINUTE_MS;
  return {
    overview: 'as rehearsed',
    timeline: 'as recorded',
    rootCause,
    lessons: 'rehearse more',
    actions: [{ what: 'keep it from happening again', owner, dueAt, kind: 'prevent', status: 'transferred' }],
  };
}
