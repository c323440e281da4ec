import type { AlarmCourse, RunbookCourse, ScenarioCourse } from '../gameday/course';
import type { GameDayReport } from '../gameday/report';
import type { TimelineEvent } from '../gameday/timeline-events';
import { momentText, times } from '../page/figures';
import type { Lane, LaneMark, LaneSpan } from '../page/lanes';
import { belongsTo } from '../page/page';
import { formatDurationMinutes, MINUTE_MS, type Instant } from '../time/time';
import type { Shown } from './course-charts';
import { namedDisturbanceText, timelineText, workloadText } from './timeline-text';

/** What was made to happen, a lane each: workloads and disturbances of the scenario. */
export function causeLanes({ timeline, scenario }: GameDayReport): readonly Lane[] {
  const end = scenario.start + scenario.durationMinutes * MINUTE_MS;
  return timeline
    .flatMap((event): Lane[] => {
      if (event.code === 'workload-began') {
        const { id, for: minutes } = event.workload;
        const over = timeline.find((other) => other.code === 'workload-ended' && other.id === id && other.at >= event.at);
        return [causeLane(workloadText(event.workload), event.at, over?.at ?? event.at + minutes * MINUTE_MS, 'workload')];
      }
      if (event.code === 'disturbance-began') return [causeLane(namedDisturbanceText(event), event.at, event.at + event.forMinutes * MINUTE_MS, 'failure')];
      if (event.code === 'redeployed' || event.code === 'service-reported')
        return [{ name: timelineText(event), note: '', marks: [{ at: event.at, look: 'state', title: timelineText(event) }] }];
      return [];
    })
    .filter(({ spans = [], marks = [] }) => spans.some(({ from }) => from < end) || marks.length > 0);
}

function causeLane(name: string, from: Instant, to: Instant, look: LaneSpan['look']): Lane {
  return { name, note: `from ${momentText(from)}`, spans: [{ from, to, look, title: `${name}, from ${momentText(from)} to ${momentText(to)}` }] };
}

/** Alarms that were on, or without data after they had some: composite alarms first, which notify. Times their actions were suppressed are marked. */
export function alarmLanes({ alarms, end }: ScenarioCourse, report: Pick<GameDayReport, 'timeline'>, services: readonly string[]): readonly Lane[] {
  const changed = alarms.filter(({ states }) => states.some(({ state }, index) => state === 'ALARM' || (index > 0 && state === 'INSUFFICIENT_DATA')));
  const suppressed = new Map<string, Instant[]>();
  for (const event of report.timeline) {
    if (event.code === 'notification-suppressed') suppressed.set(event.alarmName, [...(suppressed.get(event.alarmName) ?? []), event.at]);
  }
  const order = (alarm: AlarmCourse) => `${alarm.objective ?? '~'} ${alarm.type === 'composite' ? 0 : 1} ${alarm.name} ${alarm.region}`;
  return changed
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .map((alarm) => {
      const spans = spansOf(alarm, end);
      const on = spans.filter(({ look }) => look === 'alarm');
      const minutes = on.reduce((sum, { from, to }) => sum + (to - from) / MINUTE_MS, 0);
      const held = suppressed.get(alarm.name) ?? [];
      return {
        name: alarm.name,
        note: [
          on.length === 0 ? 'never on' : `on ${times(on.length)}, ${formatDurationMinutes(Math.round(minutes))}`,
          ...(held.length === 0 ? [] : [`actions suppressed ${times(held.length)}`]),
        ].join('; '),
        spans,
        marks: held.map((at): LaneMark => ({ at, look: 'state', title: `actions suppressed at ${momentText(at)}` })),
        attributes: belongsTo({ service: services.filter((service) => alarm.objective?.startsWith(`${service}/`) === true) }),
      };
    });
}

function spansOf({ states }: AlarmCourse, end: Instant): readonly LaneSpan[] {
  return states.flatMap(({ at, state }, index): LaneSpan[] => {
    const to = states[index + 1]?.at ?? end;
    if (state === 'OK') return [];
    return [{ from: at, to, look: state === 'ALARM' ? 'alarm' : 'unknown', title: `${state} from ${momentText(at)} to ${momentText(to)}` }];
  });
}

/** What ledgers stored of budgets, of objectives whose gate was anything but healthy. */
export function gateLanes({ objectives, start, end }: ScenarioCourse): readonly Lane[] {
  return objectives.flatMap(({ name, service, budget }): Lane[] => {
    const changes = budget.filter(({ state }, index) => state !== budget[index - 1]?.state);
    if (changes.every(({ state }) => state === 'healthy')) return [];
    const spans = changes.flatMap(({ at, state }, index): LaneSpan[] => {
      const to = changes[index + 1]?.at ?? end;
      const from = Math.max(at, start);
      if (state === 'healthy' || to <= start) return [];
      return [
        {
          from,
          to,
          look: state === 'unknown' ? 'unknown' : state === 'frozen' ? 'alarm' : 'state',
          title: `${state} from ${momentText(from)} to ${momentText(to)}`,
        },
      ];
    });
    const seen = [...new Set(changes.filter(({ at }, index) => (changes[index + 1]?.at ?? end) > start || at >= start).map(({ state }) => state))];
    return [{ name: `gate of ${name}`, note: seen.join(', then '), spans, attributes: belongsTo({ service: [service] }) }];
  });
}

