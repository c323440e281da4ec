import { dateOf, type HandoverInput } from '../input';
import { isOfOperations } from '../parts/operators';
import type { Attestation } from '../settings';
import { couldNotTell, failed, passed, together, type Judgement } from './judgement';

/** Attestations of an item, those that were filed as evidence among them. */
function attestations({ settings, evidence }: HandoverInput, item: string): readonly Attestation[] {
  const filed = evidence.flatMap(({ id, kind, by, on, until }) => (kind === item && by !== undefined ? [{ item, by, on, evidence: id, until }] : []));
  return [...settings.attestations.filter((each) => each.item === item), ...filed];
}

/** Those that hold on the date; what is over is as good as none. */
function holding(input: HandoverInput, item: string): readonly Attestation[] {
  const date = dateOf(input);
  return attestations(input, item).filter(({ on, until }) => on <= date && date <= until);
}

/** Whether anybody says anything about an item, today or at another time. */
export function isAttested(input: HandoverInput, item: string): boolean {
  return attestations(input, item).length > 0;
}

/** Whether somebody says that an item is so, and still does. What rests on evidence that is filed by its id is over when that is. */
export function attested(input: HandoverInput, item: string): Judgement {
  const [last] = holding(input, item).toSorted((a, b) => (a.on < b.on ? 1 : -1));
  if (last !== undefined) {
    const filed = input.evidence.find(({ id }) => id === last.evidence);
    if (filed !== undefined && filed.until < dateOf(input)) return failed(`${last.by} attested it by ${filed.id}, which held until ${filed.until}`);
    return passed(`${last.by} on ${last.on}: ${last.evidence}`, { until: last.until, ...(filed !== undefined && { evidence: [filed.id] }) });
  }
  const [over] = attestations(input, item);
  return over === undefined ? couldNotTell('nobody has attested it') : failed(`the attestation of ${over.by} holds from ${over.on} to ${over.until}`);
}

/** Everybody who has signed the handover, and still does, in the order of their names. */
export function signers(input: HandoverInput): readonly Attestation[] {
  const each = new Map(holding(input, SIGN_OFF).map((attestation) => [attestation.by, attestation]));
  return [...each.values()].toSorted((a, b) => (a.by < b.by ? -1 : 1));
}

/** Item of the checklist, and kind of evidence, by which people sign. */
const SIGN_OFF = 'sign-off';

/** Two who operate and one who does not have to sign. Requirements 002-12, 002-95. */
const LEAST = { operations: 2, outside: 1 };

/** Whether two people of operations have signed, which are those that a page reaches first, and one from outside of operations. */
export function signedOff(input: HandoverInput): Judgement {
  const signatures = signers(input);
  const signed = signatures.map(({ by }) => by);
  const ofOperations = signed.filter((person) => isOfOperations(input, person));
  const others = signed.filter((person) => !isOfOperations(input, person));
  const why = `of operations: ${ofOperations.join(', ') || 'nobody'}; from outside: ${others.join(', ') || 'nobody'}`;
  if (ofOperations.length < LEAST.operations || others.length < LEAST.outside) return failed(`too few have signed; ${why}`);
  return together(
    signatures.map(({ evidence, until }) => passed(why, { until, ...(input.evidence.some(({ id }) => id === evidence) && { evidence: [evidence] }) })),
  );
}
