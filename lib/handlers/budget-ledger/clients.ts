import type { GetMetricDataCommand, GetMetricDataCommandOutput, PutMetricDataCommand, PutMetricDataCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { GetParametersCommand, GetParametersCommandOutput, PutParameterCommand, PutParameterCommandOutput } from '@aws-sdk/client-ssm';

/**
 * What the ledger needs of the cloud: `send` of two SDK clients, and four commands. The function hands in the real
 * clients, the simulator and the tests their own.
 */
export interface LedgerClients {
  readonly cloudWatch: CloudWatchPort;
  readonly parameters: ParameterPort;
}

/** CloudWatch, as far as the ledger uses it. */
export interface CloudWatchPort {
  send(command: GetMetricDataCommand): Promise<GetMetricDataCommandOutput>;
  send(command: PutMetricDataCommand): Promise<PutMetricDataCommandOutput>;
}

/** Parameter Store, as far as the ledger uses it. */
export interface ParameterPort {
  send(command: GetParametersCommand): Promise<GetParametersCommandOutput>;
  send(command: PutParameterCommand): Promise<PutParameterCommandOutput>;
}
