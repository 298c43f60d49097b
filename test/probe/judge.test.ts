import { judge, judgeBackend, type ProbeAnswer } from '../../lambda/probe/judge';

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
  [answer(504, { body: '{"code":"ui_node_unreachable"}' }), 'list', 'status 504, code ui_node_unreachable'],
])('%j fails "%s": %s', (given, check, found) => {
  expect(judge(given)).toEqual({ check, found });
});

test('a gateway that refuses because it sheds load works', () => {
  expect(judge(answer(503, { body: '{"code":"platform_busy"}' }))).toBeUndefined();
  expect(judge(answer(401, { body: '{"code":"platform_busy"}' }))).toMatchObject({ check: 'gateway' });
});

test.each([200, 404, 405])(
  'a further backend that answers %d verified the signature, with a booster or without',
  (status) => {
    expect(judgeBackend(answer(status))).toBeUndefined();
  },
);

test.each<[ProbeAnswer, string, string]>([
  [answer(401, { body: '{"code":401}' }), 'backends', 'status 401 from behind the gateway'],
  [answer(503, { body: '<html>' }), 'backends', 'status 503 from behind the gateway'],
  [answer(504, { body: '{"code":"ui_node_unreachable"}' }), 'backends', 'status 504, code ui_node_unreachable'],
  [answer(404, { body: '{"code":"route_unknown"}' }), 'gateway', 'status 404, code route_unknown'],
])('of a further backend, %j fails "%s": %s', (given, check, found) => {
  expect(judgeBackend(given)).toEqual({ check, found });
});

test('a further backend is not judged while the gateway sheds load', () => {
  expect(judgeBackend(answer(503, { body: '{"code":"platform_busy"}' }))).toBeUndefined();
});
