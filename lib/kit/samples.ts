import { readAsset } from './assets';

/** The values that samples start with. All are letters, digits and signs that no language has to quote. */
export interface SampleValues {
  /** Scheme and host of the gateway. */
  readonly url: string;
  /** Absent if the kit is for a whole reseller. */
  readonly consumerKey?: string;
  /** `HMAC-SHA1` where the gateway accepts it. */
  readonly signatureMethod: string;
}

/** A program that sends one signed request and prints the answer. */
export interface Sample {
  readonly language: string;
  /** Name below the folder `samples`. */
  readonly file: string;
  /** Language and packages that it needs. */
  readonly needs: string;
  /** Command that runs it. */
  readonly run: string;
}

/** Each takes the method, the path with its query, and a JSON body as arguments. */
const SAMPLES: readonly Sample[] = [
  {
    language: 'Python',
    file: 'python/aps.py',
    needs: 'Python 3 and pip install requests_oauthlib',
    run: 'python3 aps.py',
  },
  { language: 'Node.js', file: 'node/aps.mjs', needs: 'Node.js 20 or newer', run: 'node aps.mjs' },
  { language: 'PHP', file: 'php/aps.php', needs: 'PHP 8 with its curl extension', run: 'php aps.php' },
  { language: 'Java', file: 'java/Aps.java', needs: 'Java 11 or newer', run: 'java Aps.java' },
  {
    language: 'C#',
    file: 'csharp/Aps.cs',
    needs: '.NET; from .NET 10 on, without a project',
    run: 'dotnet run Aps.cs',
  },
  { language: 'Go', file: 'go/aps.go', needs: 'Go 1.18 or newer', run: 'go run aps.go' },
  { language: 'bash', file: 'bash/aps.sh', needs: 'bash, openssl and curl', run: 'bash aps.sh' },
];

/** A sample and its text. */
export interface SampleSource {
  readonly sample: Sample;
  readonly text: string;
}

/** Returns every sample, with the values in place of its own. */
export function sampleSources(values: SampleValues): readonly SampleSource[] {
  return SAMPLES.map((sample) => ({ sample, text: sampleText(sample, values) }));
}

function sampleText({ file }: Sample, { url, consumerKey, signatureMethod }: SampleValues): string {
  const own = readAsset(`samples/${file}`)
    .replace('https://gateway.example', () => url)
    // Only where it is chosen: some samples compare with the other one.
    .replace(/(signature_?method\b.{0,8})HMAC-SHA1/i, (_, before: string) => before + signatureMethod);
  return consumerKey === undefined ? own : own.replace('your-consumer-key', () => consumerKey);
}
