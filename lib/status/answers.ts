/** Answers of a gateway on a day (UTC), as API Gateway counts them. */
export interface DayAnswers {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly requests: number;
  /** Answers 4xx: the gateway's refusals, and those of the platform. */
  readonly status4xx: number;
  /** Answers 5xx. */
  readonly status5xx: number;
}

/** Time from the start of a day, both ends included. */
export interface DayRange {
  readonly from: Date;
  readonly to: Date;
}

/** A stage of a REST API, by the dimensions of its metrics. */
export interface MeteredApi {
  /** Name of the REST API. */
  readonly name: string;
  readonly stage: string;
}
