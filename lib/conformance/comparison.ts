import { partitionOfRegion, resourceArn } from '../aws/arn';
import type { Answer, DeployedKind, DeployedKinds, DeployedResources, DeployedThing } from './deployed-resources';
import type { Difference } from './difference';
import { differenceOf } from './difference-of';
import type { PlanDifference } from './plan-difference';

/** A comparison of what is deployed with a plan: looks things up, and collects what differs and what could not be determined. */
export class Comparison {
  readonly differences: PlanDifference[] = [];
  readonly unknown: string[] = [];
  /** What a difference is of. */
  readonly subjects = new Map<PlanDifference, { readonly kind: DeployedKind; readonly region: string }>();
  /** Where the deployed things are read: `templates`, or `account`. */
  readonly source: DeployedResources['source'];
  /** What is found in place of something that is not there. */
  readonly absent: string;
  readonly #kindsOfThings = new WeakMap<DeployedThing, DeployedKind>();

  constructor(readonly deployed: DeployedResources) {
    this.source = deployed.source;
    this.absent = deployed.source === 'templates' ? 'is in no template' : 'is not in the account';
  }

  /** False for a kind of things that nobody looked for, so that nothing can be said of them. */
  asksFor(kind: DeployedKind): boolean {
    return !this.deployed.notAskedFor.has(kind);
  }

  /** Things of a kind in a region for which something holds; one that cannot be read is noted and left out. */
  having<K extends DeployedKind>(kind: K, region: string, holds: (thing: DeployedKinds[K]) => boolean): readonly DeployedKinds[K][] {
    return this.deployed.list(kind, region).flatMap((answer) => {
      const thing = this.known(answer);
      if (thing !== undefined) this.#kindsOfThings.set(thing, kind);
      return thing !== undefined && holds(thing) ? [thing] : [];
    });
  }

  /** The thing of a name; undefined, and a difference, when there is none. */
  named<K extends DeployedKind>(kind: K, region: string, name: string): DeployedKinds[K] | undefined {
    if (!this.asksFor(kind)) return undefined;
    const [found] = this.having(kind, region, (thing) => thing.name === name);
    if (found === undefined) this.miss(name, region, kind);
    return found;
  }

  /**
   * Notes something that is planned and not deployed.
   *
   * @param name of the thing, or what to call one that has no name
   */
  miss(name: string, region: string, kind: DeployedKind): void {
    if (this.mayBeThere(kind, region, name)) return;
    const difference = { kind: 'template', name, resource: region, what: kind, planned: `exists in ${region}`, found: this.absent } as const;
    this.differences.push(difference);
    this.subjects.set(difference, { kind, region });
  }

  /**
   * True when a thing that was not found may be there all the same: the account did not say all it has. That it could not be
   * determined is noted where the list was read. In templates everything has its place, and what has none is missing.
   *
   * @param name of the thing; absent: it is found by something else
   */
  mayBeThere(kind: DeployedKind, region: string, name?: string): boolean {
    if (this.source === 'templates') return false;
    return this.deployed.list(kind, region).some((each) => 'couldNotTell' in each && (name === undefined || (each.name ?? name) === name));
  }

  /** Notes differences of a deployed thing. */
  differ(name: string, thing: DeployedThing, differences: readonly Difference[]): void {
    const kind = this.#kindsOfThings.get(thing);
    for (const each of differences) {
      const difference = differenceOf('template', name, thing, each);
      this.differences.push(difference);
      if (kind !== undefined) this.subjects.set(difference, { kind, region: thing.region });
    }
  }

  /** The value of an answer; undefined, and noted, for one that could not be determined. */
  known<T>(answer: Answer<T>): T | undefined {
    if ('value' in answer) return answer.value;
    if (!this.unknown.includes(answer.couldNotTell)) this.unknown.push(answer.couldNotTell);
    return undefined;
  }

  /** The ARN of something in the account. */
  arn(service: string, region: string, rest: string): string {
    return resourceArn(service, region, this.deployed.accountId, rest);
  }

  /** A planned text with its pseudo parameters as CloudFormation fills them in a region. */
  fill(region: string, text: string): string {
    return text
      .replaceAll('${AWS::Partition}', partitionOfRegion(region))
      .replaceAll('${AWS::Region}', region)
      .replaceAll('${AWS::AccountId}', this.deployed.accountId);
  }
}
