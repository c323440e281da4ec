import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import { CHECKLIST_ITEMS, type ChecklistItem, type ResolveEvent } from '../../incident/lifecycle/incident-event';
import type { AccountClient } from '../account/account-client';
import { ENVIRONMENT_OPTION, minutes, nonEmpty, position, severity } from '../option-values';
import type { Terminal } from '../terminal';
import type { IncidentActionsOptions } from './incident-actions';
import type { IncidentChangeOptions } from './incident-change';
import type { IncidentDeclareOptions } from './incident-declare';
import type { IncidentListOptions } from './incident-list';
import type { IncidentReclassifyOptions } from './incident-reclassify';
import type { IncidentReportOptions } from './incident-report';
import type { IncidentShowOptions } from './incident-show';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = {
  actions: () => require('./incident-actions') as typeof import('./incident-actions'),
  change: () => require('./incident-change') as typeof import('./incident-change'),
  declare: () => require('./incident-declare') as typeof import('./incident-declare'),
  list: () => require('./incident-list') as typeof import('./incident-list'),
  reclassify: () => require('./incident-reclassify') as typeof import('./incident-reclassify'),
  report: () => require('./incident-report') as typeof import('./incident-report'),
  show: () => require('./incident-show') as typeof import('./incident-show'),
  postmortem: () => require('../files/read-postmortem') as typeof import('../files/read-postmortem'),
};

