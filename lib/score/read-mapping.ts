import { translateIssues } from '../config/translate-issues';
import { readYaml, type YamlSource } from '../config/yaml-source';
import type { ScoreCode } from '../problems/catalogue/scores';
import { hasErrors, sortProblems, type Problem } from '../problems/problem';
import { samplesOf, scoreMappingSchema, type MappedMetric, type ScoreMapping } from './mapping';

const SHAPE_CODES = { unknownKey: 'SCR010', missingKey: 'SCR011', wrongType: 'SCR012', notAllowed: 'SCR013' } as const;

/** Reads one mapping file. Never throws for what is in it; without a mapping there is at least one problem. */
export function readMapping(file: string, content: string): { readonly mapping?: ScoreMapping; readonly problems: readonly Problem[] } {
  const { source, problems } = readYaml(file, content);
  if (source === undefined) return { problems };
  const parsed = scoreMappingSchema.safeParse(source.value);
  if (!parsed.success) {
    return { problems: sortProblems([...problems, ...translateIssues(source, parsed.error.issues, SHAPE_CODES)]) };
  }
  const all = sortProblems([...problems, ...metricProblems(source, parsed.data)]);
  return hasErrors(all) ? { problems: all } : { mapping: parsed.data, problems: all };
}

/** What the schema cannot say: whether the metrics make sense together. */
function metricProblems(source: YamlSource, { metrics }: ScoreMapping): Problem[] {
  const found: Problem[] = [];
  const add = (code: ScoreCode, path: (string | number)[], what: string, allowed: string, change: string) =>
    found.push({ code, level: 'error', where: source.locate(path), what, received: source.written(path), allowed, change });

  metrics.forEach((metric, index) => {
    const path = ['metrics', index];
    if ((metric.counts === undefined) === (metric.values === undefined)) {
      const what = metric.counts === undefined ? 'nothing says what events do to this metric' : 'counts and values exclude each other';
      add('SCR020', path, what, 'either counts, or values with good or bad or both', 'write counts for a plain counter, values for anything else');
    }
    if (metrics.findIndex((other) => identityOf(other) === identityOf(metric)) !== index) {
      add('SCR021', path, `${metric.namespace} ${metric.metricName} is mapped twice`, 'one entry for a metric with its dimensions', 'remove one of the two');
    }
  });
  if (found.length === 0 && !metrics.some(tellsBadFromGood)) {
    const allowed = 'a metric of the bad or of the good events beside the total, or one with different values';
    add('SCR022', ['metrics'], 'no metric distinguishes a bad event from a good one', allowed, 'add the metric that the alarms take errors from');
  }
  return found;
}

function tellsBadFromGood(metric: MappedMetric): boolean {
  const { good, bad } = samplesOf(metric);
  return good !== bad;
}

function identityOf({ namespace, metricName, dimensions }: MappedMetric): string {
  return JSON.stringify([
    namespace,
    metricName,
    Object.keys(dimensions)
      .sort((a, b) => (a < b ? -1 : 1))
      .map((name) => [name, dimensions[name]]),
  ]);
}
