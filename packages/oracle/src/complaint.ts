// What the oracle says when it cannot read a text or finish a sum: data in the house's form, thrown as an error.

/** The parts of a complaint; `where` is the line and column, from 1, in the text that was read. */
export interface Complaint {
  readonly code: string;
  readonly what: string;
  readonly where?: { readonly line: number; readonly column: number };
  readonly needed: string;
  readonly help: string;
}

/** A complaint on its way up. */
export class OracleError extends Error {
  readonly complaint: Complaint;

  constructor(complaint: Complaint) {
    const { code, what, where } = complaint;
    super(`${code}: ${what}${where === undefined ? '' : ` (line ${where.line}, column ${where.column})`}`);
    this.name = 'OracleError';
    this.complaint = complaint;
  }
}

/** Throws the complaint. */
export function complain(complaint: Complaint): never {
  throw new OracleError(complaint);
}
