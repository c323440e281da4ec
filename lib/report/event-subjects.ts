import type { TimelineEvent } from '../gameday/timeline-events';

/** Whom and what an event is about, for filters; empty: nothing in particular. */
export interface EventSubjects {
  readonly services: readonly string[];
  readonly people: readonly string[];
}

/** Services and people of an event, from its fields. */
export function subjectsOf(event: TimelineEvent, services: readonly string[]): EventSubjects {
  return { services: services.filter((service) => namesIn(event).some((name) => isOf(name, service))), people: peopleIn(event) };
}

/** Names in an event that may be those of a service, or begin with one. */
function namesIn(event: TimelineEvent): readonly string[] {
  switch (event.code) {
    case 'workload-began':
      return event.workload.on;
    case 'disturbance-began':
    case 'disturbance-ended':
      return event.disturbance.kind === 'muted' ? [event.disturbance.on] : [];
    case 'page-published':
    case 'notice-published':
      return [event.about];
    case 'watchdog-notified':
      return event.about === undefined ? [] : [event.about];
    case 'responder-acted':
      return event.action.service === undefined ? [] : [event.action.service];
    default:
      return [...('objective' in event && event.objective !== undefined ? [event.objective] : []), ...('incidentId' in event ? [event.incidentId] : [])];
  }
}

/** `partner-portal`, its objective `partner-portal/latency` or its incident `partner-portal-1`. */
function isOf(name: string, service: string): boolean {
  return name === service || name.startsWith(`${service}/`) || (name.startsWith(`${service}-`) && /^\d+$/.test(name.slice(service.length + 1)));
}

function peopleIn(event: TimelineEvent): readonly string[] {
  switch (event.code) {
    case 'page-published':
    case 'fallback-page-published':
    case 'notice-published':
    case 'watchdog-notified':
      return [...event.reached.map(({ person }) => person), ...event.unreached];
    case 'responder-acted':
      return [event.person];
    case 'incident-acknowledged':
    case 'incident-updated':
    case 'incident-resolved':
    case 'checklist-item-done':
      return [event.by];
    default:
      return [];
  }
}
