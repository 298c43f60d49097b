import type { HeaderList } from '../http/http-message';
import { headerValues } from '../http/http-message';
import type { Exchange } from './exchange';

/** Headers that API Gateway adds to every request (recorded). X-Forwarded-For grows to the right (observed). */
export function addedHeaders({ request, traceId }: Exchange): HeaderList {
  const chain = [...headerValues(request.headers, 'x-forwarded-for'), request.sourceIp];
  return [
    ['X-Amzn-Trace-Id', traceId],
    ['X-Forwarded-For', chain.join(', ')],
    ['X-Forwarded-Port', String(request.port)],
    ['X-Forwarded-Proto', 'https'],
  ];
}
