import type { Lab } from '../lab';
import { type Question, seen } from '../question';

const LEGACY = 'TLS_1_2';
const ENHANCED = 'SecurityPolicy_TLS13_1_2_2021_06';

/** The answer of AWS to a call: accepted, or its error. */
async function answerTo(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

async function createdLegacy(lab: Lab) {
  const answer = await answerTo(() => lab.createApi('tls-legacy', { securityPolicy: LEGACY }));
  return seen(answer === 'accepted', answer);
}

/** From an enhanced policy to TLS_1_2: with the access mode left as it is, then with an empty one. */
async function backToLegacy(lab: Lab) {
  const id = await lab.createApi('tls-back', { securityPolicy: ENHANCED, endpointAccessMode: 'STRICT' });
  const kept = await answerTo(() => lab.updateApi(id, { securityPolicy: LEGACY }));
  const reset = await answerTo(() => lab.updateApi(id, { securityPolicy: LEGACY, endpointAccessMode: '' }));
  return seen(
    kept !== 'accepted' && reset === 'accepted',
    `with the access mode left as it is: ${kept}\nwith an empty access mode: ${reset}`,
  );
}

async function accessModes(lab: Lab) {
  const basic = { securityPolicy: ENHANCED, endpointAccessMode: 'BASIC' };
  const answers = { created: '', strict: '', basic: '' };
  answers.created = await answerTo(async () => {
    const id = await lab.createApi('access-mode', basic);
    answers.strict = await answerTo(() => lab.updateApi(id, { endpointAccessMode: 'STRICT' }));
    answers.basic = await answerTo(() => lab.updateApi(id, { endpointAccessMode: 'BASIC' }));
  });
  const all = Object.values(answers).every((answer) => answer === 'accepted');
  return seen(all, `created BASIC: ${answers.created}\nto STRICT: ${answers.strict}\nback to BASIC: ${answers.basic}`);
}

/** As the API of an internal gateway with a domain is made. */
async function privateApi(lab: Lab) {
  const answers = { created: '', disabled: '' };
  answers.created = await answerTo(async () => {
    const security = { securityPolicy: ENHANCED, endpointAccessMode: 'STRICT', endpointType: 'PRIVATE' } as const;
    const id = await lab.createApi('private', security);
    answers.disabled = await answerTo(() => lab.updateApi(id, { disableExecuteApiEndpoint: 'true' }));
  });
  const all = Object.values(answers).every((answer) => answer === 'accepted');
  return seen(all, `created: ${answers.created}\nwithout its default endpoint: ${answers.disabled}`);
}

/** Questions on how API Gateway takes TLS policies and access modes, without CloudFormation in between. */
export const TLS_QUESTIONS: readonly Question[] = [
  {
    id: 'tls-legacy',
    question: `Can a Regional API be created with ${LEGACY}?`,
    expectation: 'Accepted. AWS lists the value, but also says that an API cannot be updated to it.',
    needs: ['controlPlane'],
    needsGateway: false,
    ask: createdLegacy,
  },
  {
    id: 'tls-back',
    question: `Does an API go back from ${ENHANCED} to ${LEGACY}?`,
    expectation: 'Refused while it has an access mode; accepted with an empty one.',
    needs: ['controlPlane'],
    needsGateway: false,
    ask: backToLegacy,
  },
  {
    id: 'access-mode',
    question: 'Can the endpoint access mode change from BASIC to STRICT and back?',
    expectation: 'Accepted both ways. A change takes some 15 minutes, and AWS may refuse another one meanwhile.',
    needs: ['controlPlane'],
    needsGateway: false,
    ask: accessModes,
  },
  {
    id: 'private-api',
    question: `Can a private API have ${ENHANCED} with the access mode STRICT, and no default endpoint?`,
    expectation: 'Accepted. It costs nothing, and needs no VPC endpoint as long as nothing calls it.',
    needs: ['controlPlane'],
    needsGateway: false,
    ask: privateApi,
  },
];
