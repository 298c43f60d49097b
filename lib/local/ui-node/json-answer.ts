import type { OutgoingResponse } from '../http/http-message';

/** An answer of a control URL. */
export function jsonAnswer(status: number, value: unknown): OutgoingResponse {
  return {
    status,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from(`${JSON.stringify(value, null, 2)}\n`),
  };
}
