import { readDescriptor } from '../../../lib/onboarding/documents/read-descriptor';
import { GATEWAY } from '../support/current-state';

const FULL = {
  ...GATEWAY,
  narrowedTiers: { 'alpha-south': ['standard'] },
  signatureMethods: ['HMAC-SHA1'],
  routes: [{ path: '/aps/2/resources', methods: ['GET'] }, { path: '/aps/2/orders' }],
  credentialsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1',
};

test.each([
  ['all members', FULL],
  ['the members of an older one', GATEWAY],
])('a descriptor with %s is read as it was published', (_what, descriptor) => {
  expect(readDescriptor(JSON.stringify(descriptor))).toEqual(descriptor);
});

test('what only a newer stack publishes is dropped', () => {
  expect(readDescriptor(JSON.stringify({ ...GATEWAY, edge: true }))).toEqual(GATEWAY);
});

test.each<[string, object]>([
  ['version', { version: 2 }],
  ['resellerId', { resellerId: undefined }],
  ['serves', { serves: 'alpha' }],
  ['serves[1]', { serves: ['alpha', null] }],
  ['usagePlans', { usagePlans: ['plan-s'] }],
  ['usagePlans.standard', { usagePlans: { standard: 7 } }],
  ['narrowedTiers.alpha-south', { narrowedTiers: { 'alpha-south': 'standard' } }],
  ['routes[0].path', { routes: [{}] }],
])('a descriptor whose %s is wrong is refused by its name', (member, members) => {
  expect(() => readDescriptor(JSON.stringify({ ...GATEWAY, ...members }))).toThrow(`${member} is missing or invalid`);
});

test.each(['', '{', 'null', '[]'])('the text %j is refused as a descriptor', (text) => {
  expect(() => readDescriptor(text)).toThrow('the document is missing or invalid');
});
