import { formatOverride, parseOverride } from '../../lib/incident/use-cases/automation-override';
import { formatOverride as formatFreezeOverride, parseOverride as parseFreezeOverride } from '../../lib/maintenance/calendar/freeze-override';
import { parsePermit, printPermit } from '../../lib/slo/gate/permit';

const FROM = Date.UTC(2026, 2, 2, 8);
const UNTIL = FROM + 3_600_000;

test.each(['the {{template}} of the letter is wrong', '{{{{', 'plain'])('a reason such as %j is kept, in a text that Parameter Store takes', (reason) => {
  const decision = { by: 'nadia', reason, from: FROM, until: UNTIL };
  const texts = [
    printPermit({ kind: 'override', ...decision }),
    formatFreezeOverride(decision),
    formatOverride({ by: 'nadia', reason, since: FROM, until: UNTIL }),
  ];
  for (const text of texts) expect(text).not.toContain('{{');
  expect(parsePermit(texts[0]!, 'override')).toEqual({ kind: 'override', ...decision });
  expect(parseFreezeOverride(texts[1]!)).toEqual(decision);
  expect(parseOverride(texts[2]!)).toEqual({ by: 'nadia', reason, since: FROM, until: UNTIL });
});
