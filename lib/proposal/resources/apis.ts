import type { LoadedResource } from '../../aws/assembly/loaded-stack';
import { isJsonObject } from '../../aws/cloudformation/template';
import type { OpenName, Reader } from '../resource-reading';
import { generated, nameIn, referredTo, USUAL_FORM } from '../template-name';

const DEFAULT_STAGE = '$default';

/** An HTTP API at its first stage. Its metrics have its id, which API Gateway makes up. */
export const readHttpApi: Reader = (resource) => {
  const { ProtocolType: protocol = 'HTTP' } = resource.stack.template.Resources[resource.logicalId]?.Properties ?? {};
  if (protocol !== 'HTTP') return { refused: 'a WebSocket API has messages and no requests, which no objective measures yet' };
  const stage = stageOf(resource, 'ApiId', ['AWS::ApiGatewayV2::Stage']);
  return {
    source: 'httpApi',
    settings: { apiId: generated(resource, 'replaceme#'), stage: stage === undefined ? DEFAULT_STAGE : nameIn(stage, 'StageName') },
  };
};

/** An HTTP API of the Serverless Application Model, which makes its stage itself. */
export const readServerlessHttpApi: Reader = (resource) => ({
  source: 'httpApi',
  settings: {
    apiId: generated(resource, 'replaceme#'),
    stage: resource.at('StageName').isPresent ? nameIn(resource, 'StageName') : DEFAULT_STAGE,
  },
});

/** A REST API at its first stage. Its metrics have its name, and no id. */
export const readRestApi: Reader = (resource) => {
  const stage = stageOf(resource, 'RestApiId', ['AWS::ApiGateway::Stage', 'AWS::ApiGateway::Deployment']);
  const noStage: OpenName = { why: 'no stage of this API stands in the template', form: USUAL_FORM };
  return {
    source: 'restApi',
    settings: { apiName: titleOf(resource) ?? nameIn(resource, 'Name'), stage: stage === undefined ? noStage : nameIn(stage, 'StageName') },
  };
};

/** A REST API of the Serverless Application Model. */
export const readServerlessApi: Reader = (resource) => ({
  source: 'restApi',
  settings: { apiName: nameIn(resource, 'Name'), stage: nameIn(resource, 'StageName') },
});

/** The first stage of an API that has a name, by the types of resources in which one can stand. */
function stageOf(api: LoadedResource, property: string, types: readonly string[]): LoadedResource | undefined {
  const { stack } = api;
  const stages = stack.resources.filter(({ logicalId, type }) => {
    const properties = stack.template.Resources[logicalId]?.Properties ?? {};
    return types.includes(type) && properties.StageName !== undefined && referredTo(stack, properties[property]) === api;
  });
  return types.flatMap((type) => stages.filter((stage) => stage.type === type))[0];
}

/** The title of an API whose definition stands in the template; its name follows from it where it has no other. */
function titleOf(api: LoadedResource): string | undefined {
  const { Name: name, Body: body } = api.stack.template.Resources[api.logicalId]?.Properties ?? {};
  const info = name === undefined && isJsonObject(body) ? body.info : undefined;
  return isJsonObject(info) && typeof info.title === 'string' ? info.title : undefined;
}
