#!/usr/bin/env bash
# aws-cdk-lib 2.276.0
#
# `AnomalyDetectionAlarm` renders the watched metric and the band both with `ReturnData: true`, names the band `expr_1` by itself, and has no
# `Threshold`. The documentation of MetricDataQuery says that of the queries of an alarm exactly one returns data; whoever reads templates by that
# sentence, or expects a threshold, refuses the alarm or takes the band for what is watched.
#
# Seen: two queries that return data, no Threshold, ThresholdMetricId naming the band.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund aws-cdk-lib@2.276.0 constructs@10.8.1 >/dev/null
cat > app.js <<'JS'
const { App, Stack } = require('aws-cdk-lib');
const { AnomalyDetectionAlarm, Metric } = require('aws-cdk-lib/aws-cloudwatch');
const app = new App();
const stack = new Stack(app, 'Alarms');
new AnomalyDetectionAlarm(stack, 'Odd', { metric: new Metric({ namespace: 'Shop', metricName: 'Orders' }), stdDevs: 2, evaluationPeriods: 3 });
const { template } = app.synth().getStackByName('Alarms');
const { Properties } = Object.values(template.Resources).find(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
const returned = Properties.Metrics.filter(({ ReturnData }) => ReturnData !== false);
console.log(`return data: ${returned.map(({ Id }) => Id).join(', ')}; threshold: ${Properties.Threshold ?? 'none'}; compared with: ${Properties.ThresholdMetricId}`);
JS
seen=$(node app.js 2>/dev/null | grep '^return data')
echo "$seen"
[ "$seen" = 'return data: expr_1, m0; threshold: none; compared with: expr_1' ] || { echo "not as it was seen before"; exit 1; }
