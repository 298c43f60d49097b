import { join } from 'node:path';

/** Folder of a kit, and everything else that its programs need. */
export interface Place {
  readonly kit: string;
  /** For files that a run makes. */
  readonly folder: string;
  /** Certificate authority of the local gateways. */
  readonly caFile: string;
  readonly consumerSecret: string;
  /** Interpreter with the packages of the Python sample. */
  readonly python: string;
}

/** Commands that run one part of a kit. */
export interface Run {
  readonly name: string;
  /** Programs without which it is skipped. */
  readonly needs: readonly string[];
  /** Commands before the first request. */
  readonly prepare?: (place: Place) => readonly (readonly string[])[];
  readonly command: (place: Place) => readonly string[];
  readonly env: (place: Place) => Readonly<Record<string, string>>;
}

/** Samples take the method, the path and the body as arguments. */
export const SAMPLE_RUNS: readonly Run[] = [
  {
    name: 'Python',
    needs: ['python3'],
    command: ({ python }) => [python, 'samples/python/aps.py'],
    env: ({ caFile }) => ({ REQUESTS_CA_BUNDLE: caFile }),
  },
  {
    name: 'Node.js',
    needs: ['node'],
    command: () => ['node', 'samples/node/aps.mjs'],
    env: ({ caFile }) => ({ NODE_EXTRA_CA_CERTS: caFile }),
  },
  {
    name: 'bash',
    needs: ['bash', 'openssl', 'curl'],
    command: () => ['bash', 'samples/bash/aps.sh'],
    env: ({ caFile }) => ({ CURL_CA_BUNDLE: caFile }),
  },
  {
    name: 'PHP',
    needs: ['php'],
    command: ({ caFile }) => ['php', '-d', `curl.cainfo=${caFile}`, 'samples/php/aps.php'],
    env: () => ({}),
  },
  {
    name: 'Java',
    needs: ['java', 'javac', 'keytool'],
    prepare: ({ folder, caFile }) => [
      ['javac', '-d', join(folder, 'java'), 'samples/java/Aps.java'],
      `keytool -importcert -noprompt -alias ca -file ${caFile} -keystore ${join(folder, 'trust.p12')} -storepass changeit`.split(
        ' ',
      ),
    ],
    command: ({ folder }) => [
      'java',
      `-Djavax.net.ssl.trustStore=${join(folder, 'trust.p12')}`,
      '-Djavax.net.ssl.trustStorePassword=changeit',
      '-cp',
      join(folder, 'java'),
      'Aps',
    ],
    env: () => ({}),
  },
  {
    name: 'Go',
    needs: ['go'],
    prepare: ({ folder }) => [['go', 'build', '-o', join(folder, 'aps-go'), 'samples/go/aps.go']],
    command: ({ folder }) => [join(folder, 'aps-go')],
    env: ({ caFile }) => ({ SSL_CERT_FILE: caFile }),
  },
  {
    name: 'C# (Mono)',
    needs: ['mcs', 'mono', 'cert-sync'],
    prepare: ({ folder, caFile }) => [
      ['mcs', '-r:System.Net.Http.dll', `-out:${join(folder, 'aps.exe')}`, 'samples/csharp/Aps.cs'],
      ['cert-sync', '--user', '--quiet', caFile],
    ],
    command: ({ folder }) => ['mono', join(folder, 'aps.exe')],
    env: ({ folder }) => ({ HOME: folder }),
  },
];

/** Collections are run as a whole; their programs fail if a request is refused. */
export const COLLECTION_RUNS: readonly Run[] = [
  {
    name: 'Postman collection in newman',
    needs: ['npx'],
    command: ({ caFile, consumerSecret }) => [
      ...npx('newman@6.2.1', 'newman'),
      'run',
      'collections/postman.json',
      '--env-var',
      `consumerSecret=${consumerSecret}`,
      '--ssl-extra-ca-certs',
      caFile,
    ],
    env: () => ({}),
  },
  {
    name: 'Bruno collection in its CLI',
    needs: ['npx', 'sh'],
    command: ({ caFile, consumerSecret }) => [
      'sh',
      '-c',
      'cd collections/bruno && exec "$@"',
      'sh',
      ...npx('@usebruno/cli@4.1.0', 'bru'),
      'run',
      '--env',
      'gateway',
      '--env-var',
      `consumerSecret=${consumerSecret}`,
      '--cacert',
      caFile,
    ],
    env: () => ({ NODE_OPTIONS: `--require ${join(__dirname, 'slow-web-assembly.cjs')}` }),
  },
  {
    name: '.http file in httpYac',
    needs: ['npx'],
    command: ({ consumerSecret }) => [
      ...npx('httpyac@6.16.7', 'httpyac'),
      'send',
      'collections/requests.http',
      '--all',
      '-e',
      'gateway',
      '--var',
      `consumer_secret=${consumerSecret}`,
    ],
    env: ({ caFile }) => ({ NODE_EXTRA_CA_CERTS: caFile }),
  },
  {
    // Insomnia's command line needs a binary that its package downloads from elsewhere.
    name: "Insomnia export, read by Insomnia's importer but not sent",
    needs: ['npm', 'node'],
    prepare: ({ folder }) => [
      [...'npm install --no-save --ignore-scripts --no-audit --no-fund --prefix'.split(' '), folder, IMPORTER],
    ],
    command: ({ folder }) => ['node', join(__dirname, 'read-insomnia.cjs'), folder, 'collections/insomnia.json'],
    env: () => ({}),
  },
];

const IMPORTER = 'insomnia-importers@3.6.0';

function npx(pinned: string, program: string): readonly string[] {
  return ['npx', '--yes', '--package', pinned, program];
}
