/** What the door counts. The composition root hands in who keeps the figures. */
export interface SlackTelemetry {
  delivered(type: string, outcome: string, ms: number): void;
  unknownPayload(): void;
  refusedRequest(reason: string): void;
  rateLimited(): void;
  socketOpened(): void;
}
