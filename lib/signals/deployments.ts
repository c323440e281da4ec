import { known, patternOf, type InformationSource } from './information-source';
import { textAt } from './signal-source';

const CODE_DEPLOY_TYPE = 'CodeDeploy Deployment State-change Notification';
const CODE_PIPELINE_TYPE = 'CodePipeline Pipeline Execution State Change';
const STACK_TYPE = 'CloudFormation Stack Status Change';
const ECS_TYPE = 'ECS Deployment State Change';

/**
 * How a stack looks when nobody works on it any more: what is IN_PROGRESS is left out.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
const STACK_ENDS = ['CREATE', 'UPDATE', 'DELETE', 'ROLLBACK', 'UPDATE_ROLLBACK', 'IMPORT', 'IMPORT_ROLLBACK'].flatMap((operation) => [
  `${operation}_COMPLETE`,
  `${operation}_FAILED`,
]);

/** Source: https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html */
const CODE_DEPLOY: InformationSource = {
  id: 'codeDeploy',
  title: 'CodeDeploy',
  collects: 'Deployments of CodeDeploy that succeeded, failed or were stopped.',
  rule: { id: 'deployments-code-deploy', pattern: patternOf('aws.codedeploy', [CODE_DEPLOY_TYPE], { state: ['SUCCESS', 'FAILURE', 'STOP'] }) },
  reads: ({ detailType }) => detailType === CODE_DEPLOY_TYPE,
  textOf: ({ detail }) => `deployment of ${known(detail.application)}/${known(detail.deploymentGroup)}: ${known(detail.state)}`,
};

/** Source: https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html */
const CODE_PIPELINE: InformationSource = {
  id: 'codePipeline',
  title: 'CodePipeline',
  collects: 'Executions of CodePipeline that succeeded, failed or were stopped.',
  rule: { id: 'deployments-code-pipeline', pattern: patternOf('aws.codepipeline', [CODE_PIPELINE_TYPE], { state: ['SUCCEEDED', 'FAILED', 'STOPPED'] }) },
  reads: ({ detailType }) => detailType === CODE_PIPELINE_TYPE,
  textOf: ({ detail }) => `pipeline ${known(detail.pipeline)}: ${known(detail.state)}`,
};

/** Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stack-status-change.html */
const CLOUD_FORMATION: InformationSource = {
  id: 'cloudFormation',
  title: 'CloudFormation',
  collects: 'Stacks whose creation, update or removal ended, in one way or the other.',
  rule: { id: 'deployments-cloud-formation', pattern: patternOf('aws.cloudformation', [STACK_TYPE], { 'status-details': { status: STACK_ENDS } }) },
  reads: ({ detailType }) => detailType === STACK_TYPE,
  textOf: ({ detail }) => `stack ${known(textAt(detail, 'stack-id')?.split('/')[1])}: ${known(textAt(detail, 'status-details', 'status'))}`,
};

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html */
const ECS: InformationSource = {
  id: 'ecs',
  title: 'ECS',
  collects: 'Deployments of services of ECS that completed or failed; a failure is reported where the circuit breaker is on.',
  rule: {
    id: 'deployments-ecs',
    pattern: patternOf('aws.ecs', [ECS_TYPE], { eventName: ['SERVICE_DEPLOYMENT_COMPLETED', 'SERVICE_DEPLOYMENT_FAILED'] }),
  },
  reads: ({ detailType }) => detailType === ECS_TYPE,
  textOf: ({ detail, resources }) => `service ${known(resources[0]?.split(':service/')[1])}: ${known(detail.eventName)}`,
};

/** Sources of deployments. */
export const DEPLOYMENT_SOURCES = [CODE_DEPLOY, CODE_PIPELINE, CLOUD_FORMATION, ECS] as const;
