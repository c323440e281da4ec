import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { FreezeCalendar } from '../../lib/constructs/freeze-calendar';
import { planFreezes } from '../../lib/plan/plan-freezes';
import { exampleModel, exampleObjective } from '../helpers/models';

const { freezes } = planFreezes({
  ...exampleModel({ checkout: [exampleObjective()] }),
  maintenance: { freezes: { from: Date.UTC(2026, 2, 1), horizonDays: 30, rules: [] } },
});

test('the content of the document is the text of the calendar, letter by letter (000-06)', () => {
  const stack = new Stack(new App(), 'Test');
  new FreezeCalendar(stack, 'Freezes', { plan: freezes! });
  const [document] = Object.values(Template.fromStack(stack).findResources('AWS::SSM::Document'));
  expect(document!.Properties).toEqual({
    Name: 'shop-prod-freeze',
    DocumentType: 'ChangeCalendar',
    DocumentFormat: 'TEXT',
    UpdateMethod: 'NewVersion',
    Content: freezes!.content,
    Tags: [{ Key: 'calendar', Value: 'freeze' }],
  });
  expect(document!.Properties.Content).toMatch(
    /^BEGIN:VCALENDAR\r\nPRODID:-\/\/AWS\/\/Change Calendar 1\.0\/\/EN\r\nVERSION:2\.0\r\nX-CALENDAR-TYPE:DEFAULT_OPEN\r\n/,
  );
});

test('the CDK takes no text for the content, which is why it is overridden', () => {
  const stack = new Stack(new App(), 'Test');
  const synthesize = () => {
    new CfnDocument(stack, 'Document', { documentType: 'ChangeCalendar', documentFormat: 'TEXT', content: freezes!.content });
    return Template.fromStack(stack);
  };
  expect(synthesize).toThrow(/should be an 'object'|should be an object/);
});
