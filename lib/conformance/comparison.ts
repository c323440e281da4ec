import { partitionOfRegion, resourceArn } from '../aws/arn';
import type { Answer, DeployedKind, DeployedKinds, DeployedResources, DeployedThing } from './deployed-resources';
import type { Difference } from './difference';
import { differenceOf } from './difference-of';
import type { PlanDifference } from './plan-difference';

/** A comparison of what is deployed with a plan: looks things up, and collects what differs and what could not be determined. */
export class Comparison {
  readonly differences: PlanDifference[] = [];
  readonly unknown: string[] = [];

  constructor(readonly deployed: DeployedResources) {}

  /** Things of a kind in a region for which something holds; one that cannot be read is noted and left out. */
  having<K extends DeployedKind>(kind: K, region: string, holds: (thing: DeployedKinds[K]) => boolean): readonly DeployedKinds[K][] {
    return this.deployed.list(kind, region).flatMap((answer) => {
      const thing = this.known(answer);
      return thing !== undefined && holds(thing) ? [thing] : [];
    });
  }

  /** The thing of a name; undefined, and a difference, when there is none. */
  named<K extends DeployedKind>(kind: K, region: string, name: string): DeployedKinds[K] | undefined {
    const [found] = this.having(kind, region, (thing) => thing.name === name);
    if (found === undefined) this.miss(name, region, kind);
    return found;
  }

  /** Notes something that is planned and not deployed. */
  miss(name: string, region: string, what: string): void {
    this.differences.push({ kind: 'template', name, resource: region, what, planned: `exists in ${region}`, found: 'is in no template' });
  }

  /** Notes differences of a deployed thing. */
  differ(name: string, thing: DeployedThing, differences: readonly Difference[]): void {
    for (const difference of differences) this.differences.push(differenceOf('template', name, thing, difference));
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
