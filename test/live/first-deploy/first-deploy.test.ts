import { type StartedTarget, startLocalTarget } from '../../conformance/local-target';
import { LocalLab } from './local-lab';
import { type Finding, type Question, seen } from './question';
import { PAYLOAD_QUESTIONS } from './questions/payloads';
import { REQUEST_QUESTIONS } from './questions/requests';
import { toMarkdown } from './report';
import { QUESTIONS, walk } from './walk';

const never = new AbortController().signal;

async function walked(lab: LocalLab, questions: readonly Question[] = QUESTIONS): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  await walk(lab, never, (finding) => findings.push(finding), questions);
  return findings;
}

function reportOf(
  findings: readonly Finding[],
  more: { readonly interrupted?: string; readonly left?: readonly string[] } = {},
) {
  const date = new Date('2026-11-25T12:34:56Z');
  return toMarkdown({
    lab: 'Account',
    region: 'eu-west-1',
    date,
    versions: 'v',
    preflight: [],
    findings,
    left: [],
    ...more,
  });
}

describe('against the local gateway', () => {
  let started: StartedTarget | undefined;
  let findings: readonly Finding[];

  beforeAll(async () => {
    started = await startLocalTarget();
    findings = await walked(new LocalLab(started.target));
  });
  afterAll(() => started?.close());

  test('every question about requests is answered as expected', () => {
    const answered = findings.filter(({ verdict }) => verdict !== 'not carried');
    expect(answered.map(({ question, verdict }) => [question.id, verdict])).toEqual(
      [...REQUEST_QUESTIONS, ...PAYLOAD_QUESTIONS].map(({ id }) => [id, 'as expected']),
    );
  });

  test('the question about Authorization tells that the gateway wrote the header', () => {
    const { observation } = findings.find(({ question }) => question.id === 'authorization')!;
    expect(observation).toMatch(/^written by the gateway, 1 signature/);
  });

  test('every other question says why it is not carried', () => {
    const rest = findings.filter(({ verdict }) => verdict === 'not carried');
    expect(rest.map(({ question }) => question.id)).toEqual(
      QUESTIONS.filter(({ needs }) => needs !== undefined).map(({ id }) => id),
    );
    expect(rest.filter(({ observation }) => !observation)).toEqual([]);
  });

  test('no consumer secret is in the report', () => {
    const { consumerSecret } = started!.target.consumers.consumer!;
    expect(reportOf(findings)).not.toContain(consumerSecret);
  });
});

describe('a walk', () => {
  const lab = new LocalLab({
    name: 'none',
    origin: 'https://none.invalid',
    consumers: { consumer: { consumerKey: 'k', consumerSecret: 's' } },
    lacks: {},
  });
  const question = (id: string, ask: Question['ask']): Question => ({
    id,
    question: `${id}?`,
    expectation: 'yes',
    needsGateway: false,
    ask,
  });
  const fine = question('fine', () => Promise.resolve(seen(true, 'as it should be')));

  test('goes on after a question that fails, and tells its error', async () => {
    const broken = question('broken', () => Promise.reject(new TypeError('of account 123456789012')));
    expect(await walked(lab, [broken, fine])).toMatchObject([
      { verdict: 'different', observation: 'TypeError: of account 123456789012' },
      { verdict: 'as expected' },
    ]);
  });

  test('ends when it is interrupted, without the question that was asked meanwhile', async () => {
    const controller = new AbortController();
    const interrupting = question('interrupting', () => {
      controller.abort(new Error('interrupted'));
      return Promise.resolve(seen(true, 'half'));
    });
    const found: string[] = [];
    const walking = walk(lab, controller.signal, (finding) => found.push(finding.question.id), [
      fine,
      interrupting,
      fine,
    ]);
    await expect(walking).rejects.toThrow('interrupted');
    expect(found).toEqual(['fine']);
  });

  test('has an id of its own for each question', () => {
    expect(new Set(QUESTIONS.map(({ id }) => id)).size).toBe(QUESTIONS.length);
  });

  test('asks nothing of the gateway after its stage is throttled', () => {
    const ids = QUESTIONS.map(({ id }) => id);
    expect(ids.slice(ids.indexOf('throttle-order') + 1)).toEqual(['destroy', 'late-logs']);
  });
});

describe('the report', () => {
  const question = QUESTIONS[0]!;
  const finding: Finding = { question, verdict: 'different', observation: 'refused in 123456789012\nsecond line' };

  test('puts the expectation next to the observation', () => {
    const report = reportOf([finding]);
    expect(report).toContain(`| ${question.question} | different |`);
    expect(report).toContain(`**Expected:** ${question.expectation}`);
    expect(report).toContain('```text\nrefused in <account>\nsecond line\n```');
  });

  test('names no account', () => {
    const left = ['stack in 123456789012', 'arn:aws:execute-api:eu-west-1:********6789:a1b2c3d4e5/aps'];
    expect(reportOf([finding], { left })).not.toMatch(/\d{12}|6789/);
  });

  test('says that it is not finished, and what is left', () => {
    const report = reportOf([], { interrupted: 'interrupted', left: ['log groups: denied'] });
    expect(report).toContain('**Not finished:** interrupted');
    expect(report).toContain('- log groups: denied');
  });
});
