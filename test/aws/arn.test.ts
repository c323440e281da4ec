import fc from 'fast-check';
import {
  accountOfArn,
  alarmNameIn,
  alarmNameOf,
  arnParts,
  formatArn,
  functionNameOf,
  isAccountRootArn,
  lastPartOfArn,
  parseArn,
  regionOfArn,
  resourceArn,
  resourceOfArn,
  serviceOfArn,
} from '../../lib/aws/arn';

const ALARM = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:edi: portal';

test('an ARN has five parts, and its resource may have colons', () => {
  expect(parseArn(ALARM)).toEqual({ partition: 'aws', service: 'cloudwatch', region: 'eu-central-1', account: '111122223333', resource: 'alarm:edi: portal' });
  expect([serviceOfArn(ALARM), regionOfArn(ALARM), accountOfArn(ALARM), resourceOfArn(ALARM)]).toEqual([
    'cloudwatch',
    'eu-central-1',
    '111122223333',
    'alarm:edi: portal',
  ]);
});

test('whatever is written is read again', () => {
  const part = fc.stringMatching(/^[a-z0-9-]{0,12}$/);
  const resource = fc.stringMatching(/^[a-z0-9:/ ]{0,20}$/);
  fc.assert(
    fc.property(part, part, part, part, resource, (partition, service, region, account, rest) => {
      const arn = { partition, service, region, account, resource: rest };
      expect(parseArn(formatArn(arn))).toEqual(arn);
    }),
  );
});

test.each(['portal', '', 'arn:aws:sns', 'alias/aws/sns', 'aws:arn:sns:eu-central-1:111122223333:pages'])('%p is no ARN and has none of its parts', (text) => {
  expect(parseArn(text)).toBeUndefined();
  expect([serviceOfArn(text), regionOfArn(text), accountOfArn(text), resourceOfArn(text)]).toEqual(['', '', '', '']);
});

test('patterns of ARNs have the same parts', () => {
  expect(arnParts('arn:*:cloudwatch:*:111122223333:alarm:*')).toEqual(['arn', '*', 'cloudwatch', '*', '111122223333', 'alarm:*']);
});

test('the partition of a region is that of its ARNs', () => {
  expect(resourceArn('sns', 'cn-north-1', '111122223333', 'pages')).toBe('arn:aws-cn:sns:cn-north-1:111122223333:pages');
  expect(resourceArn('sns', 'us-gov-east-1', '111122223333', 'pages')).toBe('arn:aws-us-gov:sns:us-gov-east-1:111122223333:pages');
  expect(resourceArn('sns', 'eu-central-1', '111122223333', 'pages')).toBe('arn:aws:sns:eu-central-1:111122223333:pages');
});

test('names are read from ARNs of their own kind only', () => {
  const handler = 'arn:aws:lambda:eu-central-1:111122223333:function:engine';
  expect([alarmNameIn(ALARM), alarmNameIn('portal'), alarmNameIn(handler)]).toEqual(['edi: portal', undefined, undefined]);
  expect([alarmNameOf(ALARM), alarmNameOf('portal')]).toEqual(['edi: portal', 'portal']);
  expect([functionNameOf(handler), functionNameOf(`${handler}:live`), functionNameOf(ALARM)]).toEqual(['engine', 'engine', undefined]);
  expect([lastPartOfArn(handler), lastPartOfArn('engine')]).toEqual(['engine', 'engine']);
});

test('the root of an account is one by its whole ARN', () => {
  expect(isAccountRootArn('arn:aws-cn:iam::111122223333:root')).toBe(true);
  expect(['arn:aws:iam::1111:root', 'arn:aws:iam::111122223333:role/root', 'root'].filter(isAccountRootArn)).toEqual([]);
});
