/** What the demo prints, and whether everything it expects held. */
export interface Transcript {
  /** A new scene. */
  scene(title: string): void;
  /** Somebody does something. */
  does(who: string, what: string): void;
  /** What stands on a screen, a line or several. */
  sees(where: string, text: string): void;
  /** One expectation, checked. */
  expect(what: string, held: boolean): void;
  /** Whether every expectation held; at least one must have been made. */
  allHeld(): boolean;
}

export function createTranscript(print: (line: string) => void): Transcript {
  let held = 0;
  let broken = 0;
  return {
    scene: (title) => print(`\n── ${title} ${'─'.repeat(Math.max(3, 76 - title.length))}`),
    does: (who, what) => print(`\n  ${who}: ${what}`),
    sees(where, text) {
      const lines = text.split('\n').map((line) => `  │ ${line}`);
      print([`  ┌ ${where}`, ...lines].join('\n'));
    },
    expect(what, isSo) {
      if (isSo) held += 1;
      else broken += 1;
      print(`  ${isSo ? '✓' : '✗ EXPECTED:'} ${what}`);
    },
    allHeld: () => held > 0 && broken === 0,
  };
}
