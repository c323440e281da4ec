#!/usr/bin/env bash
# @aws-sdk/client-dynamodb 3.1169.0, @aws-sdk/client-sns 3.1169.0
#
# Clients of the SDK for JavaScript without any setting do not try equally often: the client of DynamoDB makes four attempts at a call that the
# service answers with an error of its own, other clients three. Its delays begin at 25 ms instead of 50 ms, also where attempts are set. A
# timeout that was reckoned with three attempts for all is too short for one of them.
#
# Seen: a service that always answers 500 is asked four times by the one, three times by the other.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @aws-sdk/client-dynamodb@3.1169.0 @aws-sdk/client-sns@3.1169.0 >/dev/null
cat > attempts.js <<'JS'
const { DynamoDBClient, DescribeTableCommand } = require('@aws-sdk/client-dynamodb');
const { SNSClient, PublishCommand } = require('@aws-sdk/client-sns');
async function attempts(Client, command, settings = {}) {
  let asked = 0;
  const requestHandler = {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async () => {
      asked += 1;
      return { response: { statusCode: 500, headers: {}, body: new Uint8Array() } };
    },
  };
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new Client({ region: 'eu-west-1', credentials, requestHandler, ...settings });
  await client.send(command).catch(() => {});
  const { baseDelay } = await client.config.retryStrategy();
  return `${asked} attempts from ${baseDelay} ms on`;
}
(async () => {
  const table = new DescribeTableCommand({ TableName: 'orders' });
  const message = new PublishCommand({ TopicArn: 'arn:aws:sns:eu-west-1:111122223333:orders', Message: 'a' });
  console.log(`sns: ${await attempts(SNSClient, message)}`);
  console.log(`dynamodb: ${await attempts(DynamoDBClient, table)}`);
  console.log(`dynamodb with maxAttempts 3: ${await attempts(DynamoDBClient, table, { maxAttempts: 3 })}`);
})();
JS
seen=$(env -u AWS_MAX_ATTEMPTS -u AWS_RETRY_MODE node --no-warnings attempts.js)
echo "$seen"
[ "$seen" = 'sns: 3 attempts from 50 ms on
dynamodb: 4 attempts from 25 ms on
dynamodb with maxAttempts 3: 3 attempts from 25 ms on' ] || { echo "not as it was seen before"; exit 1; }
