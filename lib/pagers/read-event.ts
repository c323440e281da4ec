import { accountOfArn } from '../aws/arn';
import { parseJsonObject } from '../aws/cloudformation/json-text';
import { isJsonObject, type JsonObject, type JsonValue } from '../aws/cloudformation/template';
import { alarmLink } from '../incident/message/console-links';
import { recordPointer } from '../incident/message/shown-facts';
import { parseSeverity, type Severity } from '../incident/severity';
import type { PagerAction, PagerEvent } from './pager-event';

/** What SNS hands over of a message. */
export interface TopicText {
  /** Name of the topic: the severity of an alarm is the one of the topic it publishes to. */
  readonly topicName: string;
  readonly text: string;
}

/**
 * The event of a message of a topic: a page (`day2.page/1`), a notice of the incident engine that somebody has an incident or that it is
 * over (`day2.inform/1`), or a message of a CloudWatch alarm, of whatever kind. Undefined for what no pager has to hear of.
 */
export function readPagerEvent({ topicName, text }: TopicText): PagerEvent | undefined {
  const message = parseJsonObject(text);
  if (message === undefined) return undefined;
  return eventOfPage(message) ?? eventOfNotice(message) ?? eventOfAlarm(message, topicName);
}

/** Nobody can tell how severe something is: not a reason to wake anybody, and none to say nothing. */
const UNKNOWN_SEVERITY: Severity = 'S2';

/** Members that every page has, texts of their own. */
const PAGE_TEXTS = ['kind', 'summary', 'application', 'environment', 'region', 'at', 'reason'] as const;

/** Read by hand: a sender that starts for a page would load a reader of schemas thirty times its own size. */
function eventOfPage(page: JsonObject): PagerEvent | undefined {
  const links = objectOf(page.links);
  if (page.schema !== 'day2.page/1' || !PAGE_TEXTS.every((name) => typeof page[name] === 'string') || typeof links.state !== 'string') return undefined;
  const of = (from: JsonObject, name: string): string | undefined => (typeof from[name] === 'string' ? from[name] : undefined);
  const [incident, alarm, acknowledge] = [page.incident, page.alarm, page.acknowledge].map(objectOf) as [JsonObject, JsonObject, JsonObject];
  const [reason, summary, id] = [of(page, 'reason')!, of(page, 'summary')!, of(incident, 'id')];
  const source = `${of(page, 'application')}-${of(page, 'environment')}`;
  const about = page.kind === 'fault' ? `fault:${reason}` : (id ?? `alarm:${of(alarm, 'region')}:${of(alarm, 'name')}`);
  return {
    action: 'trigger',
    key: [source, of(page, 'region'), about].join(':'),
    severity: parseSeverity(of(page, 'severity') ?? '') ?? UNKNOWN_SEVERITY,
    title: summary,
    text: of(incident, 'impact') ?? summary,
    source,
    component: of(incident, 'service') ?? source,
    at: of(page, 'at')!,
    isDrill: page.drill === true,
    fields: texts({
      reason,
      tier: typeof page.tier === 'number' ? String(page.tier) : undefined,
      incident: id,
      state: of(incident, 'state'),
      opened: of(incident, 'openedAt'),
      alarm: of(alarm, 'name'),
      paged: Array.isArray(page.paged) ? page.paged.filter((each) => typeof each === 'string').join(', ') : undefined,
      acknowledge: of(acknowledge, 'command'),
    }),
    links: linksOf({ Acknowledge: of(acknowledge, 'link'), State: links.state, Runbook: of(links, 'runbook'), Dashboard: of(links, 'dashboard') }),
    record: id === undefined ? links.state : recordPointer(id),
  };
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** By the reason of a notice. A pager hears of nothing else: it asks for nothing. */
const NOTICE_ACTIONS: Readonly<Record<string, PagerAction>> = { acknowledged: 'acknowledge', resolved: 'resolve' };

function eventOfNotice({ metadata }: JsonObject): PagerEvent | undefined {
  const context = objectOf(objectOf(metadata).additionalContext);
  const text = (name: string): string => textOr(context[name], '');
  const action = Object.hasOwn(NOTICE_ACTIONS, text('reason')) ? NOTICE_ACTIONS[text('reason')] : undefined;
  if (context.schema !== 'day2.inform/1' || action === undefined) return undefined;
  const source = `${text('application')}-${text('environment')}`;
  return {
    action,
    key: [source, text('region'), text('incident')].join(':'),
    severity: parseSeverity(text('severity')) ?? UNKNOWN_SEVERITY,
    title: text('title') || text('incident'),
    text: text('text') || text('doing'),
    source,
    component: text('service'),
    at: text('at'),
    isDrill: text('drill') === 'true',
    fields: texts({ reason: text('reason'), incident: text('incident'), state: text('state'), acknowledgedBy: text('acknowledgedBy') || undefined }),
    links: linksOf({ State: text('stateLink') || undefined, Dashboard: text('dashboardLink') || undefined }),
    record: recordPointer(text('incident')),
  };
}

const STATE_ACTIONS: Readonly<Record<string, PagerAction>> = { ALARM: 'trigger', OK: 'resolve' };

/** An alarm without data is neither on nor over. */
function eventOfAlarm(message: JsonObject, topicName: string): PagerEvent | undefined {
  const { AlarmName: name, AlarmArn: arn, NewStateValue: state, NewStateReason: why, AlarmDescription: description, StateChangeTime: at } = message;
  const action = typeof state === 'string' && Object.hasOwn(STATE_ACTIONS, state) ? STATE_ACTIONS[state] : undefined;
  if (typeof name !== 'string' || typeof arn !== 'string' || action === undefined) return undefined;
  const [, , , region = ''] = arn.split(':');
  const account = accountOfArn(arn);
  const link = alarmLink({ name, region });
  const [, label = ''] = /-(s[0-4])(?:-|$)/.exec(topicName) ?? [];
  return {
    action,
    key: [account, region, name].join(':'),
    severity: parseSeverity(label) ?? UNKNOWN_SEVERITY,
    title: `${name}: ${textOr(description, textOr(why, 'no description'))}`,
    text: textOr(why, ''),
    source: `${account} ${region}`,
    component: name,
    at: instantText(at),
    isDrill: false,
    fields: texts({ alarm: name, account, region, state: textOr(state, '') }),
    links: linksOf({ Alarm: link }),
    record: `alarm ${name} in ${region}`,
  };
}

/** CloudWatch writes `2026-11-30T19:10:24.000+0000`. */
function instantText(at: JsonValue | undefined): string {
  return textOr(at, '').replace(/\+0000$/, 'Z');
}

function textOr(value: JsonValue | undefined, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

function texts(named: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function linksOf(named: Readonly<Record<string, string | undefined>>): PagerEvent['links'] {
  return Object.entries(texts(named)).map(([title, url]) => ({ title, url }));
}