/** Adds `day2 incident` with everything that reads and changes incidents. */
export function addIncidentCommands(incident: Command, add: AddCommand, terminal: Terminal, account: AccountClient, done: (exitCode: number) => void): void {
  const inEnvironment = (nameAndArguments: string, description: string, parent = incident) =>
    add(nameAndArguments, description, parent).option('--env <name>', ENVIRONMENT_OPTION, nonEmpty);
  const asking = (nameAndArguments: string, description: string) =>
    inEnvironment(nameAndArguments, description)
      .option('--scenario <scenario>', 'ask the simulated account of a scenario, by file or id, instead', nonEmpty)
      .option('--until <duration>', 'how much of the scenario is played (default: all)', minutes)
      .option('--assembly <dir>', 'a synthesized cdk.out for the scenario (default: synthesized on the fly)', nonEmpty);
  const changing = (nameAndArguments: string, description: string, parent = incident) =>
    inEnvironment(nameAndArguments, description, parent)
      .option('--by <person>', 'who does this, a person of the roster (default: DAY2_RESPONDER)', nonEmpty)
      .addOption(new Option('--scenario <scenario>').argParser(refuseScenario).hideHelp());

  asking('list', 'print the incidents that are not closed, worst first')
    .option('--all', 'closed ones, too')
    .option('--service <id>', 'of one service only', nonEmpty)
    .action(async (options: IncidentListOptions) => done(await load.list().incidentList(options, terminal, account)));
  asking('show <incident>', 'print everything a responder needs of an incident').action(async (id: string, options: IncidentShowOptions) =>
    done(await load.show().incidentShow(id, options, terminal, account)),
  );
  asking('report <incident>', 'write what is filed of an incident that is over: report, telemetry, the postmortem to be written, tasks')
    .option('--out <dir>', 'folder of the reports, one below it for each incident', nonEmpty, 'incident-reports')
    .option('--tasks <file>', 'file of tasks, brought up to date', nonEmpty, 'tasks.json')
    .action(async (id: string, options: IncidentReportOptions) => done(await load.report().incidentReportCommand(id, options, terminal, account)));

  changing('ack <incident>', 'take an incident: nobody else is paged, and those who were are notified').action(
    async (id: string, options: IncidentChangeOptions) =>
      done(await load.change().changeByPerson(id, options, (by) => ({ kind: 'acknowledge', by, via: 'cli' }), terminal, account)),
  );
  changing('mitigated <incident>', 'say that users are well again: leadership is not called while nothing burns, and at once when something does')
    .option('--text <text>', 'what was done about it', nonEmpty)
    .action(async (id: string, options: IncidentChangeOptions & { readonly text?: string }) =>
      done(
        await load
          .change()
          .changeByPerson(
            id,
            options,
            (by) => ({ kind: 'mitigate', by, via: 'cli', ...(options.text !== undefined && { text: options.text }) }),
            terminal,
            account,
          ),
      ),
    );
  changing('update <incident>', 'notify everybody how it stands')
    .requiredOption('--text <text>', 'what, impact, what is being done, when more will be heard', nonEmpty)
    .action(async (id: string, options: IncidentChangeOptions & { readonly text: string }) =>
      done(await load.change().changeByPerson(id, options, (by) => ({ kind: 'update', by, text: options.text }), terminal, account)),
    );
  changing('reclassify <incident>', 'change the severity: worse pages anew, less bad takes back nothing that is owed')
    .requiredOption('--severity <severity>', 'S0 to S3', severity)
    .requiredOption('--reason <text>', 'why', nonEmpty)
    .action(async (id: string, options: IncidentReclassifyOptions) => done(await load.reclassify().incidentReclassify(id, options, terminal, account)));
  changing('resolve <incident>', 'say that it is over; refused while an alarm of it is on')
    .requiredOption('--resolution <text>', 'what was done about it', nonEmpty)
    .option('--despite-alarms <reason>', 'why it is over although alarms of it are on; they count for nothing until they fire anew', nonEmpty)
    .action(async (id: string, options: IncidentChangeOptions & Pick<ResolveEvent, 'resolution' | 'despiteAlarms'>) => {
      const { resolution, despiteAlarms } = options;
      const command = { kind: 'resolve', resolution, ...(despiteAlarms !== undefined && { despiteAlarms }) } as const;
      done(await load.change().changeByPerson(id, options, (by) => ({ ...command, by }), terminal, account));
    });
  const checklist = incident.command('checklist').description('see through what is owed after an incident');
  changing('done <incident>', 'tick off an item of what is owed after an incident', checklist)
    .addArgument(new Argument('<item>', 'what is done').choices(CHECKLIST_ITEMS))
    .requiredOption('--note <text>', 'where it is, or why it is not needed', nonEmpty)
    .action(async (id: string, item: ChecklistItem, options: IncidentChangeOptions & { readonly note: string }) =>
      done(await load.change().changeByPerson(id, options, (by) => ({ kind: 'complete', by, item, note: options.note }), terminal, account)),
    );
  const postmortem = incident.command('postmortem').description('file the postmortem of an incident, or decide that none is owed');
  changing('file <incident>', 'file the postmortem', postmortem)
    .requiredOption('--file <file>', 'YAML with overview, timeline, rootCause, lessons and actions', nonEmpty)
    .action(async (id: string, options: IncidentChangeOptions & { readonly file: string }) =>
      done(
        await load
          .change()
          .changeByPerson(
            id,
            options,
            (by, { plan }) => ({ kind: 'file postmortem', by, postmortem: load.postmortem().readPostmortem(options.file, plan.incidents.policy.roster, id) }),
            terminal,
            account,
          ),
      ),
    );
  changing('waive <incident>', 'decide that no postmortem is owed', postmortem)
    .requiredOption('--reason <text>', 'why not', nonEmpty)
    .action(async (id: string, options: IncidentChangeOptions & { readonly reason: string }) =>
      done(await load.change().changeByPerson(id, options, (by) => ({ kind: 'waive postmortem', by, reason: options.reason }), terminal, account)),
    );
  changing('actions <incident>', 'print the actions of the postmortem, or move one on')
    .option('--done <number>', 'this one is done', position)
    .addOption(new Option('--transferred <number>', 'this one lives on elsewhere, under the same owner and date').argParser(position).conflicts('done'))
    .action(async (id: string, options: IncidentActionsOptions) => done(await load.actions().incidentActions(id, options, terminal, account)));
  changing('close <incident>', 'close an incident; refused, with a list, until everything that is owed is done').action(
    async (id: string, options: IncidentChangeOptions) =>
      done(await load.change().changeByPerson(id, options, (by) => ({ kind: 'close', by }), terminal, account)),
  );
  changing('declare', 'open an incident that no alarm reported, or a drill')
    .requiredOption('--service <id>', 'what it is about', nonEmpty)
    .requiredOption('--severity <severity>', 'S0 to S3', severity)
    .requiredOption('--title <text>', 'what it is called', nonEmpty)
    .requiredOption('--impact <text>', 'what users notice', nonEmpty)
    .option('--drill', 'it is only played')
    .action(async (options: IncidentDeclareOptions) => done(await load.declare().incidentDeclare(options, terminal, account)));
}

function refuseScenario(): never {
  throw new InvalidArgumentError('only list, show and report ask the account of a scenario: it is made anew each time, so what is written there would be lost');
}
