import { InvalidArgumentError } from 'commander';
import type { LoadedStack } from '../../aws/assembly/loaded-stack';
import { NotSimulatedError, orDoubt } from '../../aws/errors';
import { didYouMean } from '../../problems/did-you-mean';
import { ProblemsError } from '../../problems/problem';
import type { AnomalyBand } from '../../simulator/core/anomaly-band';

/** The band that somebody states for an alarm: the same edges at every hour, in the unit of its metric. */
export interface StatedBand {
  readonly alarm: string;
  readonly low: number;
  readonly high: number;
}

/** One more `ALARM=LOW..HIGH`, as commander reads it. */
export function statedBand(text: string, previous: readonly StatedBand[] = []): StatedBand[] {
  const [, alarm, low, high] = /^(.+)=(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (alarm === undefined) throw new InvalidArgumentError('write the name of an alarm and both edges, such as orders-unusual=10..250');
  if (Number(low) > Number(high)) throw new InvalidArgumentError(`its upper edge ${high} is below its lower one ${low}`);
  return [...previous, { alarm, low: Number(low), high: Number(high) }];
}

/**
 * Bands as the simulator takes them, by name of the alarm.
 *
 * @throws ProblemsError WIF002 for a band of an alarm that no template has
 */
export function bandsOf(stacks: readonly LoadedStack[], stated: readonly StatedBand[] = []): Readonly<Record<string, AnomalyBand>> {
  if (stated.length === 0) return {};
  const names = stacks.flatMap(({ resources }) =>
    resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm').flatMap((alarm) => nameOf(() => alarm.ref)),
  );
  const unknown = stated.filter(({ alarm }) => !names.includes(alarm));
  if (unknown.length > 0) {
    throw new ProblemsError(
      unknown.map(({ alarm }) => {
        const nearest = didYouMean(alarm, names);
        return {
          code: 'WIF002',
          level: 'error',
          where: { file: stacks.map(({ file }) => file).join(', ') },
          what: 'a band for an alarm that no template has',
          received: alarm,
          allowed: names.join(', ') || 'nothing: no template has an alarm whose name can be read',
          change: nearest === undefined ? 'name one of them with --band' : `name ${nearest}`,
        };
      }),
    );
  }
  return Object.fromEntries(stated.map(({ alarm, low, high }) => [alarm, { lower: Array<number>(24).fill(low), upper: Array<number>(24).fill(high) }]));
}

function nameOf(read: () => string): readonly string[] {
  const name = orDoubt(read);
  return name instanceof NotSimulatedError ? [] : [name];
}
