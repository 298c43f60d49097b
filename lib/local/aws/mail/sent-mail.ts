/** A mail that was sent, or a notice that was published to a topic. */
export interface SentMail {
  /** ISO 8601. */
  readonly at: string;
  /** Name and address of the sender, or the ARN of the topic. */
  readonly from: string;
  /** Empty for a topic. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Absent for a topic. */
  readonly html?: string;
}
