import type { MissingValue } from '../../aws/missing-value';

/** How the command line is given a value. */
const OPTIONS: Readonly<Record<MissingValue['kind'], (name: string) => string>> = {
  parameter: (name) => `--parameters ${name}=VALUE`,
  import: (name) => `--import ${name}=VALUE`,
  'stored parameter': (name) => `--stored-parameter ${name}=VALUE`,
  band: (name) => `--band "${name}=LOW..HIGH"`,
  'availability zones': (name) => `--availability-zones ${name}=ZONE,ZONE`,
  region: () => '--region REGION',
  account: () => '--account ID',
};

/** What to give so that alarms can be simulated: one line for each option, the one that most alarms need first. */
export function missingValueLines(notSimulated: readonly { readonly missing?: MissingValue }[]): string[] {
  const counts = new Map<string, number>();
  for (const { missing } of notSimulated) {
    if (missing === undefined) continue;
    const option = OPTIONS[missing.kind](missing.name);
    counts.set(option, (counts.get(option) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([option, count]) => `${count} ${count === 1 ? 'needs' : 'need'} ${option}`);
}
