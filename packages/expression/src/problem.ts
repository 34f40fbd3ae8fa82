// Failures are data: what was wrong, where, what was needed, what helps. They are rendered in one place, by the front door.

/** A place in a text: line and column from 1, and how many characters the caret underlines. */
export interface Place {
  readonly source: string;
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** What a problem says beside its code. */
export interface ProblemDetails {
  readonly what: string;
  readonly where?: Place;
  readonly needed?: string;
  readonly help?: string;
}

/** A failure with a code of the table `problems` and everything a reader needs to mend it. */
export class Problem extends Error {
  readonly code: string;
  readonly what: string;
  readonly where?: Place;
  readonly needed?: string;
  readonly help?: string;

  constructor(code: string, details: ProblemDetails) {
    super(`${code}: ${details.what}`);
    this.name = 'Problem';
    this.code = code;
    this.what = details.what;
    if (details.where) this.where = details.where;
    if (details.needed) this.needed = details.needed;
    if (details.help) this.help = details.help;
  }
}
