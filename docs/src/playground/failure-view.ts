// A failure as the page shows it: the text that the command prints.
import { renderFailure } from 'expfam';
import type { Failure } from 'expfam';
import { Refusal } from '@expfam/family';
import type { FailureView } from './view.js';

const isFailure = (error: unknown): error is Failure =>
  typeof error === 'object' && error !== null && 'code' in error && 'what' in error;

export const failureView = (error: unknown): FailureView => {
  if (!isFailure(error)) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: 'internal-fault', text: `internal-fault: ${message}`, refused: false };
  }
  return { code: error.code, text: renderFailure(error), refused: error instanceof Refusal };
};
