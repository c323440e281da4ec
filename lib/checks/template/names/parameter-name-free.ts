import type { ResourceCheck } from '../template-check';

/** The name of a stored parameter does not begin with what Systems Manager keeps for AWS. */
export const parameterNameFree: ResourceCheck = {
  code: 'SSM001',
  requirement: 'the name of a stored parameter begins with neither aws nor ssm, in whatever letter case, with or without a slash',
  why: 'CloudFormation takes the name, and Systems Manager refuses the parameter',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html',
  appliesTo: {
    description: 'stored parameters with Name',
    includes: (resource) => resource.type === 'AWS::SSM::Parameter' && resource.at('Name').isPresent,
  },
  *check(parameter) {
    const name = parameter.at('Name');
    if (!/^\/?(?:aws|ssm)/i.test(name.text())) return;
    yield {
      at: name,
      what: 'names that begin like this belong to AWS',
      received: name.shown,
      allowed: 'a name that begins with neither aws nor ssm',
      change: 'put your application first: /<application>/…',
    };
  },
};
