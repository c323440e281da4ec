import { z } from 'zod';
import { field, map, mapOf, text } from '../../problems/schema-fields';
import { metricMeasure, NO_VERDICT, type Measure, type MeasureGap } from '../measure';
import type { ResourceKind } from '../resource-kind';

/** An EC2 instance. */
export interface InstanceBinding {
  readonly source: 'instance';
  readonly instanceId: string;
  /** Absent: no CloudWatch agent runs on it, so that nobody knows its memory and disk. */
  readonly agent?: CloudWatchAgent;
}

/** What the CloudWatch agent of an instance publishes, by its configuration. A metric has exactly these dimensions, and no alarm sees one with others. */
export interface CloudWatchAgent {
  /** What its configuration appends to every metric. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** The file system to watch, as the agent calls it. */
  readonly disk?: { readonly path: string; readonly device: string; readonly fstype: string };
}

const AGENT_METRICS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html';

const word = (allowed: string, example: string) => text(/^[\x21-\x7e]{1,255}$/, allowed, example);

/** An EC2 instance: CPU from the hypervisor, memory and disk from the CloudWatch agent inside. */
export const instance: ResourceKind<InstanceBinding> = {
  schema: map({
    source: field(z.literal('instance'), 'An EC2 instance, for thresholds and capacity.'),
    instanceId: field(text(/^i-[0-9a-f]{8,17}$/, 'the id of an instance', 'i-0123456789abcdef0'), 'Id of the instance.'),
    agent: field(
      map({
        dimensions: field(
          mapOf(word('the name of a dimension', 'InstanceId'), word('its value', 'i-0123456789abcdef0'), 'a map from dimensions to values'),
          'Dimensions of its metrics, as `append_dimensions` of its configuration adds them.',
        ),
        disk: field(
          map({
            path: field(word('a mount point', '/'), 'Where it is mounted.'),
            device: field(word('the name of a device', 'nvme0n1p1'), 'Its device.'),
            fstype: field(word('a type of file system', 'xfs'), 'Its type.'),
          }).optional(),
          'The file system whose space is watched.',
          'none',
        ),
      }).optional(),
      'What the CloudWatch agent on it publishes. EC2 itself knows neither memory nor disk.',
      'there is no agent',
    ),
  }),
  example: {
    source: 'instance',
    instanceId: 'i-0123456789abcdef0',
    agent: { dimensions: { InstanceId: 'i-0123456789abcdef0' }, disk: { path: '/', device: 'nvme0n1p1', fstype: 'xfs' } },
  },
  measures: {
    cpu: ({ instanceId }) =>
      metricMeasure(
        { namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensions: { InstanceId: instanceId }, statistic: 'Average' },
        {
          what: 'CPU used',
          unit: 'percent',
          // Basic monitoring; detailed monitoring has a datapoint a minute.
          periodSeconds: 300,
          missingData: NO_VERDICT,
          documentation: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html',
        },
      ),
    memory: ({ agent }) => (agent === undefined ? NO_AGENT : ofAgent('mem_used_percent', agent.dimensions, 'memory used')),
    disk: ({ agent }) => {
      if (agent === undefined) return NO_AGENT;
      if (agent.disk === undefined) return { gap: 'its agent is not said to watch a file system', change: 'add disk to the agent of the resource' };
      return ofAgent('disk_used_percent', { ...agent.dimensions, ...agent.disk }, 'disk used');
    },
  },
};

const NO_AGENT: MeasureGap = {
  gap: 'EC2 does not publish it, and no CloudWatch agent runs there',
  change: 'install the CloudWatch agent and add agent to the resource, with the dimensions of its metrics',
};

/** The namespace and interval are those of an agent without settings of its own. */
function ofAgent(metricName: string, dimensions: Readonly<Record<string, string>>, what: string): Measure {
  return metricMeasure(
    { namespace: 'CWAgent', metricName, dimensions, statistic: 'Average' },
    {
      what,
      unit: 'percent',
      missingData: {
        treatAs: 'missing',
        because: 'an agent that stopped publishes nothing; without it there is no verdict, which the incident engine reports',
      },
      publishedBy: 'the CloudWatch agent',
      documentation: AGENT_METRICS,
    },
  );
}
