import { judge, type ProbeAnswer } from '../../lambda/probe/judge';

const BOOSTER = { 'x-apsbooster-response': 'true' };
const answer = (status: number, more: Partial<ProbeAnswer> = {}): ProbeAnswer => ({
  status,
  headers: {},
  body: '[]',
  ...more,
});

test('an answer with the header of the APS booster holds', () => {
  expect(judge(answer(200, { headers: BOOSTER }))).toBeUndefined();
});

test.each<[ProbeAnswer, string, string]>([
  [answer(200), 'booster-header', 'status 200 without the header'],
  [answer(401, { body: '{"code":"signature_invalid"}' }), 'gateway', 'status 401, code signature_invalid'],
  [answer(429, { body: '{"code":"quota_exceeded"}' }), 'gateway', 'status 429, code quota_exceeded'],
  [answer(401, { headers: BOOSTER, body: '{"code":401}' }), 'list', 'status 401 from behind the gateway'],
  [answer(401, { body: '{"code":"of_the_platform"}' }), 'list', 'status 401 from behind the gateway'],
  [answer(502, { body: '<html>' }), 'list', 'status 502 from behind the gateway'],
])('%j fails "%s": %s', (given, check, found) => {
  expect(judge(given)).toEqual({ check, found });
});

test('a gateway that refuses because it sheds load works', () => {
  expect(judge(answer(503, { body: '{"code":"platform_busy"}' }))).toBeUndefined();
  expect(judge(answer(401, { body: '{"code":"platform_busy"}' }))).toMatchObject({ check: 'gateway' });
});
