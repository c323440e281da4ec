/** Gates before and after a handover, and its checkpoints: each five lines. */

import { formatLocalDay, parseLocalDay } from '../../time/zoned-time';
import type { ValidationId } from '../certificates/certificates';
import type { Certification } from '../certificates/certify';
import { attested } from '../checklist/attestations';
import { allOf, line, ofCheck, ofItems, type Criterion, type Decision } from '../checklist/criterion';
import { accountVerified } from '../checklist/evidence-checks';
import { CONFIRMATIONS } from '../checklist/items';
import { couldNotTell, failed, passed, together, type Judgement } from '../checklist/judgement';
import { dateOf, type HandoverInput } from '../input';
import type { GateId } from './gate-ids';
import { activationState } from './steps';

/** Days after a handover on which it is validated. Our choice: a rotation, and a month. */
export const VALIDATED_AFTER_DAYS = [7, 30] as const;

/** Validations decide it, all that are named. */
const ofValidations =
  ({ validations }: Certification, ...ids: readonly ValidationId[]): Decision =>
  () =>
    together(
      validations
        .filter(({ id }) => ids.length === 0 || ids.some((each) => each === id))
        .map(({ id, outcome, lines }) => ({ ...together(lines), why: `${id}: ${outcome}` })),
    );

/** What each gate asks for. Requirements 002-89 to 002-93. */
export function gateLines(certification: Certification): Readonly<Record<GateId, readonly Criterion[]>> {
  return {
    system: [
      line('validation', 'all six validations have passed', ofValidations(certification)),
      line('performance', 'what was promised of performance is kept', ofValidations(certification, 'performance')),
      line('security', 'security controls work', ofValidations(certification, 'security')),
      line('integration', 'services and partners work together', ofValidations(certification, 'integration')),
      line('documents', 'the documents are complete and current', ofItems('incident-document', 'observability-document', 'traceability')),
    ],
    team: [
      line('knowledge', 'the team knows the system', ofItems('architecture-known')),
      line('tools', 'everybody can use every tool', ofItems('tools-known')),
      line('procedures', 'the team has carried out the procedures, and answered drills', ofItems('procedures-done')),
      line('incidents', 'an incident was rehearsed', ofItems('incident-drill')),
      line('escalation', 'an escalation was rehearsed', ofItems('escalation', 'escalation-drill')),
    ],
    automation: [
      line('configured', 'what judges by itself is trained, or only opens tickets', ofItems('anomalies')),
      line('monitoring', 'monitoring is in the account, and alive', ofCheck(accountVerified())),
      line('self-healing', 'what heals by itself was rehearsed', ofItems('self-healing')),
      line('supervision', 'people supervise it, and can stop it', ofItems('supervision', 'override')),
      line('improvement', 'what could be better is looked at on schedule', ofItems('cadences')),
    ],
    'pre-handover': [
      line('validation', 'all six validations have passed', ofValidations(certification)),
      line(
        'documents',
        'the documents are complete and current, those of the release too',
        ofItems('artefacts', 'incident-document', 'observability-document', 'traceability'),
      ),
      line('team', 'the team is trained, and has shown it', ofItems('architecture-known', 'tools-known', 'procedures-done')),
      line('system', 'the system is in the account as planned, and alive', ofCheck(accountVerified())),
      line('automation', 'automation is rehearsed and supervised', ofItems('anomalies', 'self-healing', 'override', 'approvals', 'supervision')),
    ],
    'post-handover': [
      line('operations', 'operations work: nobody is missing, and work is done on schedule', ofItems('coverage', 'nobody-alone', 'cadences')),
      line('performance', 'the account is as planned, looked at after the handover', allOf(ofCheck(accountVerified()), ofCheck(verifiedAfterHandover))),
      line('incidents', 'an incident after the handover, real or a drill, was answered in time', ofCheck(answeredAfterHandover)),
      line('improvement', 'people have confirmed what was reviewed, answered, found and improved', ofCheck(confirmed)),
      line('activation', 'the handover was completed', ofCheck(completed)),
    ],
  };
}

/** Somebody says each of the four. Requirement 003-37. */
function confirmed(input: HandoverInput): Judgement {
  return together(
    CONFIRMATIONS.map((id) => {
      const judged = attested(input, id);
      return { ...judged, why: `${id}: ${judged.why}` };
    }),
  );
}

/** The day of the handover; undefined: it was not completed. */
function handedOverOn({ activation }: HandoverInput): string | undefined {
  return activationState(activation).find(({ step }) => step === 'completion')?.taken?.on;
}

function completed(input: HandoverInput): Judgement {
  const on = handedOverOn(input);
  if (on === undefined) return failed('the handover was not completed');
  const earliest = formatLocalDay(parseLocalDay(on)! + VALIDATED_AFTER_DAYS[0]);
  return dateOf(input) < earliest ? couldNotTell(`it was completed on ${on}; what came of it is seen from ${earliest} on`) : passed(`completed on ${on}`);
}

function verifiedAfterHandover(input: HandoverInput): Judgement {
  const on = handedOverOn(input);
  const made = input.verification?.on;
  if (on === undefined) return couldNotTell('the handover was not completed');
  return made !== undefined && made > on ? passed(`verified on ${made}`) : couldNotTell(`the account was not asked after ${on}`);
}

/** A real incident, or a drill, after the handover: at least one, and the last of them in time. Requirement 002-90. */
function answeredAfterHandover(input: HandoverInput): Judgement {
  const on = handedOverOn(input);
  if (on === undefined) return couldNotTell('the handover was not completed');
  const answered = input.rehearsals.filter((each) => (each.kind === 'drill' || each.kind === 'incident') && each.on > on);
  const last = answered.at(-1);
  if (last === undefined) return couldNotTell(`neither an incident nor a drill after ${on} is in the evidence`);
  return { outcome: last.outcome, why: `${last.kind} ${last.id} on ${last.on}: ${last.outcome}`, evidence: [last.evidence] };
}
