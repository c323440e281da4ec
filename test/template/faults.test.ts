import type { LoadedStack } from '../../lib/aws/assembly/loaded-stack';
import { firstDifferentEntry } from '../../lib/gameday/invariants/same-trace';
import { AssembledPaging, PLAN } from '../helpers/assembled-paging';
import { shippedStacks } from '../helpers/shipped-assembly';
import { metricAlarm, stacksOf } from '../helpers/simulated-account';

/** Faults that paging has to survive, each in the account that would be deployed. Those with a world of their own are in scenarios/. */

const stacks = shippedStacks('prod');
const PORTAL = 'partner-portal/availability';
const SIGN_IN = 'partner-portal/sign-in';
const S0 = 'edi-prod-partner-portal-availability-s0';

let paging: AssembledPaging;
beforeEach(() => (paging = new AssembledPaging(stacks)));
afterEach(() => paging.checkInvariants());

const FIRST = '0:29 S0 tier 1: ana';
const SECOND = '5:29 S0 tier 2: elena, nadia, oscar';
const THIRD = '30:29 S0 tier 3: petra, quentin, rosa, stefan';
const on = (minute = 0.49) => paging.turn(minute, PORTAL, 'ALARM');
const off = (minute: number) => paging.turn(minute, PORTAL, 'OK');

describe('the escalation', () => {
  test('an alarm that flaps every minute is one incident, one page a tier, at unmoved times (F01)', async () => {
    for (let minute = 0; minute < 8; minute += 2) {
      on(minute + 0.49);
      if (minute < 6) off(minute + 1.49);
    }
    await paging.runTo(9);
    expect(paging.pages).toEqual([FIRST, SECOND]);
    expect(paging.incident('partner-portal-1')).toMatchObject({ round: 1, flapCount: 3 });
  });

  test('a second alarm of the service joins, and nobody is paged for it (F02)', async () => {
    on();
    paging.turn(0.52, SIGN_IN, 'ALARM');
    await paging.runTo(3);
    expect(paging.pages).toEqual([FIRST]);
    expect(paging.incident('partner-portal-1').alarms.map(({ name }) => name)).toEqual([S0, 'edi-prod-partner-portal-sign-in-s1']);
  });

  test('a worse alarm promotes what somebody has, and pages again from the start (F03)', async () => {
    paging.turn(0.49, SIGN_IN, 'ALARM');
    paging.acknowledge(2, 'partner-portal-1', 'karim');
    on(4.49);
    await paging.runTo(11);
    expect(paging.pages).toEqual(['0:29 S1 tier 1: karim', '4:29 S0 tier 1: ana', '9:29 S0 tier 2: elena, nadia, oscar']);
    expect(paging.incident('partner-portal-1')).toMatchObject({ severity: 'S0', round: 2, state: 'open' });
  });

  test('an acknowledgement by the first tier after the second was paged counts; leadership is paged at its time (F04)', async () => {
    on();
    paging.acknowledge(7, 'partner-portal-1', 'ana');
    await paging.runTo(32);
    expect(paging.pages).toEqual([FIRST, SECOND, THIRD]);
    expect(paging.notified('acknowledged')).toEqual(['7:00 acknowledged: ana, elena, nadia, oscar']);
  });

  test('an alarm that is over before the second tier pages nobody more, and whoever was paged hears of it (F05)', async () => {
    on();
    off(3);
    await paging.runTo(12);
    expect(paging.pages).toEqual([FIRST]);
    expect(paging.notified('recovered')).toEqual(['6:00 recovered: ana']);
    expect(paging.incident('partner-portal-1').state).toBe('monitoring');
  });

  test('back within the hour it is the same incident, and its postmortem waits; later it is another one (F07, F08, F32)', async () => {
    on();
    off(1.49);
    paging.command(10, 'ana', { do: 'resolve', text: 'restarted' });
    on(50);
    await paging.runTo(51);
    expect(paging.incident('partner-portal-1')).toMatchObject({ round: 2, state: 'open', postmortem: { status: 'paused' } });
    off(52);
    paging.command(60, 'ana', { do: 'resolve', text: 'restarted again' });
    on(122);
    await paging.runTo(124);
    expect(paging.incident('partner-portal-1')).toMatchObject({ state: 'resolved', postmortem: { status: 'due', clockStart: paging.at(60) } });
    expect(paging.incident('partner-portal-2')).toMatchObject({ round: 1, previousId: 'partner-portal-1' });
    expect(paging.pages).toEqual([FIRST, '50:00 S0 tier 1: ana', '122:00 S0 tier 1: ana']);
  });
});

