/** `true` where each type can stand for the other: a schema has neither forgotten a case nor invented one. */
export type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
