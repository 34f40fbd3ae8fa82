// What can go wrong between a derivation and a printed kernel, each with what was needed and what helps.

interface Complaint {
  readonly says: (family: string, what: string) => string;
  readonly needed: string;
  readonly help: string;
}

const complaints = {
  'no-closed-form': {
    says: (family, what) => `the ${what} of ${family} has no closed form`,
    needed: 'formulas for response, loss, gradient, Hessian and Jacobian',
    help: 'fix parameters until the log-partition function has a closed form',
  },
  'classes-not-fixed': {
    says: (family, what) => `the size of ${family} is not fixed: it is ${what}`,
    needed: 'a fixed number of classes, or of components: kernels are unrolled',
    help: 'give it, as in --classes 3',
  },
  'classes-out-of-range': {
    says: (family, what) => `${family} has no kernel for ${what} classes`,
    needed: 'a number of classes from 2 to 65536, as many as a label of two bytes tells apart',
    help: 'merge rare classes, or split the choice into a choice of groups and one within each',
  },
  'no-loop-form': {
    says: (family, what) => `there is no loop form for ${what} of ${family}: classes are unlike each other`,
    needed: 'beyond 64 classes, formulas that stay what they are when two classes change places',
    help: 'give at most 64 classes, as in --classes 64: up to there kernels are unrolled; or write the density with sums and products over k in which only the index tells the classes apart',
  },
  'constant-without-value': {
    says: (family, what) => `${what} of ${family} has no value`,
    needed: 'formulas in the natural parameters and the outcome alone',
    help: 'give it one, as in --fix n=10',
  },
  'no-kernel-operation': {
    says: (family, what) => `no kernel of ${family} can compute ${what}`,
    needed: 'elementary functions',
    help: 'leave out the function that needs it',
  },
  'not-stable': {
    says: (family, what) => `no rule makes ${what} of ${family} stable`,
    needed: 'sums of exponentials of known sign under a bar or a logarithm',
    help: 'narrow the domains of the parameters, or write the density with log1p and expm1',
  },
  'unknown-link': {
    says: (_, what) => `there is no link ${what}`,
    needed:
      'canonical, identity, log, logit, probit, cloglog, cauchit, inverse, inverse_square, sqrt or power(p)',
    help: 'power(p) is the link mu^p; power(0) is the logarithm',
  },
  'no-link': {
    says: (family, what) => `${family} takes no link ${what}`,
    needed: 'a number for an outcome, and an E[y] in closed form that can be solved for a natural parameter',
    help: 'leave the link out: the canonical one needs nothing of this',
  },
  'link-out-of-range': {
    says: (family, what) => `the link ${what} is for means between 0 and 1, which those of ${family} are not`,
    needed: 'a link whose means are those of the family',
    help: 'take log, identity, inverse, sqrt or power(p)',
  },
  'unknown-function': {
    says: (_, what) => `no module has a function ${what}`,
    needed:
      'response, loss, gradient, hessian, jacobian, linearGradient, linearResponse, logBaseMeasure or saturatedLoss',
    help: 'several are separated by commas: --kernels response,gradient',
  },
  'too-many-features': {
    says: (family, what) => `the linear functions of ${family} cannot be unrolled over ${what} features`,
    needed: 'a whole number of features from 1 to 64',
    help: 'leave --features out: a loop serves any number',
  },
  'folder-not-writable': {
    says: (where, what) => `nothing was written to ${where}: ${what}`,
    needed: 'a folder that exists or can be made, and that this user may write to',
    help: 'choose another folder with --out',
  },
  'edited-by-hand': {
    says: (_, what) => `${what} was edited by hand after it was generated`,
    needed: 'a file that is absent or as it was generated',
    help: 'move it away, or overwrite it with --force',
  },
  'invalid-typescript': {
    says: (_, what) => `the printed module does not pass the compiler: ${what}`,
    needed: 'a module that tsc accepts in strict mode',
    help: 'this is a fault of the program: please report it with the density',
  },
  'pass-broke-its-law': {
    says: (family, what) => `a pass over ${family} broke its law: ${what}`,
    needed: 'a kernel that every check of its pass accepts',
    help: 'this is a fault of the program: please report it with the density',
  },
} as const satisfies { readonly [code: string]: Complaint };

/** The code of an error of the code generator. */
export type CodegenErrorCode = keyof typeof complaints;

/** A failure of the code generator as data: what is wrong, where, what was needed, what helps. */
export class CodegenError extends Error {
  override readonly name = 'CodegenError';
  readonly code: CodegenErrorCode;
  readonly what: string;
  /** The family or file that it is about. */
  readonly where: string;
  readonly needed: string;
  readonly help: string;

  constructor(code: CodegenErrorCode, where: string, what: string) {
    const { says, needed, help } = complaints[code];
    super(`${code}: ${says(where, what)}`);
    this.code = code;
    this.what = says(where, what);
    this.where = where;
    this.needed = needed;
    this.help = help;
  }
}

/** The error of this code about `what` of a family (or file). */
export const codegenError = (code: CodegenErrorCode, where: string, what: string): CodegenError =>
  new CodegenError(code, where, what);
