import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cli } from '../support/cli';
import { ALPHA, World } from '../support/world';

const SECRET = 'SentinelSecretOfCrm';
const cli = new Cli();
let folder: string;
let world: World;
beforeEach(async () => {
  world = await new World().start();
  folder = mkdtempSync(join(tmpdir(), 'aps-gateway-kit-'));
  cpSync(join(__dirname, '../../../config/lab'), join(folder, 'config/lab'), { recursive: true });
});
afterEach(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});
afterAll(() => cli.remove());

const run = (commandLine: string, stdin = '') =>
  cli.run(world.url, commandLine.split(' '), { workingDirectory: folder, stdin });
const onboard = (more = '') =>
  run(`consumer onboard alpha --key crm-prod --tier standard --secret-stdin${more && ` ${more}`}`, SECRET);
const write = (name: string, text: string | Uint8Array) => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
};
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const filesBelow = (name: string) =>
  readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(folder, name, file)).isFile(),
  );

test('a kit for a consumer has its address, key, limits and rules', async () => {
  await onboard('--valid-until 2031-05-06 --source-ips 203.0.113.7');

  const { code, stdout } = await run('kit alpha crm-prod --out kit');
  const page = read('kit/index.html');

  expect([code, stdout]).toEqual([0, 'The kit is in kit; open kit/index.html. It has no secret.\n']);
  expect(page).toContain('https://alpha.gateway.example');
  expect(page).toContain('crm-prod');
  expect(page).toContain('10,000 requests a day, counted from 00:00 UTC');
  expect(page).toContain('203.0.113.7');
  expect(page).toContain('2031-05-07T00:00:00');
});

test('no file of a kit has the consumer secret or the API key', async () => {
  await onboard();
  await run('kit alpha crm-prod --out kit');
  const { value, id } = world.document('crm-prod').apiKey as { readonly value: string; readonly id: string };

  const texts = filesBelow('kit').map((file) => read(join('kit', file)));
  expect(texts.length).toBeGreaterThan(15);
  expect(texts.filter((text) => [SECRET, value, id].some((secret) => text.includes(secret)))).toEqual([]);
});

test('the notes of a consumer are not for its integrator', async () => {
  await onboard('--note NoteOfStaff --external-reference REF-77 --emails staff@provider.example');

  await run('kit alpha crm-prod --out kit');
  expect(read('kit/index.html')).not.toMatch(/NoteOfStaff|REF-77|staff@provider/);
});

test('a kit for a reseller names no consumer, and the tiers for new ones', async () => {
  await onboard();
  world.deploy({ ...ALPHA, retiredTiers: ['premium'] });

  await run('kit alpha --out kit');
  expect(read('kit/index.html')).not.toContain('crm-prod');
  expect(read('kit/index.html').match(/Limits of tier \w+/g)).toEqual(['Limits of tier standard']);
});

test('a kit replaces an earlier one', async () => {
  await run('kit alpha --out kit');
  write('kit/samples/old.txt', 'old');

  const { code } = await run('kit alpha --out kit');
  expect(code).toBe(0);
  expect(existsSync(join(folder, 'kit/samples/old.txt'))).toBe(false);
  expect(readdirSync(folder).toSorted()).toEqual(['config', 'kit']);
});

test('a folder with other files stays as it is', async () => {
  write('home/letter.txt', 'dear');

  const { code, stderr } = await run('kit alpha --out home');
  expect(code).toBe(2);
  expect(stderr).toBe(
    'error: --out: home holds something else; expected a new or empty folder, or one with an earlier kit, which is replaced\n',
  );
  expect(readdirSync(join(folder, 'home'))).toEqual(['letter.txt']);
});

test('an unknown consumer leaves no folder', async () => {
  const { code } = await run('kit alpha nobody --out kit');

  expect(code).toBe(3);
  expect(readdirSync(folder)).toEqual(['config']);
});

test('a reseller that is deployed but not declared is named', async () => {
  const { stderr } = await run('kit alpha-south --out kit');

  expect(stderr).toBe('error: Reseller alpha-south is deployed, but the configuration does not declare it.\n');
});

test('without a folder, JSON has the files', async () => {
  const { stdout } = await run('kit alpha --json');
  const { files } = JSON.parse(stdout) as {
    readonly files: readonly { readonly name: string; readonly text: string }[];
  };

  expect(files.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['index.html', 'style.css', 'samples/go/aps.go']),
  );
  expect(files.find(({ name }) => name === 'collections/http-client.env.json')?.text).toContain(ALPHA.url);
});

test('without a folder and without --json, the folder is asked for', async () => {
  const { code, stderr } = await run('kit alpha');

  expect([code, stderr]).toEqual([2, 'error: --out: is missing; expected a folder for the site\n']);
});

describe('the brand', () => {
  const BRAND = 'name: Nordlicht\nlogo: logo.svg\nsupport: { email: help@nordlicht.example }\n';

  test('is named with its logo and support address', async () => {
    write('brands/nordlicht.yaml', BRAND);
    write('brands/logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');

    await run('kit alpha --out kit --brand brands/nordlicht.yaml');
    const page = read('kit/index.html');
    expect(page).toMatch(/<img src="logo.svg" alt(?:="")?\/>Nordlicht/);
    expect(page).toContain('mailto:help@nordlicht.example');
    expect(read('kit/logo.svg')).toContain('<svg');
  });

  test("is the environment's own unless another is named", async () => {
    write('config/lab/brand.yaml', 'name: Lab Brand\nsupport: { phone: "+49 30 555" }\n');

    await run('kit alpha --out kit');
    expect(read('kit/index.html')).toContain('Lab Brand, +49 30 555');
  });

  test('reports every problem of its file, and writes nothing', async () => {
    write('brand.yaml', 'nmae: x\nsupport: { url: "javascript:alert(1)" }\n');

    const { code, stderr } = await run('kit alpha --out kit --brand brand.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('brand.yaml:1  nmae: unknown key');
    expect(stderr).toContain('name: is missing');
    expect(stderr).toContain('support.url: is not allowed');
    expect(existsSync(join(folder, 'kit'))).toBe(false);
  });

  test.each([
    ['logo.png', '<svg/>', 'the logo logo.png is not a PNG picture, as its name says'],
    ['logo.svg', 'GIF89a', 'the logo logo.svg is not an SVG picture, as its name says'],
    ['logo.svg', `<svg>${' '.repeat(204_800)}`, 'the logo logo.svg has 204805 bytes; expected at most 200 KB'],
  ])('refuses a %s that is none, or too large', async (name, content, problem) => {
    write('brand.yaml', BRAND.replace('logo.svg', name));
    write(name, content);

    const { stderr } = await run('kit alpha --out kit --brand brand.yaml');
    expect(stderr).toBe(`error: ${problem}\n`);
  });
});

describe('consumer onboard --kit', () => {
  test('writes the kit of the new consumer', async () => {
    const { code, stderr } = await onboard('--kit kit');

    expect(code).toBe(0);
    expect(stderr).toContain('The kit for its integrator is in kit.');
    expect(read('kit/index.html')).toContain('crm-prod');
  });

  test('changes nothing if the folder holds something else', async () => {
    write('home/letter.txt', 'dear');

    const { code } = await onboard('--kit home');
    expect(code).toBe(2);
    expect(world.aws.secrets.secrets.size).toBe(0);
  });

  test('writes nothing in a dry run', async () => {
    await onboard('--kit kit --dry-run');

    expect(existsSync(join(folder, 'kit'))).toBe(false);
  });
});
