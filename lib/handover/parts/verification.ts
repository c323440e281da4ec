import { paragraph, table, type Block } from '../document';
import { shareOf } from '../evidence/verification';
import { isOpen, open, type HandoverFacts } from '../facts';
import { roleTitle } from '../input';

/** What the account was last found to be, with each gap; or that nobody asked it. Requirements 001-05, 001-13, 001-14. */
export function verificationBlocks(facts: HandoverFacts): readonly Block[] {
  const { verification } = facts;
  const question = isOpen(facts, 'deployed') ? [' ', open(facts, 'deployed')] : [];
  if (verification === undefined) return [paragraph(['Whether they are in the account, enabled and with data was not asked.', ...question])];
  const { observability, evidence, at } = verification;
  const { kpiCoverage, dashboards, alertHealth, gaps, couldNotTell } = observability;
  const found = `objectives ${shareOf(kpiCoverage)}, dashboards ${shareOf(dashboards)}, alarms ${shareOf(alertHealth)}`;
  const unknown = couldNotTell.length === 0 ? '' : ` Of ${couldNotTell.length} things nobody could tell.`;
  return [
    paragraph([`The account was asked at ${at} (evidence ${evidence}). Without a finding are: ${found}.${unknown}`, ...question]),
    ...(gaps.length === 0
      ? []
      : [
          paragraph('Gaps in the account, each with its owner and the time by which it is closed:'),
          table(
            ['Severity', 'What', 'Where', 'Owner', 'Due'],
            gaps.map(({ severity, subject, what, region, owner, due }) => [severity, `${subject}: ${what}`, region, roleTitle(facts, owner), due]),
          ),
        ]),
  ];
}
