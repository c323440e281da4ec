import type { EscalationPolicy } from './escalation-policy';
import type { Incident } from './incident';
import { incidentId } from './incident-id';
import type { AlarmEvent, OpeningEvent } from './incident-event';
import { muteEndsAt, promote } from './joined-alarms';
import { climb } from './ladder';
import { updateQuiet } from './recovery';
import { close } from './resolution';
import { restartUpdateClock } from './status-updates';
import { Turn, type Reduced, type TurnContext } from './turn';
import { compareSeverity } from '../severity';
import { MINUTE_MS } from '../time';

/** What an incident is opened with. */
export interface Opening {
  readonly group: string;
  /** The latest incident of the group, which this one follows. */
  readonly previous?: Pick<Incident, 'id' | 'sequence'>;
  readonly policy: EscalationPolicy;
}

/** An event this much older than its arrival was not told, but found. */
const LATE_MS = 2 * MINUTE_MS;

/** A new incident, with its first tier paged. */
export function openIncident({ group, previous, policy }: Opening, event: OpeningEvent, context: TurnContext): Reduced {
  const { now } = context;
  const sequence = (previous?.sequence ?? 0) + 1;
  const facts = event.kind === 'alarm' ? event.alarm : event;
  const isMuted = event.kind === 'alarm' && event.mutedUntil !== undefined;
  const incident: Incident = {
    id: incidentId(group, sequence),
    group,
    sequence,
    version: 1,
    state: 'suppressed',
    severity: facts.severity,
    peakSeverity: facts.severity,
    generation: 1,
    title: facts.title,
    impact: facts.impact,
    drill: event.kind === 'declare' && event.drill,
    policy,
    openedAt: now,
    startedAt: event.kind === 'alarm' ? event.transitionAt : now,
    late: event.kind === 'alarm' && event.source === 'sweep' && now - event.transitionAt > LATE_MS,
    alarms: event.kind === 'alarm' ? [attachedAlarm(event)] : [],
    flapCount: 0,
    ladder: { startedAt: now, reached: [], repeats: 0 },
    exhausted: false,
    checklist: [],
    paged: [],
    ...(previous !== undefined && { previousId: previous.id }),
    outbox: [],
    timeline: [],
  };
  const turn = new Turn(incident, context);
  turn.note(`detected: ${event.kind === 'alarm' ? `${event.alarm.name}, ${event.reason}` : `declared by ${event.by}`}`);
  if (isMuted) turn.note('suppressed: the alarm is muted');
  else begin(turn);
  return turn.finish();
}

function attachedAlarm({ alarm, state, transitionAt, mutedUntil }: AlarmEvent) {
  return { ...alarm, state, transitionAt, ...(mutedUntil !== undefined && { mutedUntil }) };
}

/** The ladder begins to climb. */
function begin(turn: Turn): void {
  const { ladder, severity } = turn.incident;
  turn.set({ state: 'open', ladder: { ...ladder, startedAt: turn.now } });
  turn.note(`classified as ${severity}`);
  restartUpdateClock(turn);
  climb(turn);
  turn.inform({ kind: 'informed' }, 'opened');
  turn.updateOpsItem('Open');
}

/** A mute is over: what it held counts from now on, and pages if it is still on. */
export function endMutes(turn: Turn): void {
  const { incident } = turn;
  const ended = incident.alarms.filter(({ mutedUntil }) => mutedUntil !== undefined && mutedUntil <= turn.now);
  turn.set({ alarms: incident.alarms.map(({ mutedUntil, ...alarm }) => (mutedUntil !== undefined && mutedUntil > turn.now ? { ...alarm, mutedUntil } : alarm)) });
  const on = ended.filter(({ state }) => state === 'ALARM').sort((a, b) => compareSeverity(a.severity, b.severity));
  const [worst] = on;
  if (incident.state !== 'suppressed') {
    if (worst !== undefined) promote(turn, worst.severity);
    updateQuiet(turn);
  } else if (worst !== undefined) {
    turn.note('the mute is over and the alarm is on');
    const peakSeverity = worst.severity;
    turn.set({ severity: worst.severity, peakSeverity });
    begin(turn);
  } else if (muteEndsAt(turn.incident) === undefined) {
    turn.note('the mute is over and so is the alarm');
    close(turn, 'day2');
  }
}
