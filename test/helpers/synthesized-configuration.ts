import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { loadAssembly } from '../../lib/aws/assembly/assembly';
import type { LoadedStack } from '../../lib/aws/assembly/loaded-stack';
import { loadOperations } from '../../lib/cli/files/operations';
import { storedParameters } from '../../lib/conformance/stored-contacts';
import type { OperationsPlan } from '../../lib/plan/alarm-plan';
import { OperationsStage } from '../../lib/stacks/operations-stage';
import { ACCOUNT_ID } from './simulated-account';

/** Synthesizes every environment of a configuration into a new temporary directory, in this process. */
export function synthesizeConfiguration(config: string): string {
  const { environments, problems } = loadOperations(config, {});
  if (environments.length === 0) throw new Error(JSON.stringify(problems));
  return synthesizePlans(environments.map(({ plan }) => plan));
}

/** The stacks of one environment as they would be deployed. */
export function synthesizedStacks(plan: OperationsPlan): LoadedStack[] {
  const directory = synthesizePlans([plan]);
  directories.push(directory);
  return loadAssembly(directory, { defaultAccount: ACCOUNT_ID, defaultRegion: plan.regions[0]!.region, storedParameters: storedParameters(plan) });
}

// The code of functions is read when it runs.
const directories: string[] = [];
afterAll(() => directories.forEach((directory) => rmSync(directory, { recursive: true, force: true })));

function synthesizePlans(plans: readonly OperationsPlan[]): string {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'day2-test-assembly-')), analyticsReporting: false });
  for (const plan of plans) new OperationsStage(app, plan.environment, { plan });
  return app.synth().directory;
}
