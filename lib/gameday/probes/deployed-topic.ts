import type { DeployedResources, DeployedTopic } from '../../conformance/deployed-resources';

/** The topic of a name. One whose name could not be determined is none of the planned ones: publishing to those says what is wrong. */
export function deployedTopic(deployed: DeployedResources, region: string, name: string): DeployedTopic | undefined {
  return deployed.list('topic', region).flatMap((answer) => ('value' in answer && answer.value.name === name ? [answer.value] : []))[0];
}
