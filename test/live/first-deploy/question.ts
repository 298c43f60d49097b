import type { Ability, Lab } from './lab';

/** `seen`: nothing was expected, because no source says what AWS does. */
export type Verdict = 'as expected' | 'different' | 'seen' | 'not carried';

/** Outcome of a question. */
export interface Seen {
  readonly verdict: Verdict;
  /** One line, or several. */
  readonly observation: string;
}

/** An open question about AWS, asked by provoking it. */
export interface Question {
  readonly id: string;
  readonly question: string;
  readonly expectation: string;
  readonly needs?: readonly Ability[];
  /** True if the question needs the scratch gateway. */
  readonly needsGateway: boolean;
  /** Asks. What it throws becomes the observation. */
  ask(lab: Lab): Promise<Seen>;
}

/** A question with what came of it. */
export interface Finding extends Seen {
  readonly question: Question;
}

/** Judges an observation by whether it is the expected one. */
export function seen(expected: boolean, observation: string): Seen {
  return { verdict: expected ? 'as expected' : 'different', observation };
}
