/** Whether it can be the number of something of ours: what a person typed may be none, and Postgres refuses what does not fit. */
export function isNumber(number: number): boolean {
  return Number.isInteger(number) && Math.abs(number) <= 2 ** 31 - 1;
}
