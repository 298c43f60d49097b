/** Numbers over the times of a chart. */
export interface Series {
  readonly name: string;
  /** One for each time; none where there is no value. */
  readonly values: readonly (number | undefined)[];
  /** One of the chart's colours: a name in the style sheet after `series-`. */
  readonly color: string;
}
