import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { preparePython } from '../support/python';

/** A header to read, as part of the request that it signs. */
export interface SentHeader {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
}

/** The consumer that a server looked up for a header, if any, and whether the signature verified with its secret. */
export interface Reading {
  readonly consumerKey: string | null;
  readonly verified: boolean;
}

/** An OAuth server implementation. */
export interface Reader {
  readonly name: string;
  read(headers: readonly SentHeader[], secrets: Readonly<Record<string, string>>): readonly Reading[];
}

const NPM = join(__dirname, 'npm');

/** Returns the readers that can run here, and why others cannot. */
export function prepareReaders(): { readonly readers: readonly Reader[]; readonly missing: readonly string[] } {
  const readers: Reader[] = [passportHttpOAuth()];
  const missing: string[] = [];
  const python = preparePython(join(__dirname, 'requirements.txt'), 'servers');
  if (typeof python === 'string') {
    for (const name of ['oauthlib', 'oauth2', 'Authlib'])
      readers.push(program(name, python, [join(__dirname, 'readers/python_readers.py')]));
  } else missing.push(`the Python servers: ${python.missing}`);
  const scripts = [
    {
      name: 'Net::OAuth',
      command: 'perl',
      test: ['-MNet::OAuth', '-e1'],
      script: 'net_oauth.pl',
      package: 'libnet-oauth-perl',
    },
    { name: 'oauth (Ruby)', command: 'ruby', test: ['-roauth', '-e1'], script: 'ruby_oauth.rb', package: 'ruby-oauth' },
  ];
  for (const { name, command, test, script, package: debian } of scripts) {
    if (spawnSync(command, test).status === 0)
      readers.push(program(name, command, [join(__dirname, 'readers', script)]));
    else missing.push(`${name}: it is not installed (on Debian: apt install ${debian})`);
  }
  return { readers, missing };
}

/** Not among the project's own packages: it is old, and nothing else needs it. */
function passportHttpOAuth(): Reader {
  if (!existsSync(join(NPM, 'node_modules')))
    execFileSync('npm', ['ci', '--silent', '--no-audit', '--no-fund'], { cwd: NPM, stdio: 'inherit' });
  return program('passport-http-oauth', process.execPath, [join(NPM, 'passport_http_oauth.cjs')]);
}

/** A program that reads a JSON line for each header and writes one for each reading. */
function program(name: string, command: string, args: readonly string[]): Reader {
  return {
    name,
    read: (headers, secrets) => {
      const output = execFileSync(command, [...args, name, JSON.stringify(secrets)], {
        encoding: 'utf8',
        input: headers.map((header) => `${JSON.stringify(header)}\n`).join(''),
        maxBuffer: 64 * 1024 * 1024,
        timeout: 300_000,
      });
      const readings = output
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Reading);
      if (readings.length !== headers.length)
        throw new Error(`${name} read ${readings.length} of ${headers.length} headers`);
      return readings;
    },
  };
}