type Message = Extract<TimelineEvent, { code: 'page-published' | 'fallback-page-published' | 'watchdog-notified' }>;

/** Whoever was paged or acted, a lane each: pages with their tier, and what they did. */
export function peopleLanes({ timeline, scenario }: GameDayReport): readonly Lane[] {
  const lanes = new Map<string, { marks: LaneMark[]; pages: Message[] }>();
  const laneOf = (person: string) => {
    const lane = lanes.get(person) ?? { marks: [], pages: [] };
    lanes.set(person, lane);
    return lane;
  };
  for (const event of timeline) {
    if (event.at < scenario.start) continue;
    if (event.code === 'page-published' || event.code === 'fallback-page-published' || event.code === 'watchdog-notified') {
      if ('isOver' in event && event.isOver) continue;
      for (const { person, channels } of event.reached) {
        const lane = laneOf(person);
        lane.pages.push(event);
        lane.marks.push({ at: event.at, look: 'page', title: `${momentText(event.at)}: ${messageText(event)} (${channels.join(', ')})` });
      }
      for (const person of event.unreached)
        laneOf(person).marks.push({ at: event.at, look: 'failure', title: `${momentText(event.at)}: not reached, ${messageText(event)}` });
    }
    if (event.code === 'responder-acted')
      laneOf(event.person).marks.push({ at: event.at, look: 'answer', title: `${momentText(event.at)}: ${timelineText(event)}` });
  }
  return [...lanes].map(([person, { marks, pages }]) => {
    const missed = marks.filter(({ look }) => look === 'failure').length;
    const acted = marks.filter(({ look }) => look === 'answer').length;
    return {
      name: person,
      note: [
        ...(pages.length === 0 ? [] : [`paged ${times(pages.length)}, first ${momentText(pages[0]!.at)}, ${[...new Set(pages.map(tierText))].join(' and ')}`]),
        ...(missed === 0 ? [] : [`not reached ${times(missed)}`]),
        ...(acted === 0 ? [] : [`acted ${times(acted)}`]),
      ].join('; '),
      marks,
      attributes: belongsTo({ person: [person] }),
    };
  });
}

function messageText(event: Message): string {
  return event.code === 'page-published'
    ? `${event.severity} ${tierText(event)} ${event.about}`
    : `${tierText(event)}${event.about === undefined ? '' : ` ${event.about}`}`;
}

function tierText(event: Message): string {
  if (event.code === 'page-published') return `tier ${event.tier}`;
  return event.code === 'watchdog-notified' ? 'watchdog' : 'by CloudWatch';
}

/** Incidents from when they were opened until they were resolved, with who acknowledged them. */
export function incidentLanes({ timeline, scenario }: GameDayReport, services: readonly string[]): readonly Lane[] {
  const end = scenario.start + scenario.durationMinutes * MINUTE_MS;
  return timeline.flatMap((event): Lane[] => {
    if (event.code !== 'incident-opened') return [];
    const { incidentId, severity } = event;
    const acknowledged = timeline.flatMap((other) => (other.code === 'incident-acknowledged' && other.incidentId === incidentId ? [other] : []));
    const to = timeline.find((other) => other.code === 'incident-resolved' && other.incidentId === incidentId)?.at ?? end;
    // Of the first deployment.
    if (to < scenario.start) return [];
    const first = acknowledged[0];
    return [
      {
        name: incidentId,
        note: `${severity}, ${first === undefined ? 'acknowledged by nobody' : `acknowledged by ${first.by} after ${formatDurationMinutes(Math.round((first.at - event.at) / MINUTE_MS))}`}`,
        spans: [{ from: event.at, to, look: 'state', title: `${incidentId} ${severity}, from ${momentText(event.at)} to ${momentText(to)}` }],
        marks: acknowledged.map(({ at, by, via }): LaneMark => ({ at, look: 'answer', title: `${momentText(at)}: acknowledged by ${by} (${via})` })),
        attributes: belongsTo({ service: services.filter((service) => incidentId.startsWith(`${service}-`)) }),
      },
    ];
  });
}

/** Runs of runbooks, a lane each, with their steps. */
export function runbookLanes({ runs, end }: ScenarioCourse, { from, to }: Shown): readonly Lane[] {
  return runs
    .filter(({ startedAt, endedAt = end }) => startedAt <= to && endedAt >= from)
    .map((run) => ({
      name: run.document,
      note: `${run.status}, ${run.steps.length === 1 ? '1 step' : `${run.steps.length} steps`} from ${momentText(run.startedAt)}`,
      spans: run.steps.map((step) => stepSpan(step, end)),
    }));
}

function stepSpan({ name, status, startedAt, endedAt }: RunbookCourse['steps'][number], end: Instant): LaneSpan {
  const failed = status === 'Failed' || status === 'TimedOut' || status === 'Cancelled';
  return { from: startedAt, to: endedAt ?? end, look: failed ? 'failure' : 'step', title: `${name}: ${status}, from ${momentText(startedAt)}` };
}
