import { Argument, type Command } from 'commander';
import { AUTOMATIONS, type AutomationId } from '../../handover/activation/step-ids';
import { ENVIRONMENT_OPTION, localDate, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { ActivationCompleteOptions, ActivationOptions, ActivationStepOptions } from './activation';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = () => require('./activation') as typeof import('./activation');

/** Adds `day2 activation` with its steps. */
export function addActivationCommands(activation: Command, add: AddCommand, terminal: Terminal, done: (exitCode: number) => void): void {
  const ofEnvironment = (name: string, description: string) =>
    add(name, description, activation)
      .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
      .option('--out <dir>', 'root of the repository, from which the paths of documents are (default: the folder that the configuration stands in)', nonEmpty)
      .option('--date <date>', 'date on which it is asked (default: today)', localDate);
  const step = (name: string, description: string) =>
    ofEnvironment(name, description).option('--by <person>', 'person of the roster who takes the step (default: DAY2_RESPONDER)', nonEmpty);

  ofEnvironment('status', 'say which steps were taken, which is next, and how ready each part is').action((options: ActivationOptions) =>
    done(load().activationStatus(options, terminal)),
  );
  step('readiness', 'write down that everything is ready: the first step').action((options: ActivationStepOptions) =>
    done(load().activationReadiness(options, terminal)),
  );
  step('enable', 'write down that an automation is enabled, after those above it')
    .addArgument(new Argument('<automation>', 'in this order').choices(AUTOMATIONS))
    .action((automation: AutomationId, options: ActivationStepOptions) => done(load().activationEnable(automation, options, terminal)));
  step('supervise', 'write down that people supervise what runs by itself').action((options: ActivationStepOptions) =>
    done(load().activationSupervise(options, terminal)),
  );
  step('complete', 'complete the handover: the certificate, the change log, who is notified, and when it is validated')
    .option('--change-log <file>', 'the log, from the root', nonEmpty, 'docs/requirements/change-log.md')
    .action((options: ActivationCompleteOptions) => done(load().activationComplete(options, terminal)));
}
