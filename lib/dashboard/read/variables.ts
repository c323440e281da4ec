import { isMap, listOf, textOf } from '../../problems/untyped';

/** A body of which nothing is taken for granted. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export type Body = Readonly<Record<string, unknown>>;

/** What can be chosen above a dashboard, and what the preview chose. */
export interface ShownVariable {
  readonly label: string;
  /** Undefined: nothing says what it begins with, and the body is drawn as it stands. */
  readonly value?: string;
  readonly choices: readonly string[];
}

/**
 * Puts the value each variable begins with where it belongs: a pattern in all texts, a property in every widget and dimension of its name.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_dashboard_variables.html
 */
export function applyVariables(body: Body): { readonly body: Body; readonly variables: readonly ShownVariable[] } {
  let widgets: unknown = body.widgets;
  const variables = listOf(body, 'variables').map((variable): ShownVariable => {
    const choices = listOf(variable, 'values').flatMap((each) => textOf(each, 'value') ?? []);
    const value = textOf(variable, 'defaultValue') ?? choices[0];
    const label = textOf(variable, 'label') ?? textOf(variable, 'id') ?? 'variable';
    if (value === undefined) return { label, choices };
    const pattern = textOf(variable, 'pattern');
    const property = textOf(variable, 'property');
    if (pattern !== undefined && pattern !== '') widgets = mapTexts(widgets, (text) => text.replaceAll(pattern, value));
    else if (property !== undefined) widgets = withProperty(widgets, property, value);
    return { label, value, choices };
  });
  return { body: { ...body, widgets }, variables };
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change));
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, change)])) : value;
}

/** A property of that name, and in rows of metrics the value after the dimension of that name. */
function withProperty(value: unknown, property: string, chosen: string): unknown {
  if (Array.isArray(value))
    return value.map((each, index) =>
      index >= 3 && value[index - 1] === property && typeof each === 'string' ? chosen : withProperty(each, property, chosen),
    );
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === property && typeof each === 'string' ? chosen : withProperty(each, property, chosen)]),
  );
}
