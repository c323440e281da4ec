import { join } from 'node:path';
import type { Proposal } from '../../proposal/propose';
import { environmentText } from '../../proposal/text/environment-text';
import { onCallText, type Team } from '../../proposal/text/on-call-text';
import { operationsText } from '../../proposal/text/operations-text';
import { FIRST_SCENARIO, scenarioText } from '../../proposal/text/scenario-text';
import { cdkJsonOfPackage } from '../files/cdk-json';
import { packagePath } from '../files/package-path';
import type { NewFile } from '../files/write-new-files';
import { toJson } from '../terminal';

/**
 * The files of a proposal: an app of its own in a folder of its own, so that nothing else has to know of it.
 *
 * @param folder that they go into
 */
export function proposalFiles(folder: string, proposal: Proposal, team: Team): NewFile[] {
  const file = (path: readonly string[], text: (schema: string) => string, schema: string): NewFile => ({
    file: join(folder, ...path),
    text: text(packagePath(join(folder, ...path.slice(0, -1)), `schema/${schema}.schema.json`)),
  });
  return [
    { file: join(folder, 'cdk.json'), text: `${toJson(cdkJsonOfPackage(folder, 'config'))}\n` },
    file(['config', 'operations.yaml'], (schema) => operationsText(proposal, schema), 'operations'),
    file(['config', 'on-call.yaml'], (schema) => onCallText(proposal.application, team, schema), 'on-call'),
    ...proposal.environments.map(({ name }) =>
      file(['config', 'environments', `${name}.yaml`], (schema) => environmentText(proposal, name, schema), 'environment'),
    ),
    // The first turn began a week before the scenario does.
    file(['scenarios', `${FIRST_SCENARIO}.yaml`], (schema) => scenarioText(proposal, team.from + 7, schema), 'scenario'),
  ];
}
