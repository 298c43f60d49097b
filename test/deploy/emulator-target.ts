import type { SimulatedUiNode } from '../../lib/local/ui-node/simulator';
import type { GatewayDescriptor } from '../../lib/descriptor';
import type { Target } from '../../lib/conformance/target';
import { lastRequestTo } from '../conformance/ui-node-requests';
import type { Emulator } from './emulator';

export interface EmulatorTargetOptions {
  readonly emulator: Emulator;
  readonly descriptor: GatewayDescriptor;
  readonly uiNode: SimulatedUiNode;
  readonly consumers: Target['consumers'];
}

/** Limits of MiniStack 1.5.33 that emulator.py does not correct. */
export const EMULATOR_LACKS: Target['lacks'] = {
  nodeResponseHeaders: "MiniStack forwards no header of a node's response except Content-Type",
  literalQuery: 'MiniStack encodes the query as a form on the way to the node',
  rawPath: 'MiniStack decodes the path on the way to the node',
  compression: 'MiniStack passes bodies and Accept-Encoding on as they are',
  headRoute: 'HEAD has not been tried on MiniStack',
  strictRequestLine: 'MiniStack takes | and stray % in a query',
  lockout: 'the trial environment declares none',
  shedding: 'the trial environment declares none',
  operationGroups: 'the trial environment declares none',
  vpcEndpoints: 'no consumer of the trial environment has one',
};

/** A gateway on the emulator. */
export function emulatorTarget({ emulator, descriptor, uiNode, consumers }: EmulatorTargetOptions): Target {
  return {
    name: 'emulator',
    origin: descriptor.url,
    connect: { origin: emulator.endpoint, pathPrefix: '' },
    consumers,
    lacks: EMULATOR_LACKS,
    lastNodeRequest: () => lastRequestTo(uiNode),
  };
}

/** A gateway on the emulator whose requests go through the forwarder function, which writes the request line itself. */
export function forwarderTarget(options: EmulatorTargetOptions): Target {
  const { strictRequestLine, compression, headRoute, lockout, shedding, operationGroups, vpcEndpoints } =
    EMULATOR_LACKS;
  return {
    ...emulatorTarget(options),
    name: 'emulator, forwarding: lambda',
    lacks: {
      ...(strictRequestLine && { strictRequestLine }),
      ...(compression && { compression }),
      ...(headRoute && { headRoute }),
      ...(lockout && { lockout }),
      ...(shedding && { shedding }),
      ...(operationGroups && { operationGroups }),
      ...(vpcEndpoints && { vpcEndpoints }),
      slashLost: 'the forwarder keeps it',
      suspendedConsumer: 'the other gateway has it',
      metering: 'the other gateway has it',
      throttling: 'the other gateway has it',
    },
  };
}
