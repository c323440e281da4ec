/**
 * A CloudFormation template as text that a person can review: one block per resource, intrinsic functions and metric
 * queries on one line, everything else as it is. What changes without meaning (the CDK's own metadata, bootstrap
 * rules, hashes of assets and exports) is left out.
 */
export function printTemplate(template: any): string {
  const lines: string[] = [];
  for (const [logicalId, resource] of Object.entries<any>(template.Resources ?? {})) {
    if (resource.Type === 'AWS::CDK::Metadata') continue;
    lines.push(`${hideHash(logicalId)} ${resource.Type}`);
    for (const [key, value] of Object.entries(resource)) {
      if (!['Type', 'Properties', 'Metadata'].includes(key)) lines.push(`  ${key}: ${inline(value)}`);
    }
    for (const [key, value] of Object.entries<any>(resource.Properties ?? {})) {
      if (key === 'Metrics') lines.push(...value.map((query: any) => `  | ${printQuery(query)}`));
      else if (key === 'Tags' && Array.isArray(value)) lines.push(`  Tags: ${value.map((tag: any) => `${tag.Key}=${tag.Value}`).join(' ')}`);
      // A dashboard, one widget a line and one row.
      else if (key === 'DashboardBody') lines.push(`  ${key}: ${inline(value).replaceAll('{"x":', '\n    {"x":').replaceAll('],["', '],\n      ["')}`);
      // The input of the budget ledger, one objective a line.
      else lines.push(`  ${key}: ${inline(value).replaceAll('{"objective":', '\n    {"objective":')}`);
    }
  }
  for (const output of Object.values<any>(template.Outputs ?? {})) lines.push(`output ${inline(output)}`);
  return lines.join('\n');
}

function printQuery({ Id: id, Expression: expression, MetricStat: stat, ReturnData: returned, ...rest }: any): string {
  const mark = returned === false ? '' : ' (result)';
  if (stat === undefined) return `${id} = ${expression}${mark}${inline(rest)}`;
  const { Metric: metric, Period: period, Stat: statistic, ...others } = stat;
  const dimensions = (metric.Dimensions ?? []).map((dimension: any) => `${dimension.Name}=${inline(dimension.Value)}`);
  return `${id} = ${statistic} of ${metric.Namespace} ${metric.MetricName} {${dimensions.join(', ')}} over ${period} s${mark}${inline({ ...rest, ...others })}`;
}

/** JSON on one line, with `Ref`, `Fn::GetAtt` and `Fn::Join` in a form that can be read. */
function inline(value: any): string {
  if (typeof value === 'string') return hideHash(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (value.Ref !== undefined) return `<${hideHash(value.Ref)}>`;
  if (value['Fn::GetAtt'] !== undefined) return `<${value['Fn::GetAtt'].map(hideHash).join('.')}>`;
  if (value['Fn::Join'] !== undefined) return value['Fn::Join'][1].map(inline).join(value['Fn::Join'][0]);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return entries.length === 0 ? '' : `{${entries.map(([key, entry]) => `${key}: ${inline(entry)}`).join(', ')}}`;
}

/**
 * The CDK ends its ids with eight characters of a hash of the path; the path before it says the same. Assets are named
 * after all sixty-four characters of the hash of their content.
 */
function hideHash(text: string): string {
  return text
    .replace(/\b[0-9a-f]{64}\b/g, '#')
    .replace(/(?<=[A-Za-z])[0-9A-F]{8}(?![0-9A-Za-z])|(?<=[A-Za-z0-9])[0-9A-F]{8}(?=[0-9A-F]{8}\b)/g, '#')
    .replace(/#[0-9A-F]{8}\b/g, '#');
}
