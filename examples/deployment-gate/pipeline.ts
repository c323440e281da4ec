import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { BuildSpec, LinuxBuildImage, PipelineProject } from 'aws-cdk-lib/aws-codebuild';
import { LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** Where the gate asks. */
export interface GateProjectProps extends StackProps {
  /** As in operations.yaml. */
  readonly application: string;
  readonly environment: string;
  readonly service: string;
  /** Buildspec of the gate, such as `examples/deployment-gate/buildspec.yml` in the sources of the pipeline. */
  readonly buildSpec: BuildSpec;
}

/** The gate as an action of CodePipeline: it may read what `day2 gate` decides by, and nothing else. */
export class GateProject extends Stack {
  readonly project: PipelineProject;

  constructor(scope: Construct, id: string, { application, environment, service, buildSpec, ...props }: GateProjectProps) {
    super(scope, id, props);
    this.project = new PipelineProject(this, 'Gate', {
      buildSpec,
      timeout: Duration.minutes(10),
      environment: { buildImage: LinuxBuildImage.STANDARD_7_0 },
      environmentVariables: { DAY2_ENVIRONMENT: { value: environment }, SERVICE: { value: service } },
    });
    const parameters = (path: string): string =>
      this.formatArn({ service: 'ssm', resource: 'parameter', resourceName: `${application}/${environment}/${path}/${service}/*` });
    const table = this.formatArn({ service: 'dynamodb', resource: 'table', resourceName: `${application}-${environment}-incidents` });
    const calendar = this.formatArn({ service: 'ssm', resource: 'document', resourceName: `${application}-${environment}-freeze` });
    this.project.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetParameters'], resources: [parameters('error-budget'), parameters('gate')] }));
    this.project.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${table}/index/*`] }));
    this.project.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetCalendarState'], resources: [calendar] }));
  }
}

/** A deployment of a function that CodeDeploy rolls back while one of these alarms is on. */
export function watchedDeployment(scope: Construct, alias: Alias, alarmNames: readonly string[]): LambdaDeploymentGroup {
  return new LambdaDeploymentGroup(scope, 'Deployment', {
    alias,
    deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
    alarms: alarmNames.map((name, index) => Alarm.fromAlarmName(scope, `Alarm${index}`, name)),
    // An alarm that cannot be read stops the deployment, too.
    ignorePollAlarmsFailure: false,
  });
}
