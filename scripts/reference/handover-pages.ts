/** The handover of the example that ships: documents of a date, from its configuration, its runbooks and its evidence. */

import { readHandover } from '../../lib/cli/files/handover-files';
import { loadOperations, type PlannedEnvironment } from '../../lib/cli/files/operations';
import { filesOnDisk } from '../../lib/config/read-directory';
import { markdownFiles, type HandoverFile } from '../../lib/handover/build-documents';
import { DOCUMENT_IDS } from '../../lib/handover/document';
import { readSettings } from '../../lib/handover/read-settings';
import { EXAMPLE_ENVIRONMENT } from './example-on-call';

/** The date for which the documents in the repository are made: that of the evidence they rest on. */
export const EXAMPLE_DATE = '2026-11-30';

const CONFIG = 'config';

let made: readonly HandoverFile[] | undefined;

let planned: PlannedEnvironment | undefined;

/** The environment of the example, read once. */
export function examplePlanned(): PlannedEnvironment {
  planned ??= loadOperations(CONFIG, {}).environments.find(({ plan }) => plan.environment === EXAMPLE_ENVIRONMENT);
  if (planned === undefined) throw new Error(`the example has no environment ${EXAMPLE_ENVIRONMENT}`);
  return planned;
}

function files(): readonly HandoverFile[] {
  return markdownFiles(readHandover(examplePlanned(), { config: CONFIG, at: Date.parse(EXAMPLE_DATE) }));
}

/** Every document, made once, when the first of them is asked for. */
export function handoverPages(): readonly { readonly path: string; readonly content: () => string }[] {
  const { settings } = readSettings(`${CONFIG}/handover.yaml`, filesOnDisk, undefined);
  if (settings === undefined) throw new Error('handover.yaml of the example cannot be read');
  return DOCUMENT_IDS.map((id) => {
    const path = settings.paths[id];
    return { path, content: () => (made ??= files()).find((file) => file.path === path)!.content };
  });
}
