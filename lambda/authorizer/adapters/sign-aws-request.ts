import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Clock } from '../clock';
import type { AwsEnvironment } from './aws-environment';

/** The headers of a POST to sign, and its body. */
export interface UnsignedPost {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Returns all headers of the signed request. */
export type SignAwsRequest = (post: UnsignedPost) => Promise<Readonly<Record<string, string>>>;

/** Makes the signer for one service (AWS Signature Version 4). It reads credentials and clock for every request. */
export function awsRequestSigner<Service extends string>(
  { region, credentials, endpoints }: AwsEnvironment<Service>,
  service: Service,
  clock: Clock,
): SignAwsRequest {
  const { protocol, hostname, host, pathname } = endpoints[service];
  const signer = new SignatureV4({
    service,
    region,
    credentials: async () => credentials(),
    sha256: Sha256,
    // The hash of the body is signed in any case; only S3 wants it as a header as well.
    applyChecksum: false,
  });
  return async ({ headers, body }) => {
    const request = { method: 'POST', protocol, hostname, path: pathname, headers: { ...headers, host }, body };
    const signed = await signer.sign(request, { signingDate: new Date(clock()) });
    return signed.headers;
  };
}

type Data = string | ArrayBuffer | ArrayBufferView;

/** SHA-256, with a key HMAC-SHA256, by Node.js in the shape that the signer takes. */
class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(key?: Data) {
    this.hash = key === undefined ? createHash('sha256') : createHmac('sha256', binary(key));
  }

  update(data: Data): void {
    this.hash.update(binary(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }
}

function binary(data: Data): string | Buffer {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}
