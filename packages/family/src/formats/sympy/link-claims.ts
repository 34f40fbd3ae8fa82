// The claims of the script about a link: its loss is the family's, and the chain rule gave its derivatives.
import { text, variableOf } from '@expfam/expression';
import type { Expression } from '@expfam/expression';
import type { LinkDerivation } from '../../links/derive-link.js';
import { drawFrom, python, pythonName } from './code.js';

const list = (nodes: readonly Expression[]): string => `[${nodes.map((node) => python(node)).join(', ')}]`;
const table = (rows: readonly (readonly Expression[])[]): string => `[${rows.map(list).join(', ')}]`;
const define = (name: string, body: string): string => `def ${name}(F, v):\n    return ${body}`;

/** Loss, gradient and both kinds of information in the linear predictors. */
export const linkClaims = (link: LinkDerivation): string => {
  const names = link.predictors.map((each) => pythonName(text(each)));
  const draws = link.predictors.map(
    (each, i) => `        v.${names[i]} = ${drawFrom(variableOf(each).domain)}`,
  );
  const moved = 'setting(v, names[i], t)';
  const values = 'for v in linked[:6] for i in range(len(names))';
  return [
    define('link_eta', list(link.natural)),
    define('link_loss', python(link.loss)),
    define('link_gradient', list(link.gradient)),
    define('link_observed', table(link.observedInformation)),
    define('link_expected', table(link.expectedInformation)),
    `names = [${names.map((name) => `"${name}"`).join(', ')}]`,
    `def linking():\n    F, points = Numbers, [draw() for _ in range(12)]\n    for v in points:\n${draws.join('\n')}\n    return points`,
    'def setting(v, name, value):\n    return SimpleNamespace(**{**vars(v), name: value})',
    'linked = linking()',
    `claim(\n    "link: the loss is that of eta",\n    ((link_loss(F, v), loss(F, with_eta(v, link_eta(F, v)))) for v in linked),\n)`,
    `claim(\n    "link: gradient",\n    ((mp.diff(lambda t: link_loss(F, ${moved}), getattr(v, names[i])), link_gradient(F, v)[i]) ${values}),\n)`,
    `claim(\n    "link: observed information",\n    (\n        (mp.diff(lambda t: link_gradient(F, ${moved})[j], getattr(v, names[i])), link_observed(F, v)[i][j])\n        ${values}\n        for j in range(len(names))\n    ),\n)`,
    `def link_slopes(v):\n    return [[mp.diff(lambda t: link_eta(F, setting(v, name, t))[a], getattr(v, name)) for name in names] for a in range(len(names))]`,
    `claim(\n    "link: expected information",\n    (\n        (sum(J[a][i] * C[a][b] * J[b][j] for a in range(len(names)) for b in range(len(names))), link_expected(F, v)[i][j])\n        for v in linked[:6]\n        for J, C in [(link_slopes(v), covariance(F, with_eta(v, link_eta(F, v))))]\n        for i in range(len(names))\n        for j in range(len(names))\n    ),\n)`,
  ].join('\n\n');
};
