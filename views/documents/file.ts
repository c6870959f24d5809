/** A text file to share. */
export interface DocumentFile {
  readonly name: string;
  readonly title: string;
  readonly content: string;
}
