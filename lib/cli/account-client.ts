import type { GetParametersCommand, GetParametersCommandOutput } from '@aws-sdk/client-ssm';

/**
 * How commands reach an account: through `send` of SDK clients, one a service and region, and the commands they use.
 * The real clients are one account, the simulated account of a scenario is another, tests bring a third.
 */
export interface AccountClient {
  /** Parameter Store of a region. */
  parameters(region: string): Promise<ParameterReader>;
}

/** Parameter Store, as far as commands use it. */
export interface ParameterReader {
  send(command: GetParametersCommand): Promise<GetParametersCommandOutput>;
}

/**
 * The account of the surroundings: credentials, profile and `AWS_ENDPOINT_URL` as the SDK finds them, the region of the
 * plan. The SDK is loaded when the first client is asked for; commands that need no account do not pay for it.
 */
export function surroundingAccount(): AccountClient {
  return {
    parameters: async (region) => {
      // The version of the SDK is pinned, so its notice about future versions is nothing an operator can act on.
      process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
      const { SSMClient } = await import('@aws-sdk/client-ssm');
      return new SSMClient({ region });
    },
  };
}
