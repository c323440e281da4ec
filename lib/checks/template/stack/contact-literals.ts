import type { LoadedStack } from '../../../aws/assembly/loaded-stack';
import { isJsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import type { Finding, StackCheck } from '../template-check';

/** Keys under which addresses stand: of subscriptions, budgets, stored parameters, and defaults of template parameters. */
const KEYS: readonly string[] = ['Address', 'Default', 'Endpoint', 'Value'];
const EMAIL = /^(?:mailto:)?[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** E.164, with the usual separators. */
const TELEPHONE = /^(?:tel:)?\+[1-9](?:[ ().-]*\d){6,14}$/;

/** No address of a person stands in a template: templates are kept, copied and shown to many for years. */
export const contactLiterals: StackCheck = {
  code: 'PII001',
  requirement: 'no address of a person stands in a template: templates are kept, copied and shown to many for years',
  why: 'who is on call, and how to reach them, is in every copy of the template and cannot be taken back',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html',
  *check(stack) {
    yield* findings(stack);
  },
};

function* findings({ template }: LoadedStack): Generator<Finding> {
  for (const [id, { Properties: properties }] of Object.entries(template.Resources)) yield* walk(properties ?? {}, `Resources.${id}.Properties`, '');
  for (const [id, parameter] of Object.entries(template.Parameters)) yield* walk(parameter.Default ?? '', `Parameters.${id}.Default`, 'Default');
}

function* walk(value: JsonValue, path: string, key: string): Generator<Finding> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* walk(item as JsonValue, `${path}[${index}]`, key);
  else if (isJsonObject(value))
    for (const [name, item] of Object.entries(value)) {
      // A choice between two texts stands in the place of the text.
      yield* walk(item, `${path}.${name}`, name.startsWith('Fn::') ? key : name);
    }
  else if (typeof value === 'string' && KEYS.includes(key) && (EMAIL.test(value) || TELEPHONE.test(value))) {
    yield {
      at: path,
      what: 'an address stands in the template',
      received: EMAIL.test(value) ? 'an e-mail address' : 'a telephone number',
      allowed: 'a parameter of type AWS::SSM::Parameter::Value<String>, which CloudFormation reads when it deploys',
      change: 'store the address in Parameter Store and refer to it',
    };
  }
}
