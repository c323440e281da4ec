import { checkTemplates, describeCheck } from '../../../helpers/template-checks';

const many = (count: number, item: object) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`I${index}`, item]));
const TOPIC = { Type: 'AWS::SNS::Topic' };
const SECTIONS = [
  ['STK001', 'STK002', 'Resources', 500, (count: number) => ({ Resources: many(count, TOPIC) })],
  ['STK005', 'STK006', 'Outputs', 200, (count: number) => ({ Resources: {}, Outputs: many(count, { Value: 'v' }) })],
  ['STK007', 'STK008', 'Parameters', 200, (count: number) => ({ Resources: {}, Parameters: many(count, { Type: 'String' }) })],
  ['STK003', 'STK004', '', 1_000_000, (count: number) => templateOfBytes(count)],
] as const;

function templateOfBytes(bytes: number) {
  const frame = { Resources: {}, Description: '' };
  // Two bytes a letter: characters are not what counts.
  return {
    ...frame,
    Description: 'ä'.repeat((bytes - JSON.stringify(frame).length) >> 1) + (bytes % 2 === JSON.stringify(frame).length % 2 ? '' : 'a'),
  };
}

for (const [reached, near, section, most, build] of SECTIONS) {
  const template = (count: number) => [{ template: build(count) }];
  const received = (count: number) => `${count} ${section === '' ? 'bytes' : section.toLowerCase()}`;
  describeCheck(reached, {
    violates: { [`${most + 1}`]: { templates: template(most + 1), at: [section], received: received(most + 1) } },
    complies: { [`${most}`]: template(most) },
  });
  describeCheck(near, {
    violates: {
      [`${0.8 * most}`]: { templates: template(0.8 * most), at: [section], received: received(0.8 * most) },
      [`${most}`]: { templates: template(most), at: [section] },
    },
    complies: {
      [`${0.8 * most - 1}`]: template(0.8 * most - 1),
      'more than the limit, which is said once': template(most + 1),
    },
  });
}

describeCheck('STK009', {
  violates: {},
  complies: { 'a template without macros and nested stacks': [{ T: TOPIC }] },
  cannotTell: {
    'a macro': [{ template: { Transform: 'AWS::Serverless-2016-10-31', Resources: { T: TOPIC } } }],
    'a nested stack': [{ S: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/t.json' } } }],
  },
});

test('the size of a template is measured in bytes as it is written', () => {
  const { problems } = checkTemplates({ template: templateOfBytes(1_000_001) });
  expect(problems.map(({ code }) => code)).toEqual(['STK003']);
});
