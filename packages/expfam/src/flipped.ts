// Kernels in the natural parameter with the other sign, for links such as 1/μ that R defines without the minus of −1/μ.
import type { FloatArray, KernelModule } from '@expfam/runtime';

/** The kernels of −η: every even derivative is the same, every odd one changes its sign. */
export const flipped = (kernels: KernelModule): KernelModule => ({
  ...kernels,
  response: (eta, mean, rows) => {
    kernels.response(negated(eta), mean, rows);
  },
  loss: (eta, y, rows) => kernels.loss(negated(eta), y, rows),
  gradient: (eta, y, gradient, rows) => {
    const loss = kernels.gradient(negated(eta), y, gradient, rows);
    negate(gradient);
    return loss;
  },
  hessian: (eta, hessian, rows) => {
    kernels.hessian(negated(eta), hessian, rows);
  },
  jacobian: (eta, jacobian, rows) => {
    kernels.jacobian(negated(eta), jacobian, rows);
    negate(jacobian);
  },
  linearGradient: (...args) => {
    const [x, weights, y, gradient, rows, features, options] = args;
    // What is there already is kept: the kernels add to the gradient.
    negate(gradient);
    const loss = kernels.linearGradient(
      x,
      negated(weights),
      y,
      gradient,
      rows,
      features,
      turnedOptions(options),
    );
    negate(gradient);
    return loss;
  },
  linearResponse: (...args) => {
    const [x, weights, mean, rows, features, options] = args;
    kernels.linearResponse(x, negated(weights), mean, rows, features, turnedOptions(options));
  },
});

type Options = Parameters<KernelModule['linearGradient']>[6];

const turnedOptions = (options: Options): Options =>
  options?.offset === undefined ? options : { ...options, offset: negated(options.offset) };

const negated = (values: FloatArray): FloatArray => values.map((value) => -value);

const negate = (values: FloatArray): void => {
  for (let i = 0; i < values.length; i += 1) values[i] = -(values[i] ?? 0);
};
