import { ServiceError } from '../../../aws/errors';
import { statedService, textsIn } from './stated-service';

/** Deployments. https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_Operations.html */
export const STATED_CODEDEPLOY = statedService(
  { name: 'codedeploy', title: 'CodeDeploy', invalid: 'InvalidInputException' },
  { 'codedeploy deployment': { key: ['deploymentId'], like: 'codedeploy:GetDeployment $.deploymentInfo' } },
  {
    ListDeployments: {
      effect: 'read',
      input: ['applicationName', 'deploymentGroupName', 'includeOnlyStatuses'],
      resource: (input, call) => call.arn(`deploymentgroup:${String(input.applicationName ?? '*')}/${String(input.deploymentGroupName ?? '*')}`),
      run: (input, call) => {
        const statuses = textsIn(input, 'includeOnlyStatuses');
        const found = call.store
          .list('codedeploy deployment', call.region)
          .filter(
            (deployment) =>
              (input.applicationName ?? deployment.applicationName) === deployment.applicationName &&
              (input.deploymentGroupName ?? deployment.deploymentGroupName) === deployment.deploymentGroupName &&
              statuses?.includes(String(deployment.status)) !== false,
          );
        return { deployments: found.map(({ deploymentId }) => deploymentId) };
      },
    },
    GetDeployment: {
      effect: 'read',
      input: ['deploymentId'],
      resource: (_input, call) => call.arn('deploymentgroup:*/*'),
      run: ({ deploymentId: id }, call) => ({
        deploymentInfo: call.existing(
          'codedeploy deployment',
          String(id),
          new ServiceError('DeploymentDoesNotExistException', `Deployment ${String(id)} does not exist`),
        ),
      }),
    },
  },
);
