import { scriptCalls } from '../../../lib/runbook/effects/script-calls';

const script = (...lines: readonly string[]) => {
  const { calls, doubt } = scriptCalls({
    Runtime: 'python3.11',
    Handler: 'handler',
    Script: [...lines, 'def handler(events, context):', '  return {}'].join('\n'),
  });
  return { calls: calls.map(({ service, operation }) => `${service}:${operation}`), doubt };
};

test.each([
  [['import json, re', 'from datetime import datetime, timedelta']],
  [['# import os', 'NOTE = "import os; open the incident; exec"']],
  [["'''", 'import socket', "'''", 'import math as m']],
  [['import collections.abc']],
])('%j certainly makes no call', (lines) => expect(script(...lines)).toEqual({ calls: [], doubt: undefined }));

test.each([
  [['import os'], 'imports os'],
  [['import ändern'], 'imports in a way that is not read'],
  [['import json, subprocess as s'], 'imports subprocess'],
  [['if True: import socket'], 'imports socket'],
  [['x = 1; import urllib.request'], 'imports urllib.request'],
  [['from http import client'], 'imports http'],
  [['import \\', '  os'], 'imports os'],
  [['from . import other'], 'imports .'],
  [['__import__("os")'], 'uses __import__'],
  [['eval("1")'], 'uses eval'],
  [['x = f"{open(1)}"'], 'uses open'],
  [['a = "\\', '"; exec("1")'], 'uses exec'],
  [['a = """x\\""""; exec("1")'], 'uses exec'],
  [['().__class__.__base__'], 'uses __class__'],
  [['import boto3 as b'], 'makes clients in a way that is not read'],
  [['import boto3', 'ecs = boto3.resource("ecs")'], 'makes clients in a way that is not read'],
  [['import boto3', 'ecs = boto3.client(name)'], 'makes clients in a way that is not read'],
  [['import boto3', 'ecs = boto3.client("ecs")', 'change(ecs)'], 'does with the client of ecs what is not read'],
  [['import boto3', 'boto3.client("gamelift").list_fleets()'], 'calls gamelift, of which nothing is known'],
  [['import boto3', 'boto3.client("ecs").get_waiter("services_stable")'], 'calls get_waiter of ecs, which is not known'],
])('%j is in doubt: its script %s', (lines, doubt) => expect(script(...lines).doubt).toBe(`its script ${doubt}`));

test('calls of a client are found, through a variable, at once, and in pages', () => {
  expect(
    script(
      'import boto3',
      'from botocore.exceptions import ClientError',
      'ssm = boto3.client("ssm", config=Config(retries={"max_attempts": 3}))',
      'def change():',
      '  ssm.update_ops_item(OpsItemId="oi-1")  # ssm.get_document()',
      '  for page in ssm.get_paginator("describe_ops_items").paginate(): pass',
      '  boto3.client("lambda").update_alias(Name="live")',
    ),
  ).toEqual({ calls: ['ssm:UpdateOpsItem', 'ssm:DescribeOpsItems', 'lambda:UpdateAlias'], doubt: undefined });
});

test.each<[object, string]>([
  [{ Runtime: 'python3.11', Handler: 'handler', Attachment: 'a.zip' }, 'its script is an attachment'],
  [{ Runtime: 'PowerShell 7.4', Script: 'Get-Date' }, 'a script of PowerShell 7.4 is not read'],
  [{ Runtime: 'python3.11', Handler: 'handler', Script: '%%SCRIPT=handler.py%%' }, 'its handler handler is not in its script'],
  [{ Runtime: 'python3.11', Handler: 'handler', Script: '# def handler(' }, 'its handler handler is not in its script'],
  [{ Runtime: 'python3.11', Handler: 'handler', Script: 'def handler(e, c):\n  {{ Code }}' }, '{{ Code }} is filled into its script'],
])('%j is in doubt: %s', (inputs, doubt) => expect(scriptCalls(inputs as never)).toEqual({ calls: [], doubt }));
