import type { LoadedStack } from '../../lib/aws/assembly/loaded-stack';
import { linkStacks } from '../../lib/aws/assembly/loaded-stack';
import type { JsonObject, Template } from '../../lib/aws/cloudformation/template';
import { loadConfiguration } from '../../lib/config/load';
import type { OperationsModel } from '../../lib/model/model';
import type { Problem } from '../../lib/problems/problem';
import { findResources } from '../../lib/proposal/find-resources';
import { propose, type Proposal } from '../../lib/proposal/propose';
import { environmentText } from '../../lib/proposal/text/environment-text';
import { onCallText, type Responder } from '../../lib/proposal/text/on-call-text';
import { operationsText } from '../../lib/proposal/text/operations-text';
import { FIRST_SCENARIO, scenarioText } from '../../lib/proposal/text/scenario-text';
import { readScenario } from '../../lib/scenario/read-scenario';
import type { Scenario } from '../../lib/scenario/scenario';
import { parseLocalDay } from '../../lib/time/zoned-time';

/** Where the services of these tests run. */
export const REGION = 'eu-central-1';

const MONDAY = parseLocalDay('2026-03-02')!;
const ANA_AND_BEN: readonly Responder[] = ['ana', 'ben'].map((name) => ({ name, channels: ['email', 'sms'] }));

/** Resources of a template, by logical id. */
export type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties?: JsonObject }>>;

/** A stack of these resources, to be linked. */
export function stackOf(resources: Resources, stackName = 'shop', stage?: string) {
  const template: Template = { Parameters: {}, Mappings: {}, Conditions: {}, Outputs: {}, Resources: resources };
  return { stackName, stage, file: `${stackName}.json`, template, bytes: 1, region: REGION };
}

/** What is proposed for these stacks, in one environment. */
export function proposalOfStacks(stacks: readonly LoadedStack[]): Proposal {
  return propose('shop', [{ name: 'prod', region: REGION, findings: findResources(stacks, REGION) }]);
}

/** What is proposed for a stack of these resources. */
export function proposalOf(resources: Resources): Proposal {
  return proposalOfStacks(linkStacks([stackOf(resources)]));
}

/** A proposal as it is read again from its files. */
export interface ReadBack {
  readonly files: Readonly<Record<string, string>>;
  readonly models: readonly OperationsModel[];
  readonly scenario?: Scenario;
  readonly problems: readonly Problem[];
}

/** Reads the files of a proposal as `day2 check` and a game day read them. */
export function readBack(proposal: Proposal, responders = ANA_AND_BEN): ReadBack {
  const files: Record<string, string> = {
    'ops/operations.yaml': operationsText(proposal, 'schema'),
    'ops/on-call.yaml': onCallText('shop', { responders, timeZone: 'Europe/Berlin', from: MONDAY - 7 }, 'schema'),
    ...Object.fromEntries(proposal.environments.map(({ name }) => [`ops/environments/${name}.yaml`, environmentText(proposal, name, 'schema')])),
  };
  const { models, problems } = loadConfiguration({
    directory: 'ops',
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
      return text;
    },
    listFiles: () => proposal.environments.map(({ name }) => `${name}.yaml`),
  });
  const read = readScenario(`${FIRST_SCENARIO}.yaml`, scenarioText(proposal, MONDAY, 'schema'), models);
  return { files, models, scenario: read.scenario, problems: [...problems, ...read.problems] };
}
