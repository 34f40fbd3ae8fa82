// What is to be said of a code beyond its complaint: what lies behind it, and a text or a command that earns it.

/** An explanation; `density` is a text that is refused with the code, `command` a line that fails with it. */
export interface Explained {
  readonly means: string;
  readonly density?: string;
  readonly command?: { readonly line: string; readonly status: number };
}

const real = (...names: readonly string[]): string => names.map((name) => `\n  ${name} in real`).join('');

/** By code. Every code of the engine stands here; those of tables need no more than the table says. */
export const explained: Readonly<Record<string, Explained>> = {
  'not-separable': {
    means:
      'The logarithm of the density must become a finite sum of products, a function of the parameters times a function of the outcome. Some term ties both together so that no finite sum will do; the complaint shows it. Then no statistic of fixed size is sufficient, and no response function follows. Often a parameter can be taken as known: the error names the smallest sets of parameters for which that helps.',
    density: `cauchy(y | m) = 1 / (pi * (1 + (y - m)^2))${real('y', 'm')}`,
  },
  'support-depends-on-parameter': {
    means:
      'In an exponential family every member has the same support, for h(y)·exp(ηT − A) is zero only where h is. Here a parameter moves the set of possible outcomes.',
    density: 'uniform(y | b) = 1 / b\n  y in (0, b)\n  b in (0, inf)',
  },
  'not-normalised': {
    means:
      'The density does not sum or integrate to one for every value of its parameters. With `--normalise` it is divided by its total, where that has a closed form.',
    density: 'f(y | a) = exp(-a * y)\n  y in (0, inf)\n  a in (0, inf)',
  },
  'order-grows': {
    means:
      'For each fixed n this is an exponential family, but its dimension grows with n, so there is none for a symbolic n. Fix n to get its family.',
    density:
      'beta_binomial(y | a, b; n) = combinations(n, y) * beta(y + a, n - y + b) / beta(a, b)\n  y in 0..n\n  a in (0, inf)\n  b in (0, inf)\n  n in 1..inf',
  },
  'discrete-parameter': {
    means:
      'A parameter takes whole numbers only. Natural parameters vary continuously, so it has to be known.',
    density:
      'binomial(y | n, p) = combinations(n, y) * p^y * (1 - p)^(n - y)\n  y in 0..inf\n  n in 1..inf\n  p in (0, 1)',
  },
  undecided: {
    means:
      'Neither a form was found nor a proof that there is none, within the work that a derivation may take. This is no answer about the density. Another way of writing it often helps: logarithms, powers and special functions in their plainest form.',
  },
  'cannot-read': {
    means: 'The text is not of the density language at the spot that the caret shows.',
    density: 'f(y | p) = p^y *\n  y in {0, 1}\n  p in (0, 1)',
  },
  'unbalanced-bracket': {
    means: 'A bracket is opened and never closed, or closed and never opened.',
    density: 'f(y | p) = (p^y\n  y in {0, 1}\n  p in (0, 1)',
  },
  'unknown-name': {
    means:
      'A name in the formula or in a domain is neither the outcome nor a parameter, a constant, an index or a size.',
    density: 'f(y | p) = q^y * (1 - p)^(1 - y)\n  y in {0, 1}\n  p in (0, 1)',
  },
  'unknown-function': {
    means: 'The density language has a fixed set of functions; the reference lists them.',
    density: 'f(y | p) = sinus(y)\n  y in real\n  p in real',
  },
  'missing-domain': {
    means: 'Every name needs one line that says where it lives.',
    density: 'f(y | p) = p^y * (1 - p)^(1 - y)\n  y in {0, 1}',
  },
  'duplicate-domain': {
    means: 'A name has two lines that say where it lives.',
    density: 'f(y | p) = p^y * (1 - p)^(1 - y)\n  y in {0, 1}\n  p in (0, 1)\n  p in real',
  },
  'duplicate-name': {
    means:
      'A name stands twice among outcome, parameters and constants, or twice among the columns of a table.',
    density: 'f(y | p, p) = p^y\n  y in {0, 1}\n  p in (0, 1)',
  },
  'reserved-name': {
    means: '`eta1`, `mu1` and their kin are the names of natural parameters and means in what is derived.',
    density: 'f(y | eta1) = exp(-eta1 * y) * eta1\n  y in (0, inf)\n  eta1 in (0, inf)',
  },
  'circular-domain': {
    means: 'The bounds of two names name each other.',
    density: 'f(y | a, b) = a * y\n  y in (0, 1)\n  a in (0, b)\n  b in (0, a)',
  },
  'needs-size': {
    means: 'What was asked for needs a number of classes or components. Give it, as in `--classes 3`.',
  },
  'bad-classes': {
    means:
      'The number of classes or components is no whole number of at least two, or the density has none to be fixed.',
  },
  'unsuitable-outcome': {
    means:
      'The outcome of the formula is not what the family speaks of: classes for a categorical family, two levels or zeros and ones for a Bernoulli one, numbers for the others.',
  },
  'wrong-type': {
    means: 'A column at prediction has another type than the one that the model was fitted on.',
  },
  'wrong-usage': {
    means:
      'The command or the function was called with something that it does not take; the complaint says what.',
  },
  'relation-does-not-hold': {
    means:
      'A relation between two families of the catalogue that was claimed in a file of theirs is not true, or could not be proven.',
  },
  'rewriting-exhausted': {
    means:
      'A fault of the program: a set of rules did not come to an end within its budget. Please report the density.',
  },
  'step-does-not-hold': {
    means:
      'A fault of the program: two sides of a step differ at a point where they were tried. Nothing wrong is ever shown; please report the density.',
  },
  'internal-fault': {
    means:
      'A fault of the program itself, not of what it was given. With `--debug` the command shows where it happened; please report it with the text and the data that led there.',
  },
  'took-too-long': {
    means:
      'The playground gives a text twenty seconds, and then ends the worker that reads it, so that the page stays alive. The command has no such limit.',
  },
  separation: {
    means:
      'Some combination of the named columns tells the outcomes apart without an error. The likelihood then rises for ever as the coefficients grow, and there is no finite maximum. A ridge (`--l2`) or the reduction of bias after Firth (`--bias-reduction`) has one.',
  },
  boundary: {
    means:
      'The likelihood rises up to the edge of what the link admits: a level with nothing but successes under a log link, or with nothing but zeros under an identity link. Its maximum lies on that edge, where the gradient does not vanish and standard errors have no meaning. A link without an edge (the canonical one is often such), or levels put together, may have a maximum inside.',
  },
  'rank-deficient': {
    means:
      'A column is a linear combination of others, so the data say nothing about its own coefficient. It is left out and shown without an estimate, as R shows NA.',
  },
  'rank-not-checked': {
    means:
      'The table is too large for a decomposition in memory, so columns were not tried for linear dependence.',
  },
  'near-collinear': {
    means:
      'The named columns nearly cancel each other: the estimates exist, but small changes of the data change them much. The condition number says how much.',
  },
  'singular-information': {
    means:
      'At the estimate the expected information cannot be inverted in the named columns, so no honest standard errors follow and none are shown.',
  },
  'inference-skipped': {
    means:
      'With so many coefficients neither their covariance nor the check that a finite maximum exists fits into memory. The estimates are as good as the gradient says.',
  },
  'interval-unbounded': {
    means:
      'The profile of the likelihood flattens out before it has fallen far enough, so the interval has no end on that side.',
  },
  'not-converged': {
    means:
      'The solver reached its limit of iterations before the gradient fell under the tolerance. The result is the last iterate; more iterations, a ridge or scaled columns help.',
  },
  'perfect-fit': {
    means:
      'The model meets every outcome exactly, so the residuals say nothing of their spread: standard errors and tests would be divisions of nothing by nothing.',
  },
};
