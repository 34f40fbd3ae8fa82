// Wishart: the scatter matrix of n normal vectors of mean zero and covariance V.
import { family } from '../density/family.js';

export const wishart = family({
  name: 'wishart',
  about: 'The sum of y·transpose(y) over n normal vectors of mean zero and covariance matrix V.',
  size: 2,
  density: `
    wishart(X | V, n) = det(X)^((n - p - 1) / 2) * exp(-trace(inv(V) * X) / 2) / (2^(n * p / 2) * det(V)^(n / 2) * pi^(p * (p - 1) / 4) * prod(gamma((n + 1 - j) / 2), j, 1, p))
      X in positive_definite(p)
      V in positive_definite(p)
      n in (p - 1, inf)`,
});
