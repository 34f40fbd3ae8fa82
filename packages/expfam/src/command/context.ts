// What a command may touch of the world around it. Tests give it other streams; the process gives it its own.
import type { Input } from '../tables/read-table.js';

/** The world around a command. */
export interface Context {
  /** Writes a piece of the result. */
  readonly out: (text: string) => void;
  /** Writes progress, warnings and errors. */
  readonly err: (text: string) => void;
  readonly input: Input;
  /** Whether `err` is a terminal that understands a carriage return. */
  readonly terminal: boolean;
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal;
  /** The address of the documentation, to which failures point; without it they name the page. */
  readonly docs?: string | undefined;
}

/** Sets the exit status of a result that is written all the same. */
export type Finish = (status: number) => void;
