declare module 'asciichart' {
  interface PlotConfig {
    readonly height?: number;
    readonly format?: (value: number) => string;
  }
  export function plot(series: readonly number[], config?: PlotConfig): string;
}
