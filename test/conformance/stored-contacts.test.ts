import { contactsByEndpoint, endpointsOf, storedContacts } from '../../lib/conformance/stored-contacts';
import { PAGING_PLAN } from '../helpers/paging-history';

test('everything an operator stores has a value, and every contact one of its own that nobody has', () => {
  const values = storedContacts(PAGING_PLAN);
  expect(Object.keys(values).sort()).toEqual([...new Set(PAGING_PLAN.storedParameters.map(({ name }) => name))].sort());
  expect(new Set(Object.values(values)).size).toBe(Object.keys(values).length);
  expect(values['/shop/prod/contacts/ana/email']).toBe('ana.email.shop-prod@simulated.example');
  expect(values['/shop/prod/contacts/ana/sms']).toMatch(/^\+4915000\d{5}$/);
  expect(values['/shop/prod/contacts/eli/https']).toBe('https://pager.simulated.example/shop-prod/eli');
});

test('an address says whose it is, of the watchdog, too', () => {
  const contacts = contactsByEndpoint(PAGING_PLAN);
  for (const [person, channel] of [
    ['ana', 'sms'],
    ['zoe', 'email'],
    ['zed', 'https'],
  ] as const) {
    const [endpoint] = endpointsOf(PAGING_PLAN, person, channel);
    expect(contacts.get(endpoint!)).toEqual({ person, channel });
  }
});

test('a person has the addresses of all channels that are stored, and of no other', () => {
  expect(endpointsOf(PAGING_PLAN, 'cleo')).toEqual(['cleo.email.shop-prod@simulated.example']);
  expect(endpointsOf(PAGING_PLAN, 'nobody')).toEqual([]);
});
