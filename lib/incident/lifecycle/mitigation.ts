import { measureAcknowledgement } from './acknowledgement-figures';
import { climb } from './escalation';
import { isMitigated, isUnderway } from './incident';
import type { BurnEvent, MitigateEvent } from './incident-event';
import type { IncidentTransition } from './incident-transition';
import { holdsIncident } from './recovery';
import { restartUpdateClock } from './status-updates';

/**
 * An outage can be over while its alarms are still on: a burn-rate alarm clears when its short window has passed. Once
 * somebody says that it is mitigated, tiers that are called because it is not resolved wait for as long as nothing burns; they
 * are called at once, those that fell due meanwhile included, when something burns again. Mitigated is not resolved: updates go on being due.
 */

/** Somebody says that users are well again. Whoever does has the incident, if nobody had it. */
export function mitigate(transition: IncidentTransition, { by, via, text }: MitigateEvent): void {
  const { id, state, acknowledgement, firstAcknowledgedAt, alarms } = transition.incident;
  if (!isUnderway({ state })) return transition.answer(false, `${id} is ${state}: there is nothing to mitigate`);
  if (state === 'monitoring') return transition.answer(false, `${id} is monitoring: its alarms are over, and nobody is paged for it`);
  if (acknowledgement === undefined) {
    transition.set({
      acknowledgement: { by, at: transition.now, via },
      firstAcknowledgedAt: firstAcknowledgedAt ?? transition.now,
      state: 'acknowledged',
      exhausted: false,
    });
    transition.note('acknowledged', `acknowledged by ${by} (${via}), with the mitigation`);
    if (firstAcknowledgedAt === undefined) measureAcknowledgement(transition);
  }
  transition.set({ mitigation: { by, at: transition.now, burning: false } });
  transition.dropPages(() => true);
  transition.note('mitigated', `mitigated by ${by}${text === undefined ? '' : `: ${text}`}`);
  restartUpdateClock(transition);
  transition.inform({ kind: 'everybody' }, 'mitigated', text);
  transition.updateOpsItem('InProgress');
  const watched =
    alarms.length === 0 ? 'no alarm of it can say that it is back: say so yourself' : 'what burns again resumes it, with the tiers that fell due meanwhile';
  transition.answer(true, `${id} is mitigated: no tier is called because it is not resolved; ${watched}`);
}

/** What the short windows of a mitigated incident say: something burns, or nothing does any more. */
export function hearBurn(transition: IncidentTransition, { burning, again, why }: BurnEvent): void {
  const { mitigation } = transition.incident;
  if (mitigation === undefined || mitigation.burning === burning) return;
  transition.set({ mitigation: { ...mitigation, burning } });
  transition.note(burning ? 'burning again' : 'not burning', burning ? `the escalation goes on: ${why}` : `nothing burns: ${why}`);
  if (!burning) return;
  // An outage that ended a minute ago still burns: nobody is notified that it is back.
  if (again) transition.inform({ kind: 'paged' }, 'burning again', why);
  climb(transition);
}

/** An alarm that went on after the mitigation burns, whatever the short windows say: its event is heard before they are looked at. */
export function resumeWhenFiring(transition: IncidentTransition): void {
  const { incident } = transition;
  const { mitigation } = incident;
  if (mitigation === undefined || !isMitigated(incident)) return;
  const fired = incident.alarms.find((alarm) => alarm.state === 'ALARM' && alarm.transitionAt > mitigation.at && holdsIncident(incident, alarm));
  if (fired !== undefined) hearBurn(transition, { kind: 'burn', burning: true, again: true, why: `${fired.name} is on again` });
}
