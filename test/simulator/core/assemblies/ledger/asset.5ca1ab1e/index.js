'use strict';

// Reads a counter, stores the share of bad events of the last hour, and publishes it. Written by hand for the tests.
const { CloudWatchClient, GetMetricDataCommand, PutMetricDataCommand } = require('@aws-sdk/client-cloudwatch');
const { SSMClient, GetParametersCommand, PutParameterCommand } = require('@aws-sdk/client-ssm');

const cloudWatch = new CloudWatchClient({ maxAttempts: 8 });
const ssm = new SSMClient({ maxAttempts: 8 });
const HOUR_MS = 3600000;

exports.handler = async ({ scheduledAt, parameter }) => {
  const end = new Date(scheduledAt);
  const stat = (metricName) => ({ Metric: { Namespace: 'Edi', MetricName: metricName }, Period: 300, Stat: 'Sum' });
  const data = await cloudWatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: [
        { Id: 'bad', MetricStat: stat('Bad'), ReturnData: false },
        { Id: 'total', MetricStat: stat('Total') },
        { Id: 'filled', Expression: 'FILL(bad, 0)' },
      ],
      StartTime: new Date(end - HOUR_MS),
      EndTime: end,
    }),
  );
  const sumOf = (id) => data.MetricDataResults.find((result) => result.Id === id).Values.reduce((sum, value) => sum + value, 0);
  if (data.MetricDataResults.some(({ StatusCode }) => StatusCode !== 'Complete')) throw new Error('partial data');
  const share = sumOf('filled') / sumOf('total');
  const { Parameters } = await ssm.send(new GetParametersCommand({ Names: [parameter] }));
  const history = [...(Parameters.length === 0 ? [] : JSON.parse(Parameters[0].Value)), share].slice(-4);
  await ssm.send(new PutParameterCommand({ Name: parameter, Value: JSON.stringify(history), Type: 'String', Overwrite: true }));
  await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Ledger', MetricData: [{ MetricName: 'BadShare', Value: share, Timestamp: end }] }));
  console.log(`${scheduledAt} ${share}`);
};
