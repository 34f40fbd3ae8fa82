// The public door of the package: expressions, their constructors, rules and rewriting, derivatives, and their spellings.
export { Rational } from './rational.js';
export type { Domain } from './domain.js';
export { domainKey, domainParts, isDiscrete, isVectorDomain, mapDomain } from './domain.js';
export type { Expression, Operation, Variable } from './node.js';
export { compare, isBinder, isNumber, isSymbol, memoise, rationalOf, variableOf } from './node.js';
export { apply } from './apply.js';
export * from './build.js';
export * from './binder.js';
export { entriesOf, entry, isShaped, shapeOf, unsizedPart } from './matrix.js';
export {
  isInUnitInterval,
  isInteger,
  isNegative,
  isNonNegative,
  isNonZero,
  isPositive,
  rangeOf,
} from './range.js';
export type { Range } from './range.js';
export { functions, isFunction } from './operations.js';
export type { FunctionName, FunctionRow } from './operations.js';
export { differentiate, sizeOf } from './differentiate.js';
export { evaluator } from './evaluate.js';
export type { Environment } from './evaluate.js';
export { layout } from './display.js';
export type { Layout } from './display.js';
export { text } from './text.js';
export type { Spelling } from './tex.js';
export { tex, texName } from './tex.js';
export { Problem } from './problem.js';
export type { Place, ProblemDetails } from './problem.js';
export { openInterval, range, real } from './domains.js';
export { expand, expandAll } from './algebra/expand.js';
export {
  coefficientsIn,
  contains,
  isZeroFraction,
  lengthOf as readingLength,
  simplify,
  together,
} from './algebra/fraction.js';
export { factorOut } from './algebra/factor.js';
export { hole, match } from './match.js';
export { rules } from './rule.js';
export type { Pattern, Procedure, Rule } from './rule.js';
export { rewrite } from './rewrite.js';
export type { Rewrite } from './rewrite.js';
export { logarithm } from './rules/logarithm.js';
export { indexed, substitution } from './rules/indexed.js';
export { gathering, recurrence } from './rules/recurrence.js';
export { randomFrom, samplePoint } from './sample.js';
export type { Point, Random } from './sample.js';
export { hasVanishingSum, verify, verifyDerivative } from './verify.js';
export type { Check, Definition, VerifyOptions } from './verify.js';
export { ExpressionWriter, readExpressions } from './data.js';
export type { ExpressionData } from './data.js';
