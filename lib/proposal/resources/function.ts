import type { LoadedResource } from '../../aws/assembly/loaded-stack';
import type { Reader } from '../resource-reading';
import { nameIn, referredTo } from '../template-name';

/**
 * Functions that the CDK puts into a stack to deploy it: they run when somebody deploys, and serve nobody.
 * Source: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html
 */
const OF_THE_DEPLOYMENT =
  /Custom::|CustomResourceProvider|framework-on|LogRetention|BucketNotificationsHandler|CustomCDKBucketDeployment|AWS679f53fac002430cb0da5b7982bd2287/;

/** A Lambda function. */
export const readFunction: Reader = (resource) => {
  if (OF_THE_DEPLOYMENT.test(resource.constructPath ?? resource.logicalId)) return { refused: 'a function that the CDK deploys with, and that serves nobody' };
  return {
    source: 'lambda',
    settings: { functionName: nameIn(resource, 'FunctionName'), ...throttlesOf(resource) },
  };
};

function throttlesOf(resource: LoadedResource): { readonly throttles?: string } {
  return isFedByQueue(resource) ? { throttles: 'ignore' } : {};
}

/** True where an event source mapping hands it the messages of a queue of the same stack. */
function isFedByQueue(resource: LoadedResource): boolean {
  const { stack } = resource;
  return stack.resources.some(({ logicalId, type }) => {
    if (type !== 'AWS::Lambda::EventSourceMapping') return false;
    const { FunctionName: name, EventSourceArn: source } = stack.template.Resources[logicalId]?.Properties ?? {};
    return referredTo(stack, name) === resource && referredTo(stack, source)?.type === 'AWS::SQS::Queue';
  });
}
