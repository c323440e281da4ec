import { GATES, type GateId } from '../../handover/activation/gate-ids';
import { gateLines } from '../../handover/activation/gates';
import { certify } from '../../handover/certificates/certify';
import { judgeCriteria } from '../../handover/checklist/criterion';
import { together } from '../../handover/checklist/judgement';
import { dateOf } from '../../handover/input';
import { worstOutcome } from '../../problems/problem';
import { DAY_MS } from '../../time/zoned-time';
import { requireEnvironment } from '../account/environment';
import { judgedHandover } from '../files/judged-handover';
import { EXIT_OF_OUTCOME, toJson, type Terminal } from '../terminal';
import { alignColumns } from './columns';
import type { HandoverOptions } from './handover';

/**
 * Says whether a gate of the handover is passed, or each of them: exit code 0 when it is, 1 when a line has failed, 3 when none has, but
 * nobody can tell of some. Requirements 002-89 to 002-93.
 *
 * @throws ProblemsError for what it cannot be judged by
 */
export function handoverGate(gate: GateId | undefined, options: Omit<HandoverOptions, 'check'>, terminal: Terminal): number {
  const planned = requireEnvironment(options, terminal);
  if (typeof planned === 'number') return planned;
  const handover = judgedHandover(planned, { ...options, today: options.date ?? Math.floor(terminal.now() / DAY_MS) });
  const criteria = gateLines(certify(handover));
  const gates = (gate === undefined ? GATES : [gate]).map((id) => {
    const lines = judgeCriteria(criteria[id], handover);
    return { gate: id, outcome: together(lines).outcome, lines };
  });
  if (options.json === true) terminal.print(toJson({ version: 1, date: dateOf(handover.input), gates }));
  else
    terminal.print(
      gates
        .map(({ gate: id, outcome, lines }) => [`${id}: ${outcome}`, ...alignColumns(lines.map((line) => [`  ${line.outcome}`, line.id, line.why]))].join('\n'))
        .join('\n\n'),
    );
  return EXIT_OF_OUTCOME[worstOutcome(gates.map(({ outcome }) => outcome))];
}
