import type { ProposableSource } from '../proposable-source';
import type { Reader } from '../resource-reading';
import { generated, nameIn } from '../template-name';
import { readHttpApi, readRestApi, readServerlessApi, readServerlessHttpApi } from './apis';
import { readLoadBalancer } from './application-load-balancer';
import { readEcsService } from './ecs-service';
import { readFunction } from './function';
import { readQueue } from './queue';

/**
 * Operations of a table that are proposed: what nearly every service does with one. DynamoDB counts each on its own and has no total,
 * and an alarm has room for five.
 */
export const TABLE_OPERATIONS = ['GetItem', 'PutItem', 'Query', 'UpdateItem'];

/** Something whose metrics have its name. */
const named =
  (source: ProposableSource, key: string, property: string, more: Readonly<Record<string, readonly string[]>> = {}): Reader =>
  (resource) => ({ source, settings: { [key]: nameIn(resource, property), ...more } });

const readTable = named('table', 'tableName', 'TableName', { operations: TABLE_OPERATIONS });
const machineNamed = (property: string) => named('stateMachine', 'stateMachineName', property);
const readDistribution: Reader = (resource) => ({ source: 'distribution', settings: { distributionId: generated(resource, 'EREPLACEME#') } });

/** How resources are read, by their CloudFormation type. Nothing is proposed for any other type. */
export const READERS: Readonly<Record<string, Reader>> = {
  'AWS::CloudFront::Distribution': readDistribution,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': readLoadBalancer,
  'AWS::ApiGatewayV2::Api': readHttpApi,
  'AWS::Serverless::HttpApi': readServerlessHttpApi,
  'AWS::ApiGateway::RestApi': readRestApi,
  'AWS::Serverless::Api': readServerlessApi,
  'AWS::Lambda::Function': readFunction,
  'AWS::Serverless::Function': readFunction,
  'AWS::SQS::Queue': readQueue,
  'AWS::DynamoDB::Table': readTable,
  'AWS::DynamoDB::GlobalTable': readTable,
  'AWS::Serverless::SimpleTable': readTable,
  'AWS::StepFunctions::StateMachine': machineNamed('StateMachineName'),
  'AWS::Serverless::StateMachine': machineNamed('Name'),
  'AWS::ECS::Service': readEcsService,
};
