import { InvalidArgumentError, type Command } from 'commander';
import type { Acknowledgement } from '../../checks/template/acknowledge';
import { collect, namedValue, nonEmpty } from '../option-values';
import { EXIT, type Terminal } from '../terminal';
import { statedBand } from './alarm-bands';
import type { CheckOptions } from './check';
import type { CheckTemplatesOptions } from './check-templates';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = {
  configuration: () => require('./check') as typeof import('./check'),
  templates: () => require('./check-templates') as typeof import('./check-templates'),
};

/** Options that only say something of templates that are named on the command line. */
const OF_TEMPLATES = ['region', 'account', 'parameters', 'import', 'storedParameter', 'availabilityZones', 'band', 'knownTopic', 'acknowledge'] as const;

/** Adds `day2 check`: of a configuration, or of templates. */
export function addCheckCommand(add: AddCommand, terminal: Terminal, done: (exitCode: number) => void): void {
  const command = add('check [template...]', 'say whether the configuration is sound and what it will alert on; or whether templates of anybody are')
    .option('--assembly <dir>', 'check the templates of a synthesized cdk.out as well', nonEmpty)
    .option('--against <dir>', 'rehearse the deployment of --assembly (default: cdk.out) over this older one', nonEmpty)
    .option('--known-topic <arn>', 'templates: a topic outside of them that alarms may notify; may be given several times', collect)
    .option('--acknowledge <code=reason>', 'templates: leave a finding as it is (CODE:RESOURCE=reason for one resource)', acknowledgement)
    .option('--sarif <file>', 'write the findings for code scanning', nonEmpty)
    .option('--verbose', 'say which metrics of AWS are not known, so that nothing is said of them; of templates, which alarms cannot be simulated');
  addTemplateOptions(command).action((templates: string[], options: CheckOptions & CheckTemplatesOptions) => {
    const misplaced = misplacedOption(templates, options);
    if (misplaced !== undefined) {
      terminal.printError(misplaced);
      return done(EXIT.usage);
    }
    done(templates.length > 0 ? load.templates().checkTemplates(templates, options, terminal) : load.configuration().check(options, terminal));
  });
}

/** Adds what templates are deployed with. */
export function addTemplateOptions(command: Command): Command {
  return command
    .option('--parameters <key=value>', 'templates: value of a parameter; may be given several times', namedValue)
    .option('--import <name=value>', 'templates: what another stack exports by this name; may be given several times', namedValue)
    .option('--stored-parameter <name=value>', 'templates: what Parameter Store holds under this name; may be given several times', namedValue)
    .option(
      '--availability-zones <region=zone,zone>',
      'templates: the zones the account has in a region, for Fn::GetAZs; may be given several times',
      namedValue,
    )
    .option('--band <alarm=low..high>', 'templates: the band of anomaly detection that an alarm compares with; may be given several times', statedBand)
    .option('--region <region>', 'templates: where they are deployed (default: not known)', nonEmpty)
    .option('--account <id>', 'templates: the account they are deployed into (default: not known)', accountId);
}

function misplacedOption(templates: readonly string[], options: CheckOptions & CheckTemplatesOptions): string | undefined {
  if (templates.length > 0) {
    const wrong = (['assembly', 'against'] as const).find((name) => options[name] !== undefined);
    return wrong === undefined ? undefined : `--${wrong} is about a configuration: name the folder as a template instead, or no template`;
  }
  const wrong = OF_TEMPLATES.find((name) => options[name] !== undefined);
  return wrong === undefined ? undefined : `--${wrong.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} is about templates: name them as well`;
}

function acknowledgement(text: string, previous: readonly Acknowledgement[] = []): Acknowledgement[] {
  const [, code, logicalId, reason] = /^([A-Z]{3}\d{3})(?::([A-Za-z0-9]+))?=\s*(\S.*)$/s.exec(text) ?? [];
  if (code === undefined || reason === undefined) throw new InvalidArgumentError('write a code and a reason, such as ALM002=paged elsewhere');
  return [...previous, { code, ...(logicalId !== undefined && { logicalId }), reason }];
}

function accountId(value: string): string {
  if (!/^\d{12}$/.test(value)) throw new InvalidArgumentError('write the 12 digits of an account');
  return value;
}
