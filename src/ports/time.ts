/** The time of promises, of what people read, of back-off and vendors' limits. The playground moves it. Milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

/** The time on the wall: signatures, deadlines, leases. Nobody moves it. */
export interface Wall {
  now(): number;
}