describe('events', () => {
  test('an event that comes twice starts one escalation (F09)', async () => {
    paging.account.disturbEvents({ kind: 'duplicate', from: paging.at(0), until: paging.at(10) });
    on();
    await paging.runTo(7);
    expect(paging.pages).toEqual([FIRST, SECOND]);
    expect(paging.incidents.filter((each) => each.startsWith('partner-portal'))).toEqual(['partner-portal-1 S0 open']);
  });

  test('an event that comes after reconciliation has found its alarm says nothing new (F44, F56)', async () => {
    paging.account.disturbEvents({ kind: 'delay', delaySeconds: 150, from: paging.at(0), until: paging.at(10) });
    on();
    await paging.runTo(5);
    expect(paging.pages).toEqual(['1:00 S0 tier 1: ana']);
  });

  test('events out of order: the end of an alarm that arrives before its beginning leaves no incident open (F56)', async () => {
    paging.account.disturbEvents({ kind: 'delay', delaySeconds: 25, from: paging.at(0.4), until: paging.at(0.6) });
    on();
    off(0.75);
    await paging.runTo(6);
    // Too short for reconciliation, notified late: whoever was paged hears that it is over.
    expect(paging.incidents.filter((each) => each.includes(' open'))).toEqual([]);
  });

  test('an event the rule may not hand over is kept, notifies by itself, and its alarm is found (F45)', async () => {
    paging.account.failCalls({
      service: 'lambda',
      operation: 'Invoke',
      region: 'eu-central-1',
      from: paging.at(0.45),
      until: paging.at(0.55),
      errorName: 'AccessDeniedException',
    });
    on();
    await paging.runTo(9);
    expect(paging.account.queued.some(({ queueArn }) => queueArn.endsWith(PLAN.incidents.names.ruleDeadLetters))).toBe(true);
    const alarms = paging.account.log
      .filter((entry) => entry.kind === 'action executed' && entry.state === 'ALARM')
      .map((entry) => entry.kind === 'action executed' && entry.alarm.name);
    expect(alarms).toContain('edi-prod-paging-rule-dead-letters');
    expect(paging.pages[0]).toBe('1:00 S0 tier 1: ana');
  });

  test('an alarm of somebody else, whose name begins like those of the plan, pages nobody and is no fault (F58)', async () => {
    const theirs = stacksOf({ stackName: 'theirs', template: { Resources: { Theirs: metricAlarm('edi-prod-eu-checkout') } } });
    paging = new AssembledPaging([...stacks, ...theirs]);
    paging.setState(0.49, 'edi-prod-eu-checkout', 'ALARM');
    await paging.runTo(5);
    expect(paging.pages).toEqual([]);
    expect(paging.faults).toEqual([]);
  });

  test('every page of the application at once: one page a service that nothing else explains, and no alarm is lost (F40, 9.9)', async () => {
    const pages = PLAN.regions[0]!.objectives.flatMap(({ name, compositeAlarms }) => (compositeAlarms[0]?.urgency === 'page' ? [name] : []));
    pages.forEach((objective, index) => paging.turn(0.1 + (index * 0.8) / pages.length, objective, 'ALARM'));
    await paging.runTo(3);
    const services = [...new Set(pages.map((objective) => objective.split('/')[0]!))];
    const explained = services.filter((service) =>
      PLAN.incidents.policy.groups.find(({ id }) => id === service)!.dependsOn?.some((other) => services.includes(other)),
    );
    expect(explained).not.toEqual([]);
    const open = paging.timeline.records.allAt(Infinity).filter(({ group, state }) => services.includes(group) && state === 'open');
    expect(open.map(({ group }) => group).sort()).toEqual(services.filter((service) => !explained.includes(service)).sort());
    expect(open.flatMap(({ alarms, affected = [] }) => [...alarms, ...affected])).toHaveLength(pages.length);
    for (const { paged, round } of open) expect(paged.filter((each) => each.round === round && each.tier === 1)).toHaveLength(1);
  });
});

