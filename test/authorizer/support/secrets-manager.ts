import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LocalAnswer, LocalServer } from './local-server';

/** Secrets Manager on localhost, as far as the function uses it: GetSecretValue over JSON 1.1. */
export class SecretsManager {
  readonly secrets = new Map<string, string>();
  /** Names of the secrets asked for, in order. */
  readonly calls: string[] = [];
  /** Access key ids that the calls were signed with, in order. */
  readonly accessKeyIds: string[] = [];
  /** If set, answers every call. */
  interference: LocalAnswer | undefined;
  private readonly server = new LocalServer((...call) => this.answer(...call));

  start(): Promise<string> {
    return this.server.start();
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const { SecretId } = JSON.parse(body.toString()) as { SecretId: string };
    this.calls.push(SecretId);
    this.accessKeyIds.push(/Credential=([^/]*)/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    if (this.interference) return this.interference(request, response, body);
    const SecretString = this.secrets.get(SecretId);
    return SecretString === undefined
      ? answerError(response, 400, 'ResourceNotFoundException')
      : answerJson(response, 200, { ARN: `arn:aws:secretsmanager:::${SecretId}`, Name: SecretId, SecretString });
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
