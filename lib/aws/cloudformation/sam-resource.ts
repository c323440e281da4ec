import { isJsonObject, type JsonValue, type Template, type TemplateResource } from './template';

const SAM = 'AWS::Serverless-2016-10-31';

/** What SAM makes of a resource of a type, by the property under which templates refer to it. */
const GENERATED: Readonly<Record<string, Readonly<Record<string, (owner: TemplateResource, ownerId: string) => TemplateResource | undefined>>>> = {
  'AWS::Serverless::Api': { Stage: (api) => made('AWS::ApiGateway::Stage', { StageName: api.Properties?.StageName }) },
  'AWS::Serverless::HttpApi': { Stage: (api) => made('AWS::ApiGatewayV2::Stage', { StageName: api.Properties?.StageName ?? '$default' }) },
  'AWS::Serverless::Function': {
    Alias: (owner, ownerId) => made('AWS::Lambda::Alias', { FunctionName: { Ref: ownerId }, Name: owner.Properties?.AutoPublishAlias }),
    Version: (owner, ownerId) => made('AWS::Lambda::Version', { FunctionName: { Ref: ownerId }, Alias: owner.Properties?.AutoPublishAlias }),
  },
};

/**
 * A resource that the macro of SAM makes and that a template refers to as `Owner.Property`: `Api.Stage`, `Function.Alias`,
 * `Function.Version`. The macro gives it a name of its own; what it is made of stands in the owner. Undefined for anything else, and for what the
 * owner does not ask for.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
export function samResource(template: Template, name: string): TemplateResource | undefined {
  if (![template.Transform].flat().includes(SAM)) return undefined;
  const [ownerId, property, ...rest] = name.split('.');
  if (ownerId === undefined || property === undefined || rest.length > 0 || !Object.hasOwn(template.Resources, ownerId)) return undefined;
  const owner = withGlobals(template.Resources[ownerId]!, template);
  const generated = Object.hasOwn(GENERATED, owner.Type) ? GENERATED[owner.Type]! : {};
  const resource = Object.hasOwn(generated, property) ? generated[property]!(owner, ownerId) : undefined;
  return resource === undefined || owner.Condition === undefined ? resource : { ...resource, Condition: owner.Condition };
}

/** Properties that are texts, in a function, an API or an HTTP API, go before those of `Globals`. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html */
function withGlobals(resource: TemplateResource, { Globals: globals }: Template): TemplateResource {
  const section = resource.Type.split('::').at(-1)!;
  const shared = isJsonObject(globals) ? globals[section] : undefined;
  return isJsonObject(shared) ? { ...resource, Properties: { ...shared, ...resource.Properties } } : resource;
}

/** A resource with its properties; undefined when one of them is not there. */
function made(type: string, properties: Readonly<Record<string, JsonValue | undefined>>): TemplateResource | undefined {
  const given = Object.entries(properties).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return given.length < Object.keys(properties).length ? undefined : { Type: type, Properties: Object.fromEntries(given) };
}
