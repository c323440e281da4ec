import type { Severity } from '../../incident/severity';
import type { AccountClient } from '../account/account-client';
import { EXIT, type Terminal } from '../terminal';
import { requireStaffed, unpagedSeverity } from './incident-access';
import { changeStaffed, type IncidentChangeOptions } from './incident-change';

/** Options of `day2 incident reclassify`. */
export interface IncidentReclassifyOptions extends IncidentChangeOptions {
  readonly severity: Severity;
  readonly reason: string;
}

/**
 * Makes an incident worse, which begins its escalation anew, or less bad, which leaves what is owed afterwards as it is.
 *
 * @throws ProblemsError when the account cannot be asked
 */
export async function incidentReclassify(id: string, options: IncidentReclassifyOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const staffed = requireStaffed(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const { severity, reason } = options;
  const mistake = unpagedSeverity(severity, staffed.plan.incidents);
  if (mistake !== undefined) {
    terminal.printError(mistake);
    return EXIT.usage;
  }
  return changeStaffed(id, options, staffed, (by) => ({ kind: 'reclassify', by, severity, reason }), terminal, account);
}
