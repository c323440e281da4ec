import { compareCompositeAlarm } from '../../lib/conformance/compare-composite-alarm';
import { planObjectiveAlarms } from '../../lib/plan/plan-objective-alarms';
import { exampleObjective } from '../helpers/models';

const CONTEXT = { application: 'shop', environment: 'prod', serviceId: 'checkout', region: 'eu-central-1' };
const composites = planObjectiveAlarms(exampleObjective(), CONTEXT).compositeAlarms;
const page = composites.find(({ urgency }) => urgency === 'page')!;
const ticket = composites.find(({ urgency }) => urgency === 'ticket')!;

const asPlanned = (plan = page): any => ({
  AlarmName: plan.name,
  AlarmDescription: plan.description,
  AlarmRule: plan.firesWhenAllOf.map((names) => `(${names.map((name) => `ALARM("${name}")`).join(' AND ')})`).join(' OR '),
  AlarmActions: [`arn:aws:sns:eu-central-1:111122223333:${plan.topicName}`],
  ...(plan.suppressor !== undefined && {
    ActionsSuppressor: `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${plan.suppressor.alarmName}`,
    ActionsSuppressorWaitPeriod: plan.suppressor.waitSeconds,
    ActionsSuppressorExtensionPeriod: plan.suppressor.extensionSeconds,
  }),
});
const edited = (edit: (properties: any) => void, plan = page) => {
  const properties = asPlanned(plan);
  edit(properties);
  return compareCompositeAlarm(plan, properties);
};

test('as planned there is no difference, for a page and for the ticket behind it', () => {
  expect(ticket.suppressor).toBeDefined();
  expect(compareCompositeAlarm(page, asPlanned())).toEqual([]);
  expect(compareCompositeAlarm(ticket, asPlanned(ticket))).toEqual([]);
});

test.each<[string, (properties: any) => void, { what: string; planned: string; found: string }]>([
  ['no action', (p) => delete p.AlarmActions, { what: 'actions', planned: 'shop-prod-s1', found: 'none' }],
  ['an empty list of actions', (p) => (p.AlarmActions = []), { what: 'actions', planned: 'shop-prod-s1', found: 'none' }],
  [
    'another topic',
    (p) => (p.AlarmActions = ['arn:aws:sns:eu-central-1:111122223333:shop-prod-s4']),
    { what: 'actions', planned: 'shop-prod-s1', found: 'shop-prod-s4' },
  ],
  [
    'a second topic',
    (p) => p.AlarmActions.push('arn:aws:sns:eu-central-1:111122223333:all'),
    { what: 'actions', planned: 'shop-prod-s1', found: 'all, shop-prod-s1' },
  ],
  [
    'a function of the same name as the topic',
    (p) => (p.AlarmActions = ['arn:aws:lambda:eu-central-1:111122223333:shop-prod-s1']),
    { what: 'actions', planned: 'shop-prod-s1', found: 'arn:aws:lambda:eu-central-1:111122223333:shop-prod-s1' },
  ],
  ['actions switched off', (p) => (p.ActionsEnabled = false), { what: 'actions enabled', planned: 'true', found: 'false' }],
  ['actions on OK', (p) => (p.OKActions = ['x']), { what: 'actions when it is over', planned: 'none', found: 'x' }],
  ['a suppressor', (p) => (p.ActionsSuppressor = 'quiet'), { what: 'suppressor', planned: 'none', found: 'quiet' }],
])('%s on a page is one difference that names it', (_, edit, difference) => {
  expect(edited(edit)).toEqual([difference]);
});

test.each<[string, (properties: any) => void, { what: string; planned: string; found: string }]>([
  ['another suppressor', (p) => (p.ActionsSuppressor = 'other'), { what: 'suppressor', planned: page.name, found: 'other' }],
  ['no suppressor', (p) => delete p.ActionsSuppressor, { what: 'suppressor', planned: page.name, found: 'none' }],
  ['a longer wait', (p) => (p.ActionsSuppressorWaitPeriod = 600), { what: 'suppressor wait', planned: '60 s', found: '600 s' }],
  ['no extension', (p) => delete p.ActionsSuppressorExtensionPeriod, { what: 'suppressor extension', planned: '60 s', found: 'nothing s' }],
])('%s on a ticket is one difference that names it', (_, edit, difference) => {
  expect(edited(edit, ticket)).toEqual([difference]);
});

test('a wrong child is one difference that shows both rules', () => {
  expect(edited((p) => (p.AlarmRule = p.AlarmRule.replace('fast-5m', 'slow-2h')))).toEqual([
    expect.objectContaining({ what: 'rule', planned: expect.stringContaining('fast-5m'), found: expect.stringContaining('slow-2h') }),
  ]);
});

test('a wrong description is one', () => {
  expect(edited((p) => (p.AlarmDescription = 'x')).map(({ what }) => what)).toEqual(['description']);
});

test.each([null, 3, 'x', [], {}, [[{}]], { Ref: 'x' }])('garbage (%j) in any property is a difference and no crash', (garbage) => {
  for (const key of ['AlarmRule', 'AlarmActions', 'ActionsEnabled', 'ActionsSuppressor', 'ActionsSuppressorWaitPeriod', 'AlarmDescription']) {
    expect(edited((p) => (p[key] = garbage), ticket).map(({ what }) => what)).toHaveLength(1);
  }
});
