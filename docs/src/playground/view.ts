// What the worker of the playground tells the page: plain data, formulas already rendered.
import type { DensityData } from '@expfam/family';
import type { ResponseData } from '../figures/response-data.js';

/** A failure with the excerpt that a terminal would show. */
export interface FailureView {
  readonly code: string;
  readonly text: string;
  /** True where the density was read and refused: it is no exponential family. */
  readonly refused: boolean;
}

/** A line of a derivation; `formula` is HTML that KaTeX made. */
export interface StepView {
  readonly chapter: string | null;
  readonly rule: string;
  readonly because: string;
  readonly formula: string;
  readonly check: string | null;
  readonly steps: readonly StepView[];
}

/** Formulas under a heading. */
export interface SectionView {
  readonly title: string;
  /** What is to be said of the formulas beforehand, or of why there are none. */
  readonly remark: string;
  readonly formulas: readonly string[];
  /** How many more there are, left out because a page of them could not be scrolled. */
  readonly more: number;
  /** What the names stand for that keep them short. */
  readonly names: readonly string[];
}

/** A density that is an exponential family; its steps follow when each has been checked. */
export interface DerivationView {
  readonly name: string;
  readonly verdict: string;
  /** The name of the size that is not fixed, or null. */
  readonly size: string | null;
  readonly categorical: boolean;
  readonly density: DensityData;
  readonly response: ResponseData | null;
  readonly constants: Readonly<Record<string, number>>;
}

/** What a density leaves open: its size, and its known constants. */
export interface Given {
  readonly classes: number | null;
  readonly fix: Readonly<Record<string, number>>;
}

/** A file of kernels. */
export interface KernelFile {
  readonly path: string;
  readonly contents: string | Uint8Array;
}

/** What was measured of one function of a kernel, in units of the last place. */
export interface AccuracyRow {
  readonly target: string;
  readonly name: string;
  readonly worst: number;
  readonly mean: number;
  readonly points: number;
  readonly budget: number;
  readonly pass: boolean;
}

/** What training needs. */
export interface TrainingRequest {
  readonly text: string;
  readonly file: File;
  readonly formula: string;
  readonly l2: number;
  readonly device: 'cpu' | 'gpu';
  readonly solver: 'auto' | 'newton' | 'lbfgs' | 'adam';
  readonly fix: Readonly<Record<string, number>>;
}

/** What a table holds, its first columns by name. */
export interface TableView {
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly kind: string }[];
  /** How many columns are not named here. */
  readonly more: number;
}

/** A point of the loss curve. */
export interface LossPoint {
  readonly iteration: number;
  readonly objective: number;
}

/** What a model predicts over one predictor, a curve for each class or one for a number, with the rows of the data. */
export interface CurvesView {
  readonly kind: 'curves';
  readonly x: string;
  readonly y: string;
  readonly rows: readonly { readonly x: number; readonly y: number }[];
  readonly curves: readonly { readonly name: string; readonly x: number; readonly y: number }[];
}

/** Which class a model predicts over two predictors, with the rows of the data. */
export interface RegionsView {
  readonly kind: 'regions';
  readonly x: string;
  readonly y: string;
  readonly classes: readonly string[];
  readonly rows: readonly { readonly x: number; readonly y: number; readonly class: string }[];
  readonly cells: readonly {
    readonly x: number;
    readonly y: number;
    readonly class: string;
    readonly p: number;
  }[];
}

/** A trained model. */
export interface TrainedView {
  readonly summary: string;
  readonly model: string;
  /** The number of classes, or of the components of an outcome, that the data had; null where there are none. */
  readonly classes: number | null;
  readonly picture: CurvesView | RegionsView | null;
}
