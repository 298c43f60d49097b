import { MethodLoggingLevel, type StageOptions } from 'aws-cdk-lib/aws-apigateway';
import type { GatewayConfig } from '../../config/environment';

const LEVELS = { off: MethodLoggingLevel.OFF, error: MethodLoggingLevel.ERROR, info: MethodLoggingLevel.INFO } as const;

/** Returns throttle, execution log and tracing of a gateway's stage. */
export function stageOptions({ throttle, logs, tracing }: GatewayConfig): StageOptions {
  return {
    tracingEnabled: tracing,
    ...(logs.executionLevel !== 'off' && {
      loggingLevel: LEVELS[logs.executionLevel],
      // Its entries hold whole requests, including Authorization.
      dataTraceEnabled: false,
    }),
    ...(throttle.rateLimit && { throttlingRateLimit: throttle.rateLimit }),
    ...(throttle.burstLimit && { throttlingBurstLimit: throttle.burstLimit }),
  };
}
