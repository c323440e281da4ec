import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

/**
 * The metrics of `@aws-cdk/aws-service-spec` in the compact form of `lib/aws/metrics/service-spec-metrics.json`: by namespace,
 * then by sets of dimensions (names joined by commas, sets by bars, nothing for the set without dimensions), the names of
 * metrics joined by spaces; a space in a name is written as %20. Names of dimensions only: the values that the database has
 * are examples, and its statistics are those of dashboards. It has no units.
 */
export function serviceSpecMetrics(): string {
  const database = loadAwsServiceSpecSync();
  // A metric may stand there more than once, with another statistic: all of its sets count.
  const setsOf = new Map<string, Set<string>>();
  for (const metric of database.all('metric')) {
    const key = JSON.stringify([metric.namespace, metric.name]);
    const sets = setsOf.get(key) ?? new Set();
    for (const { entity } of database.follow('usesDimensionSet', metric)) sets.add([...new Set(entity.dimensions.map(({ name }) => name))].sort().join());
    setsOf.set(key, sets);
  }
  const namespaces: Record<string, Record<string, string>> = {};
  for (const [key, sets] of [...setsOf].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [namespace, name] = JSON.parse(key) as [string, string];
    const metrics = (namespaces[namespace] ??= {});
    const together = [...sets].sort().join('|');
    const written = name.replaceAll(' ', '%20');
    metrics[together] = metrics[together] === undefined ? written : `${metrics[together]} ${written}`;
  }
  return `${JSON.stringify(namespaces, null, 1)}\n`;
}
