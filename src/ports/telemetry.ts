/** What is counted for those who watch over us. Numbers, and labels from closed lists: never an id, never text a person wrote. */
export interface Telemetry {
  /** The record was audited: so much in it is not as its events make it. */
  audited(findings: number): void;
}
