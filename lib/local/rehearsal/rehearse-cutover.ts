import { setTimeout as sleep } from 'node:timers/promises';
import type { Colors } from 'picocolors/types';

import type { Line } from '../../verify/line';
import { sendSignedRequest, type SignedResponse } from '../terminal/signed-request';
import type { LocalGateway, ServedGateway } from '../start-local-gateway';
import { forgetFailures } from './forget-failures';
import { setProperty } from './set-property';
import { verifyServed } from './verify-served';

/** Surroundings of a rehearsal. */
export interface Rehearsal {
  /** Gets each line of the narration. */
  readonly say: (line: string) => void;
  readonly colors: Colors;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The reseller of a rehearsal has no gateway here. */
export class UnknownGatewayError extends Error {
  override readonly name = 'UnknownGatewayError';
}

/** Tries of a request that the throttle refuses; each waits for a second's tokens. */
const TRIES = 5;
const THROTTLE_MS = 1000;

interface Act {
  readonly title: string;
  readonly set: boolean;
}

const ACTS: readonly Act[] = [
  { title: 'Before the cut-over, the platform accepts direct requests only', set: false },
  { title: 'The cut-over: the property names the gateway, and the direct way is closed', set: true },
  { title: 'The undo: the property is cleared, and everything is as before', set: false },
];

/**
 * Plays a reseller's cut-over and its undo against the UI node simulator: both ways are called, and the gateway is
 * verified, before, after, and after the way back. At the end the property names the gateway, as after a start.
 *
 * @param reseller that has a gateway; the first when `undefined`
 * @returns true if every answer was as the plan of a cut-over says
 * @throws UnknownGatewayError for a reseller without a gateway of its own
 * @throws Error if no answer comes
 */
export async function rehearseCutover(
  local: LocalGateway,
  reseller: string | undefined,
  { say, colors, now }: Rehearsal,
): Promise<boolean> {
  const gateway = requireServed(local, reseller);
  const { resellerId, url } = gateway;
  let everyLineHeld = true;
  const check = (what: string, held: boolean, seen: string) => {
    everyLineHeld &&= held;
    say(`   ${held ? colors.green('holds') : colors.red('fails')}  ${what}: ${seen}`);
  };
  say(colors.bold(`Rehearsal: ${resellerId} is cut over to its gateway, and back`));
  try {
    for (const [index, { title, set }] of ACTS.entries()) {
      await setProperty(local, resellerId, set ? url : undefined);
      say(`\n${colors.bold(`${index + 1}  ${title}`)}`);
      say(`   APS OAuth API Gateway URL of ${resellerId}: ${set ? url : 'not set'}`);
      const direct = await send(local, gateway, now, local.uiNodeUrl);
      check(`a direct request, to ${local.uiNodeUrl}`, set ? isRefusal(direct) : isAnswer(direct), seenIn(direct));
      const through = await send(local, gateway, now, url);
      check(`a request through the gateway, ${url}`, set ? isAnswer(through) : isRefusal(through), seenIn(through));
      const lines = await verifyServed(local, gateway, now());
      check('verify', set ? nothingFailed(lines) : onlyPropertyMissing(lines), summaryOf(lines));
      for (const { id, failure } of failedOf(lines)) say(`          ${id}: ${failure?.means}`);
      // A lock would refuse the requests of the next act, and those of the reader afterwards.
      if ((await forgetFailures(local, gateway)) > 0)
        say('   consumer unlock: the failed attempts of verify are forgotten');
    }
  } finally {
    await setProperty(local, resellerId, url);
  }
  say('');
  say(
    everyLineHeld
      ? colors.green('The rehearsal held. The property names the gateway again.')
      : colors.red('The rehearsal failed. The property names the gateway again.'),
  );
  return everyLineHeld;
}

function requireServed({ gateways }: LocalGateway, reseller: string | undefined): ServedGateway {
  const signing = gateways.filter(({ authentication }) => authentication.includes('oauth1'));
  const served = reseller === undefined ? signing[0] : signing.find(({ resellerId }) => resellerId === reseller);
  if (served !== undefined) return served;
  const known = signing.map(({ resellerId }) => resellerId).join(', ') || 'none';
  if (reseller === undefined || gateways.some(({ resellerId }) => resellerId === reseller)) {
    throw new UnknownGatewayError(
      `${reseller === undefined ? 'Every gateway here' : `The gateway of ${reseller}`} accepts only bearer tokens, and the platform's property decides about signatures only: there is no cut-over to rehearse. Gateways that accept signatures: ${known}.`,
    );
  }
  throw new UnknownGatewayError(
    `Reseller ${reseller} has no gateway of its own to rehearse with; there are: ${known}.`,
  );
}

/** Sends a signed request; while the consumer's throttle refuses it after a verification, waits and signs again. */
async function send(local: LocalGateway, gateway: ServedGateway, now: () => number, origin: string) {
  for (let attempt = 1; ; attempt += 1) {
    const response = await sendSignedRequest(local, gateway, now(), origin);
    if (response.code !== 'throttled' || attempt === TRIES) return response;
    await sleep(THROTTLE_MS);
  }
}

function isAnswer({ status, answeredBy }: SignedResponse): boolean {
  return status === 200 && answeredBy === 'UI node';
}

/** A refusal of the platform's own: the gateway's have a code. */
function isRefusal({ status, answeredBy, code }: SignedResponse): boolean {
  return status === 401 && answeredBy === 'UI node' && code === undefined;
}

function failedOf(lines: readonly Line[]): readonly Line[] {
  return lines.filter(({ state }) => state === 'failed');
}

function nothingFailed(lines: readonly Line[]): boolean {
  return failedOf(lines).length === 0 && lines.some(({ state }) => state === 'held');
}

/** Before the cut-over, the platform's answer fails, and the property is the cause. */
function onlyPropertyMissing(lines: readonly Line[]): boolean {
  const failed = failedOf(lines);
  return failed.length > 0 && failed.every(({ failure }) => failure?.cause === 'propertyNotSet');
}

function summaryOf(lines: readonly Line[]): string {
  const count = (state: Line['state']) => lines.filter((line) => line.state === state).length;
  return `${count('held')} lines held, ${count('failed')} failed, ${count('unknown')} not checked`;
}

function seenIn({ status, answeredBy, code }: SignedResponse): string {
  const reason = status < 400 ? '' : code === undefined ? ', without code' : `, code ${code}`;
  return `${status} from the ${answeredBy}${reason}`;
}
