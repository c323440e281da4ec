#!/usr/bin/env bash
# @aws-cdk/aws-service-spec 0.1.216
#
# The metrics of CloudFormation's database have a `statistic`, one each, which looks like the statistic to alarm on. It is that of a graph in the
# console: counters that AWS documents to be summed have Average, a gauge that cannot be summed has Sum, and some metrics stand there twice with
# two of them, so that a search for the first hit depends on the order. Generated alarms that take it watch something else.
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
#
# Seen: Average for messages sent to a queue, Sum for connections of a database, and twelve metrics with two statistics.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @aws-cdk/aws-service-spec@0.1.216 >/dev/null
cat > statistics.js <<'JS'
const { loadAwsServiceSpecSync } = require('@aws-cdk/aws-service-spec');
const statistics = new Map();
for (const { namespace, name, statistic } of loadAwsServiceSpecSync().all('metric')) {
  const key = `${namespace} ${name}`;
  statistics.set(key, (statistics.get(key) ?? new Set()).add(statistic));
}
for (const metric of ['AWS/SQS NumberOfMessagesSent', 'AWS/RDS DatabaseConnections']) console.log(`${metric}: ${[...statistics.get(metric)].join(' and ')}`);
console.log(`with two statistics: ${[...statistics.values()].filter(({ size }) => size > 1).length}`);
JS
seen=$(node statistics.js)
echo "$seen"
[ "$seen" = 'AWS/SQS NumberOfMessagesSent: Average
AWS/RDS DatabaseConnections: Sum
with two statistics: 12' ] || { echo "not as it was seen before"; exit 1; }
