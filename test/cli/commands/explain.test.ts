import { DENY_REFUSALS, GATEWAY_REFUSALS } from '../../../lambda/authorizer/contract';
import { LOGGED_FAULTS, LOGGED_REASONS } from '../../../lib/logs/logged-reasons';
import { Cli } from '../support/cli';

const cli = new Cli();
afterAll(() => cli.remove());

test('every code of a refusal, and every reason and fault in the logs, is explained', async () => {
  const { refusals } = await cli.json<{ refusals: { code: string }[] }>('', ['explain']);

  expect(refusals.map(({ code }) => code)).toEqual([
    ...Object.keys(DENY_REFUSALS),
    ...Object.keys(GATEWAY_REFUSALS),
    ...Object.keys(LOGGED_REASONS),
    ...Object.keys(LOGGED_FAULTS),
  ]);
});

test('an oauth_problem is explained by all refusals that have it', async () => {
  const { stdout } = await cli.run('', ['explain', 'consumer_key_refused']);

  expect(stdout).toContain('consumer_suspended');
  expect(stdout).toContain('consumer_expired');
});

test('a reason that no caller gets has no status', async () => {
  const { message, remedy } = LOGGED_REASONS['answer_broken_off']!;

  expect((await cli.run('', ['explain', 'answer_broken_off'])).stdout).toBe(
    `answer_broken_off  only in the logs\n${message}\n${remedy}\n`,
  );
});

test('a fault that a 503 has in the log is explained by its name', async () => {
  const { message, remedy } = LOGGED_FAULTS.identity_provider_unavailable;

  expect((await cli.run('', ['explain', 'identity_provider_unavailable'])).stdout).toBe(
    `identity_provider_unavailable  only in the logs\n${message}\n${remedy}\n`,
  );
});

test('a refusal that a gateway for bearer tokens words in another way has those words too', async () => {
  expect((await cli.run('', ['explain', 'throttled'])).stdout).toContain(
    'then sign the request again.\nAt a gateway for bearer tokens only: Wait as long as Retry-After says, then send the request again.\n',
  );
  expect((await cli.run('', ['explain', 'form_body_unsupported'])).stdout).toMatch(
    /^At a gateway for bearer tokens only: Form-encoded requests are not accepted\. Send JSON\./m,
  );
  expect((await cli.run('', ['explain', 'nonce_used'])).stdout).not.toContain('bearer tokens');
});

test('a code is explained in any case', async () => {
  expect((await cli.run('', ['explain', 'Nonce_Used'])).stdout).toMatch(
    /^nonce_used {2}HTTP 401 {2}oauth_problem nonce_used$/m,
  );
});

test('a secret that has ended is explained without advice to extend its overlap, which is refused', async () => {
  const { stdout } = await cli.run('', ['explain', 'consumer_secret_expired']);

  expect(stdout).toContain('Change the client: an overlap that has ended cannot be extended.');
  expect(stdout).not.toContain('consumer rotate');
});

test('a refusal with many causes is explained by the most likely', async () => {
  const { stdout } = await cli.run('', ['explain', 'signature_invalid']);

  expect(stdout).toMatch(/^Most likely:\n- The client leaves the query/m);
});

test('an HTTP status is explained by the codes that have it', async () => {
  const { refusals } = await cli.json<{ refusals: { code: string }[] }>('', ['explain', '429']);

  expect(refusals.map(({ code }) => code)).toEqual(['throttled', 'quota_exceeded']);
  expect((await cli.run('', ['explain', '429'])).stdout).toMatch(/^quota_exceeded {2}HTTP 429\n.*\nWait for the next/m);
  expect((await cli.run('', ['explain', '401'])).stdout).toMatch(/^signature_invalid +401 /m);
});

test('only a wrong signature is a case for diagnose', async () => {
  expect((await cli.run('', ['explain', 'signature_invalid'])).stdout).toMatch(
    /^"aps-gateway diagnose" finds out which/m,
  );
  expect((await cli.run('', ['explain', 'nonce_used'])).stdout).not.toContain('diagnose');
});
