import { requestStoreIn } from '../../../lib/handlers/incident-engine/incident-store-in';
import { readEvent } from '../../../lib/handlers/incident-engine/read-event';
import { dueAnnouncements } from '../../../lib/incident/announcements/due-announcements';
import { announce } from '../../../lib/incident/use-cases/announce';
import { receiveRequest } from '../../../lib/incident/use-cases/receive-request';
import { MINUTE_MS } from '../../../lib/time/time';
import { EngineAccount, ENGINE_POLICY } from '../../helpers/engine-account';
import { anIncident } from '../../helpers/incidents';
import { at, rosterOf, rotationOf, turnsRole } from '../../helpers/rosters';
import { START } from '../../helpers/simulated-account';
import { tableInMemory } from '../../helpers/table-in-memory';

const POLICY = { digestAt: '09:00', timeZone: 'Europe/Berlin' };
// Turns of a week begin on Mondays at 09:00 in Berlin; 2026-03-02 is a Monday.
const ROTATION = rotationOf(['ana', 'ben'], { everyDays: 7, handoverAt: '09:00', from: '2026-01-05', timeZone: 'Europe/Berlin' });
const ROSTER = rosterOf(
  [turnsRole('primary', ROTATION), { id: 'lead', title: 'Lead', standing: ['cleo'] }],
  [{ role: 'primary', person: 'cleo', from: at('2026-03-04T17:00Z'), until: at('2026-03-05T08:00Z') }],
);
const dueIn = (minute: string) => dueAnnouncements(POLICY, ROSTER, { from: at(minute) - MINUTE_MS, until: at(minute) });

describe('what is posted, minute by minute (004-01, 002-27)', () => {
  test.each<[string, string, readonly string[], boolean]>([
    ['the minute before a handover', '2026-03-02T07:59Z', [], false],
    ['the minute of it, which is that of the digest here', '2026-03-02T08:00Z', ['primary'], true],
    ['the minute after', '2026-03-02T08:01Z', [], false],
    ['on another day the digest alone', '2026-03-03T08:00Z', [], true],
    ['when somebody stands in', '2026-03-04T17:00Z', ['primary'], false],
    ['when they no longer do', '2026-03-05T08:00Z', ['primary'], true],
    ['in summer time, an hour earlier in UTC', '2026-03-30T07:00Z', ['primary'], true],
    ['and not in winter time any more', '2026-03-30T08:00Z', [], false],
  ])('%s', (_, minute, handedOver, digest) => expect(dueIn(minute)).toEqual({ handedOver, digest }));

  test('in a year each once: 52 handovers and two of the one who stands in, 365 digests', () => {
    let [handovers, digests] = [0, 0];
    for (let minute = at('2026-01-01T00:00Z'); minute < at('2027-01-01T00:00Z'); minute += 15 * MINUTE_MS) {
      const due = dueAnnouncements(POLICY, ROSTER, { from: minute, until: minute + 15 * MINUTE_MS });
      handovers += due.handedOver.length;
      digests += due.digest ? 1 : 0;
    }
    expect([handovers, digests]).toEqual([54, 365]);
  });
});

describe('the posts', () => {
  async function postsAt(minute: number, changes: object = { announcements: POLICY, roster: { ...ROSTER, people: ENGINE_POLICY.roster.people } }) {
    const world = new EngineAccount({}, changes);
    const requests = requestStoreIn(tableInMemory().port, 'edi-prod-requests', 'test');
    const hours = { timeZone: 'Europe/Berlin', days: ['monday'] as const, open: '06:00', close: '22:00', holidays: [] };
    const policy = { owner: 'a', lead: 'b', hours, acknowledgeMinutes: 15, triageMinutes: 30, blockingSeverity: 'S1' } as const;
    await receiveRequest(requests, policy, { key: 'a', via: 'mail', from: 'x@example.com', title: 'No invoice', blocking: false }, { now: START });
    const engine = { ...world.engine, requests, policy: { ...world.engine.policy, requests: policy } };
    for (const [sequence, severity] of [
      [1, 'S3'],
      [2, 'S1'],
    ] as const)
      await engine.store.write(anIncident({ id: `portal-${sequence}`, group: 'portal', sequence, severity, title: 'a warning', openedAt: START }));
    await announce(engine, minute);
    return world.account.log.flatMap((entry) =>
      entry.kind === 'call' && entry.operation === 'Publish'
        ? [[String(entry.input.TopicArn).split(':').at(-1), (JSON.parse(String(entry.input.Message)) as { email: string }).email] as const]
        : [],
    );
  }

  test('say who has which duty until when, and what can wait: S3, not S1, and open requests', async () => {
    const posts = await postsAt(at('2026-03-02T08:00Z'));
    expect(posts.map(([topic]) => topic)).toEqual(['edi-prod-s4-informed', 'edi-prod-s4-informed']);
    expect(posts[0]![1]).toContain('NEW primary: ana until 2026-03-04 17:00 UTC');
    expect(posts[1]![1].split('\n')).toEqual([
      'edi prod: digest: 1 incidents of S3 and S4, 1 requests.',
      '',
      expect.stringMatching(/^S3 portal-1: a warning, open, since /),
      expect.stringMatching(/^requests-1: No invoice, received, acknowledge by /),
      '',
    ]);
  });

  test('are none where nobody asked for them', async () => expect(await postsAt(at('2026-03-02T08:00Z'), {})).toEqual([]));
});

test('a tick says for which minute it is; one that is started by hand says none', () => {
  const { engine } = new EngineAccount();
  expect(readEvent(engine, { kind: 'tick', at: '2026-03-02T08:00:00Z' })).toEqual({ kind: 'tick', at: at('2026-03-02T08:00Z') });
  expect([readEvent(engine, { kind: 'tick' }), readEvent(engine, { kind: 'tick', at: '<aws.scheduler.scheduled-time>' })]).toEqual([
    { kind: 'tick' },
    { kind: 'tick' },
  ]);
});