describe('people', () => {
  test('of two who acknowledge within a second the first has it, and the second is notified who (F16)', async () => {
    on();
    paging.acknowledge(2, 'partner-portal-1', 'ana');
    paging.acknowledge(2 + 1 / 60, 'partner-portal-1', 'elena');
    await paging.runTo(4);
    expect(paging.incident('partner-portal-1').acknowledgement).toMatchObject({ by: 'ana' });
    expect(paging.notified('already acknowledged')).toEqual(['2:01 already acknowledged: elena']);
  });

  test('somebody who was not paged may take it, and the record says so; somebody unknown may not (F17)', async () => {
    on();
    paging.acknowledge(2, 'partner-portal-1', 'mallory');
    await paging.runTo(3);
    expect(paging.incident('partner-portal-1').acknowledgement).toBeUndefined();
    paging.acknowledge(4, 'partner-portal-1', 'bella');
    await paging.runTo(5);
    const { acknowledgement, timeline } = paging.incident('partner-portal-1');
    expect(acknowledgement).toMatchObject({ by: 'bella' });
    expect(timeline.map(({ what }) => what)).toContain('acknowledged by bella (console), who was not paged');
  });

  test('an acknowledgement of another incident, or of one that is over, changes nothing (F55)', async () => {
    on();
    paging.acknowledge(2, 'partner-portal-7', 'ana');
    off(3);
    paging.command(8, 'ana', { do: 'resolve', text: 'restarted' });
    paging.acknowledge(9, 'partner-portal-1', 'ana');
    await paging.runTo(10);
    expect(paging.incidents.filter((each) => each.startsWith('partner-portal'))).toEqual(['partner-portal-1 S0 resolved']);
    expect(paging.incident('partner-portal-1').acknowledgement).toBeUndefined();
  });

  test('somebody who has it and says nothing is reminded, then asked, then it is taken back (F19)', async () => {
    on();
    paging.acknowledge(1, 'partner-portal-1', 'ana');
    await paging.runTo(63);
    expect(paging.notified('update due')).toEqual(['31:00 update due: ana', '61:00 update due: ana']);
    expect(paging.notified('update overdue')).toEqual(['41:00 update overdue: zoe, sofia']);
    expect(paging.pages).toEqual([FIRST, THIRD, '60:29 S0 tier 4: tomas, ulrike, victor, wanda', '61:00 S0 tier 1: ana']);
    expect(paging.incident('partner-portal-1')).toMatchObject({ state: 'open', round: 2 });
  });

  test('a drill is paged as one and left out of the figures (F63)', async () => {
    paging.command(1, 'ana', { do: 'declare', severity: 'S0', text: 'a drill', drill: true });
    paging.command(3, 'ana', { do: 'acknowledge' });
    await paging.runTo(5);
    const drills = paging.timeline.publications.filter(({ message }) => message?.incidentId === 'partner-portal-1');
    expect(drills.map(({ message }) => message?.drill)).toEqual(drills.map(() => true));
    const figures = paging.account.log.filter(
      (entry) => entry.kind === 'call' && entry.operation === 'PutMetricData' && JSON.stringify(entry.input).includes('SecondsToAcknowledge'),
    );
    expect(figures).toEqual([]);
  });
});

