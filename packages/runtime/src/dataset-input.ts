// What a user hands to `fit`, before anything of it has been checked.
import type { FloatArray, Outcome } from './kernel.js';

/** Features as a row-major float array, or as an array of rows. */
export type Features = FloatArray | readonly (readonly number[])[];

/** What a user hands to `fit`. */
export interface DatasetInput {
  /** rows × features, without a column for the intercept. */
  readonly x: Features;
  /**
   * Numbers, class indices from 0, level names, or soft labels and vectors as a float array with a row's entries side by
   * side, or as an array of rows.
   */
  readonly y: Outcome | readonly number[] | readonly string[] | readonly (readonly number[])[];
  /** One name a feature; `x1`, `x2`, … where none are given. */
  readonly names?: readonly string[];
  /** Prior weights, one a row; 1 where none are given. */
  readonly weights?: FloatArray | readonly number[];
  /** How many equal rows each row stands for; they multiply the weights and count in every count of rows. */
  readonly frequencies?: FloatArray | readonly number[];
  /** Added to the linear predictors, rows × s. */
  readonly offset?: FloatArray | readonly number[];
  /** The names of the classes, in order. */
  readonly classes?: readonly string[];
  /** Whether to add a constant term; true by default. */
  readonly intercept?: boolean;
}
