/** The largest number Postgres keeps an incident or an alert under. Whatever was typed beyond it stands for it: there is none of that number. */
export const highestNumber = 2_147_483_647;

/** A number as people read it: one that is beyond all there can be is no other one. */
export function numberWords(number: number): string {
  return number >= highestNumber ? '…' : String(number);
}
