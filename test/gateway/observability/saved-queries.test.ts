import { AuthorizerUnavailableError } from '../../../lambda/authorizer/faults';
import { logLine } from '../../../lambda/authorizer/log-line';
import { ACCESS_LOG_FIELDS } from '../../../lib/gateway/observability/access-log';
import { AUTHORIZER_QUERIES, SAVED_QUERIES } from '../../../lib/gateway/observability/saved-queries';
import { platformTemplate, resourcesOf } from '../support/synthesis';

describe('saved queries', () => {
  const queries = resourcesOf(platformTemplate(), 'AWS::Logs::QueryDefinition').map(([, { Properties }]) => Properties);

  test('are saved below the environment’s name', () => {
    expect(queries.map(({ Name }) => String(Name)).toSorted()).toEqual([
      'aps-gateway/unit/Addresses refused',
      'aps-gateway/unit/Authorizer faults',
      'aps-gateway/unit/Denials by reason',
      'aps-gateway/unit/Slowest operations',
      'aps-gateway/unit/Top consumers',
    ]);
  });

  test.each(Object.entries(SAVED_QUERIES))('%s asks only for fields that the access log has', (_name, query) => {
    const known = new Set(['environment', 'gateway', ...Object.keys(ACCESS_LOG_FIELDS)]);
    const words = 'filter and stats count as requests sum bytes by sort desc limit pct p50 p95 max slowest'.split(' ');
    const asked = (query.replace(/"[^"]*"/g, '').match(/[A-Za-z]\w*/g) ?? []).filter((word) => !words.includes(word));
    expect(asked.filter((word) => !known.has(word))).toEqual([]);
  });

  test('the query for faults asks for members that the authorizer logs', () => {
    const cause = new RangeError('message');
    cause.stack = 'RangeError: message\n    at a (/i.js:1:1)\n    at b (/i.js:2:1)\n    at c (/i.js:3:1)';
    const detail = { secretName: 'secret', member: 'tier', expected: 'a text' };
    const line = logLine('unit/alpha', {
      outcome: new AuthorizerUnavailableError('credentials_malformed', detail, { cause }),
      ids: { requestId: 'r1' },
      trace: {},
      startedAt: 0,
      endedAt: 1,
    });
    const { level, frames, ...others } = JSON.parse(line) as Record<string, unknown>;
    const [, fields = ''] = /fields (.*)/.exec(AUTHORIZER_QUERIES['Authorizer faults']!)!;
    const known = Object.keys(others).concat(Object.keys(frames as string[]).map((index) => `frames.${index}`));
    const asked = fields.split(', ').filter((field) => !field.startsWith('@'));

    expect(level).toBe('error');
    expect(asked.filter((field) => !known.includes(field))).toEqual([]);
  });
});
