import { loadConfiguration } from '../../lib/config/load';
import { filesOnDisk } from '../../lib/config/read-directory';
import type { OnCallModel, OperationsModel } from '../../lib/model/model';

/** The environment of the example that reference pages speak of. */
export const EXAMPLE_ENVIRONMENT = 'prod';

/** The example that ships, with its people. */
export function exampleOnCall(): OperationsModel & { readonly onCall: OnCallModel } {
  const { models } = loadConfiguration({ directory: 'config', ...filesOnDisk });
  const model = models.find(({ environment }) => environment === EXAMPLE_ENVIRONMENT);
  if (model?.onCall === undefined) throw new Error(`the example has nobody on call in ${EXAMPLE_ENVIRONMENT}`);
  return { ...model, onCall: model.onCall };
}
