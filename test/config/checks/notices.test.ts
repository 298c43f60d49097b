import { load, places, problemsOf } from '../support/files';
import { type ProblemCase, expectOneProblem } from '../support/problem-cases';

const EMAILS = 'alarms: { emails: [ops@provider.test] }';

test.each<ProblemCase>([
  [
    'an address for answers without a sender',
    { platform: `${EMAILS}\nnotices: { replyTo: support@provider.test }`, alpha: '' },
    'notices.replyTo',
    'nothing, or from',
  ],
  [
    'a configuration set of SES without a sender',
    { platform: `${EMAILS}\nnotices: { configurationSet: bounces }`, alpha: '' },
    'notices.configurationSet',
    'nothing, or from',
  ],
  ['notices without a sender and an address', { platform: 'notices: {}', alpha: '' }, 'notices', 'alarms.emails'],
])('%s is a problem', expectOneProblem);

test('a sender has an address for answers and a configuration set', () => {
  const platform = 'notices: { from: gw@provider.test, replyTo: support@provider.test, configurationSet: bounces }';
  expect(load({ platform, alpha: '' }).platform.notices).toMatchObject({ replyTo: 'support@provider.test' });
});

test('a sender that cannot be read does not make its settings a problem', () => {
  const platform = 'notices: { from: no-address, replyTo: support@provider.test }';
  expect(places(problemsOf({ platform, alpha: '' }))).toEqual(['platform.yaml:1 notices.from']);
});
