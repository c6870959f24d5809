/** The incident's number in the value of a button. Our own buttons carry nothing else; what is none is the number of no incident. */
export function numberIn(value: string): number {
  return /^\d{1,9}$/.test(value) ? Number(value) : 0;
}
