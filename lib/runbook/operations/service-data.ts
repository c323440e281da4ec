/** Operations of services as their clients export them, one file a service; made by `scripts/data/service-operations.ts`. */

import acm from './data/acm.json';
import apigateway from './data/apigateway.json';
import apigatewayv2 from './data/apigatewayv2.json';
import applicationAutoscaling from './data/application-autoscaling.json';
import athena from './data/athena.json';
import autoscaling from './data/autoscaling.json';
import backup from './data/backup.json';
import budgets from './data/budgets.json';
import ce from './data/ce.json';
import cloudformation from './data/cloudformation.json';
import cloudfront from './data/cloudfront.json';
import cloudtrail from './data/cloudtrail.json';
import cloudwatch from './data/cloudwatch.json';
import codebuild from './data/codebuild.json';
import codedeploy from './data/codedeploy.json';
import codepipeline from './data/codepipeline.json';
import config from './data/config.json';
import dynamodb from './data/dynamodb.json';
import ec2 from './data/ec2.json';
import ecs from './data/ecs.json';
import eks from './data/eks.json';
import elasticache from './data/elasticache.json';
import elasticloadbalancing from './data/elasticloadbalancing.json';
import events from './data/events.json';
import guardduty from './data/guardduty.json';
import iam from './data/iam.json';
import kms from './data/kms.json';
import lambda from './data/lambda.json';
import logs from './data/logs.json';
import macie2 from './data/macie2.json';
import rds from './data/rds.json';
import redshift from './data/redshift.json';
import route53 from './data/route53.json';
import s3 from './data/s3.json';
import scheduler from './data/scheduler.json';
import secretsmanager from './data/secretsmanager.json';
import securityhub from './data/securityhub.json';
import servicequotas from './data/servicequotas.json';
import sns from './data/sns.json';
import sqs from './data/sqs.json';
import ssm from './data/ssm.json';
import states from './data/states.json';
import sts from './data/sts.json';
import xray from './data/xray.json';

/** One of the files. `shape.ts` says what the texts mean. */
export interface ServiceData {
  /** Package and version that the file was made from. */
  readonly client: string;
  readonly version: string;
  /** Only those that are used are kept of a service with many: one that is not here may exist. Default: true. */
  readonly allOperations?: boolean;
  /** `[METHOD path] input > output`, by operation. */
  readonly operations: Readonly<Record<string, string>>;
  /** Members of structures, by name. */
  readonly shapes: Readonly<Record<string, string>>;
}

/** By the name that the account calls a service. */
export const SERVICE_DATA: Readonly<Record<string, ServiceData>> = {
  acm,
  apigateway,
  apigatewayv2,
  'application-autoscaling': applicationAutoscaling,
  athena,
  autoscaling,
  backup,
  budgets,
  ce,
  cloudformation,
  cloudfront,
  cloudtrail,
  cloudwatch,
  codebuild,
  codedeploy,
  codepipeline,
  config,
  dynamodb,
  ec2,
  ecs,
  eks,
  elasticache,
  elasticloadbalancing,
  events,
  guardduty,
  iam,
  kms,
  lambda,
  logs,
  macie2,
  rds,
  redshift,
  route53,
  s3,
  scheduler,
  secretsmanager,
  securityhub,
  servicequotas,
  sns,
  sqs,
  ssm,
  states,
  sts,
  xray,
};
