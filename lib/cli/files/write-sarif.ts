import type { Problem } from '../../problems/problem';
import { toSarif } from '../../report/sarif';
import { toJson } from '../terminal';
import { version } from '../version';
import { writeReport } from './write-report';

/**
 * Writes problems as SARIF, for code scanning of a forge.
 *
 * @throws ProblemsError OUT001 when the file cannot be written
 */
export function writeSarif(file: string, problems: readonly Problem[]): void {
  writeReport(file, toJson(toSarif(problems, version())), 'give --sarif a file that can be written');
}
