import { CfnParameter, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * A text that CloudFormation takes from Parameter Store when it deploys, so that no template holds it: addresses of
 * people, ids of channels. One template parameter per name and stack, however often it is asked for. CloudFormation
 * is asked not to show it (NoEcho); that its answer about the resolved value keeps to that is not documented.
 *
 * @param name of a parameter of type String in the region of the stack; others are refused at deployment
 */
export function storedText(scope: IConstruct, name: string): string {
  const stack = Stack.of(scope);
  // Two names may read alike once what ids cannot hold is left out; the second one is counted.
  for (let count = 1; ; count += 1) {
    const id = `${logicalId(name)}${count === 1 ? '' : count}`;
    const known = stack.node.tryFindChild(id);
    if (known instanceof CfnParameter && known.default === name) return known.valueAsString;
    if (known === undefined) return addParameter(stack, id, name).valueAsString;
  }
}

function addParameter(stack: Stack, id: string, name: string): CfnParameter {
  return new CfnParameter(stack, id, {
    type: 'AWS::SSM::Parameter::Value<String>',
    default: name,
    noEcho: true,
    description: `Name of a stored parameter: ${name}`,
  });
}

/** `/edi/prod/contacts/ana/email` to `StoredEdiProdContactsAnaEmail`. */
function logicalId(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return `Stored${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`;
}
