import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one call instead of the stand-in. */
export type Interference = (request: IncomingMessage, response: ServerResponse) => void;

/** Secrets Manager on localhost, as far as the function uses it: GetSecretValue over JSON 1.1. */
export class SecretsManager {
  readonly secrets = new Map<string, string>();
  /** Names of the secrets asked for, in order. */
  readonly calls: string[] = [];
  /** Access key ids that the calls were signed with, in order. */
  readonly accessKeyIds: string[] = [];
  /** When set, answers every call. */
  interference: Interference | undefined;
  private readonly server = createServer((request, response) => this.answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { SecretId } = JSON.parse(Buffer.concat(chunks).toString()) as { SecretId: string };
      this.calls.push(SecretId);
      this.accessKeyIds.push(/Credential=([^/]*)/.exec(request.headers.authorization ?? '')?.[1] ?? '');
      if (this.interference) return this.interference(request, response);
      const SecretString = this.secrets.get(SecretId);
      return SecretString === undefined
        ? answerError(response, 400, 'ResourceNotFoundException')
        : answerJson(response, 200, { ARN: `arn:aws:secretsmanager:::${SecretId}`, Name: SecretId, SecretString });
    });
  }
}

/** Answers as AWS's JSON protocols do. */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body));
}

/** Answers with an error of the given type. */
export function answerError(response: ServerResponse, status: number, type: string, message = type): void {
  answerJson(response, status, { __type: type, message });
}