describe('alarms that say nothing', () => {
  test('an alarm that goes blind during an incident has not recovered, and people are notified (F33)', async () => {
    on();
    paging.setState(3, S0, 'INSUFFICIENT_DATA');
    await paging.runTo(7);
    expect(paging.notified('blind')).toEqual(['3:00 blind: ana']);
    expect(paging.pages).toEqual([FIRST, SECOND]);
    expect(paging.incident('partner-portal-1').state).toBe('open');
  });

  test('an alarm without a verdict for long is an incident of its own, once (F34)', async () => {
    paging.setState(1, 'edi-prod-partner-portal-availability-fast-1h', 'INSUFFICIENT_DATA');
    await paging.runTo(30);
    expect(paging.pages).toEqual(['21:00 S2 tier 1: karim']);
    expect(paging.incident('operations-1')).toMatchObject({ title: 'monitoring blind' });
  });

  test('an alarm that is deleted during an incident leaves it open, and the watchdog is notified (F35)', async () => {
    const { name } = PLAN.incidents.pagingAlarms.find(({ watches }) => watches === 'engine throttles')!;
    paging.setState(0.49, name, 'ALARM');
    paging.deleteAlarm(0.6, name);
    await paging.runTo(10);
    expect(paging.faults).toEqual(['0:36 alarm deleted: olga, pavel']);
    expect(paging.incident('operations-1').state).toBe('open');
  });
});

describe('who is notified by the policy beside the code', () => {
  test('a role that nobody has is skipped at once, and the next tier is paged (F23)', async () => {
    const { policy } = PLAN.incidents;
    const roles = policy.roster.roles.map((role) => (role.id === 'primary-on-call' ? { id: role.id, title: role.title, standing: [] } : role));
    paging = new AssembledPaging(withPolicy({ ...policy, roster: { ...policy.roster, roles } }));
    on();
    await paging.runTo(2);
    expect(paging.pages).toEqual(['0:29 S0 tier 2: elena, nadia, oscar']);
    expect(paging.faults).toEqual(['0:29 tier empty: olga, pavel']);
  });

  test('a policy that is deployed during an incident is that of later ones; this one keeps its own (F48)', async () => {
    const { policy } = PLAN.incidents;
    const escalation = {
      ...policy.escalation,
      version: 'later',
      severities: { ...policy.escalation.severities, S0: { ...policy.escalation.severities.S0, tiers: policy.escalation.severities.S0.tiers.slice(0, 1) } },
    };
    let present = policy;
    paging = new AssembledPaging(withPolicy(() => present));
    on();
    // Whatever runs is replaced when a function is deployed.
    paging.account.schedule(paging.at(2), () => {
      present = { ...policy, escalation };
      paging.account.failCalls({ crashAt: paging.account.countedCalls + 2 });
    });
    await paging.runTo(7);
    expect(paging.pages).toEqual([FIRST, SECOND]);
    paging.turn(8, 'edi-ingest/api-availability', 'ALARM');
    await paging.runTo(10);
    expect(paging.incident('partner-portal-1').policy.version).toBe(policy.escalation.version);
    expect(paging.incident('edi-ingest-1').policy.version).toBe('later');
  });
});

test('the same day gives the same trace, byte by byte (I7)', async () => {
  const play = async () => {
    const day = new AssembledPaging(stacks);
    day.turn(0.49, PORTAL, 'ALARM');
    day.acknowledge(2, 'partner-portal-1', 'ana');
    await day.runTo(8);
    return day.account.log;
  };
  expect(firstDifferentEntry(await play(), await play())).toBeUndefined();
});

/** The stacks with another policy beside the code of the engine. */
function withPolicy(policy: object | (() => object)): LoadedStack[] {
  return stacks.map((stack) => ({
    ...stack,
    assetFile: (key: string, file: string) => {
      const text = stack.assetFile?.(key, file);
      return file === 'policy.json' && text !== undefined ? JSON.stringify(typeof policy === 'function' ? policy() : policy) : text;
    },
  }));
}
