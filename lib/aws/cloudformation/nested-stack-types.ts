/**
 * Types of resources that are stacks of their own, by the property that says where their template is.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-application.html
 */
const TEMPLATE_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::CloudFormation::Stack': 'TemplateURL',
  'AWS::Serverless::Application': 'Location',
};

/** Whether resources of a type are stacks of their own, nested in the one that has them. */
export function isNestedStack(type: string): boolean {
  return Object.hasOwn(TEMPLATE_PROPERTIES, type);
}

/** The property that says where the template of a nested stack is; undefined for a type that is none. */
export function templatePropertyOf(type: string): string | undefined {
  return isNestedStack(type) ? TEMPLATE_PROPERTIES[type] : undefined;
}
