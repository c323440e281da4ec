/** The traceability matrix of this repository, and the log of what has no proof. */

import { traceabilityFiles, type TraceabilityLocation } from '../../lib/cli/files/traceability-files';
import { parseLocalDay } from '../../lib/time/zoned-time';
import { EXAMPLE_DATE, examplePlanned } from './handover-pages';

const LOCATION: TraceabilityLocation = {
  root: '.',
  requirements: 'docs/requirements.md',
  out: 'docs/requirements/RTM.md',
  changeLog: 'docs/requirements/change-log.md',
  day: parseLocalDay(EXAMPLE_DATE)!,
};

/** Both files, made when they are asked for. */
export function traceabilityPages(): readonly { readonly path: string; readonly content: () => string }[] {
  return [LOCATION.out, LOCATION.changeLog].map((path) => ({
    path,
    content: () => traceabilityFiles(examplePlanned(), LOCATION).files.find((file) => file.path === path)!.content,
  }));
}
