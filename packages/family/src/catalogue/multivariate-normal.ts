// Multivariate normal: a vector of K components with means mu and covariance Sigma.
import { family } from '../density/family.js';

export const multivariateNormal = family({
  name: 'multivariate_normal',
  about:
    'A vector whose every combination of components is normal, with means mu and covariance matrix Sigma.',
  size: 2,
  density: `
    multivariate_normal(y | mu, Sigma) = exp(-1/2 * transpose(y - mu) * inv(Sigma) * (y - mu)) / sqrt((2 * pi)^K * det(Sigma))
      y     in real^K
      mu    in real^K
      Sigma in positive_definite(K)`,
});
