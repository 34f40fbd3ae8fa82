# Makes fits.json and the tables in fits/: what R 4.2.2 (stats, MASS 7.3-58, nnet 7.3-18) says about public data sets. Run here:
#   Rscript fits.R
# glm stops on the deviance, which leaves 1e-8 in the coefficients of non-canonical links: every fit is taken up again from its
# own end until nothing changes any more.
options(digits = 17, warn = -1)
suppressMessages({ library(MASS); library(nnet) })

texts <- function(table) {
  table[] <- lapply(table, function(column) if (is.factor(column)) as.character(column) else column)
  names(table) <- gsub("[^A-Za-z0-9_]", "_", names(table))
  table
}
insurance <- transform(MASS::Insurance, Age = paste0("a", gsub("[<>]", "", Age)), Group = gsub("[<>]", "", Group), District = paste0("d", District))
tables <- lapply(list(
  cars = datasets::cars, trees = datasets::trees, faithful = datasets::faithful[1:100, ], mtcars = datasets::mtcars,
  warpbreaks = datasets::warpbreaks, insects = datasets::InsectSprays, quine = MASS::quine, birthwt = MASS::birthwt,
  insurance = insurance, menarche = MASS::menarche, epil = MASS::epil[1:120, c("y", "trt", "base", "age", "V4")],
  clotting = data.frame(u = c(5, 10, 15, 20, 30, 40, 60, 80, 100), lot1 = c(118, 58, 42, 35, 27, 25, 21, 19, 18)),
  air = na.omit(datasets::airquality), infert = datasets::infert[, c("case", "age", "parity", "education", "spontaneous")],
  budworm = data.frame(dose = rep(2^(0:5), 2), dead = c(1, 4, 9, 13, 18, 20, 0, 2, 6, 10, 12, 16), n = 20, sex = rep(c("M", "F"), each = 6)),
  rock = transform(datasets::rock, area = area / 1000, peri = peri / 1000), iris = datasets::iris,
  chicks = subset(datasets::chickwts), pressure = datasets::pressure[2:19, ], women = datasets::women), texts)
for (name in names(tables)) write.csv(tables[[name]], file.path("fits", paste0(name, ".csv")), row.names = FALSE, quote = FALSE)

settled <- function(model) {
  x <- model.matrix(model)
  fit <- model
  for (round in 1:40)
    fit <- glm.fit(x, model$y, weights = model$prior.weights, offset = model$offset, family = model$family,
      start = fit$coefficients, control = list(epsilon = 1e-30, maxit = 3))
  model[c("coefficients", "residuals", "fitted.values", "weights", "deviance", "aic", "linear.predictors", "R", "qr")] <-
    fit[c("coefficients", "residuals", "fitted.values", "weights", "deviance", "aic", "linear.predictors", "R", "qr")]
  model
}

json <- function(x) if (is.null(names(x))) paste0("[", paste(sprintf("%.17g", x), collapse = ", "), "]") else
  paste0("{ ", paste0('"', names(x), '": ', sprintf("%.17g", x), collapse = ", "), " }")
quoted <- function(x) paste0("[", paste0('"', x, '"', collapse = ", "), "]")

case <- function(data, formula, family, argv, ...) {
  table <- as.data.frame(unclass(tables[[data]]), stringsAsFactors = TRUE)
  formula <- as.formula(formula)
  call <- list(formula, family = family, data = table, control = glm.control(epsilon = 1e-14, maxit = 500))
  extra <- substitute(list(...))
  more <- eval(extra, table)
  if (!is.null(more$w)) call$weights <- more$w
  if (!is.null(more$start)) call$start <- more$start
  model <- settled(do.call(glm, call))
  k <- length(coef(model)) + (model$family$family %in% c("gaussian", "Gamma", "inverse.gaussian"))
  said <- summary(model, dispersion = if (grepl("Negative", model$family$family)) 1 else NULL)
  paste0('  { "data": "', data, '", "formula": "', paste(deparse(formula, width.cutoff = 500), collapse = ""), '", "argv": ', quoted(argv),
    ',\n    "coefficients": ', json(coef(model)), ',\n    "standardErrors": ', json(said$coefficients[, 2]),
    ',\n    "dispersion": ', sprintf("%.17g", said$dispersion), ', "deviance": ', sprintf("%.17g", model$deviance),
    ', "nullDeviance": ', sprintf("%.17g", model$null.deviance), ', "dfResidual": ', model$df.residual,
    ',\n    "logLikelihood": ', sprintf("%.17g", k - model$aic / 2), ', "aic": ', sprintf("%.17g", model$aic),
    ', "fitted": ', json(unname(head(fitted(model), 5))), " }")
}
# Families that R has no glm for, by way of one that it has: coefficients, their errors and the fitted means times `scale`, plus
# `shift` for the intercept, dispersion 1, and a log-likelihood of their own.
known <- function(data, formula, glm_formula, family, argv, loglik, scale = 1, shift = 0, mean = identity) {
  table <- as.data.frame(unclass(tables[[data]]), stringsAsFactors = TRUE)
  model <- settled(glm(as.formula(glm_formula), family, table, control = glm.control(epsilon = 1e-14, maxit = 500)))
  said <- summary(model, dispersion = 1)
  coefficients <- coef(model) * scale + c(shift, rep(0, length(coef(model)) - 1))
  total <- sum(loglik(model$y, fitted(model)))
  paste0('  { "data": "', data, '", "formula": "', formula, '", "argv": ', quoted(argv),
    ',\n    "coefficients": ', json(coefficients), ',\n    "standardErrors": ', json(said$coefficients[, 2] * abs(scale)),
    ',\n    "dispersion": 1, "deviance": ', sprintf("%.17g", model$deviance),
    ', "nullDeviance": ', sprintf("%.17g", model$null.deviance), ', "dfResidual": ', model$df.residual,
    ',\n    "logLikelihood": ', sprintf("%.17g", total), ', "aic": ', sprintf("%.17g", 2 * length(coefficients) - 2 * total),
    ', "fitted": ', json(unname(head(mean(fitted(model)), 5))), " }")
}
exponential <- function(y, mu) dexp(y, 1 / mu, log = TRUE)
geometric <- function(y, mu) dgeom(y, 1 / (1 + mu), log = TRUE)
# z = y^2 is exponential with the mean 2s^2
rayleigh <- function(z, m) log(sqrt(z)) - log(m / 2) - z / m
# log(1 - p), the natural parameter of the geometric family
natural <- structure(list(linkfun = function(mu) log(mu / (1 + mu)), linkinv = function(eta) 1 / (exp(-eta) - 1),
  mu.eta = function(eta) exp(-eta) / (exp(-eta) - 1)^2, valideta = function(eta) all(eta < 0), name = "natural"), class = "link-glm")

# R's own power() takes a negative exponent for the logarithm
raised <- function(p) structure(list(linkfun = function(mu) mu^p, linkinv = function(eta) eta^(1 / p),
  mu.eta = function(eta) eta^(1 / p - 1) / p, valideta = function(eta) all(eta > 0), name = "raised"), class = "link-glm")

# nnet's optimum, taken on by Newton's method until nothing changes any more.
multinomial <- function(data, formula, argv, ...) {
  table <- as.data.frame(unclass(tables[[data]]), stringsAsFactors = TRUE)
  table <- transform(table, ...)
  model <- multinom(as.formula(formula), table, reltol = 1e-15, maxit = 5000, trace = FALSE, Hess = TRUE)
  x <- model.matrix(model); y <- model.response(model.frame(model))
  counts <- if (is.matrix(y)) y else outer(as.character(y), levels(y), "==") * 1
  n <- rowSums(counts); k <- ncol(counts); b <- if (k == 2) matrix(coef(model), 1) else coef(model)
  probability <- function(b) { e <- exp(cbind(0, x %*% t(b))); e / rowSums(e) }
  for (round in 1:8) {
    p <- probability(b)
    score <- as.vector(t(x) %*% (counts - n * p)[, -1])
    information <- matrix(0, length(score), length(score))
    for (i in 1:nrow(x)) { q <- p[i, -1]; information <- information + n[i] * kronecker(diag(q, k - 1) - q %o% q, x[i, ] %o% x[i, ]) }
    b <- b + t(matrix(solve(information, score), ncol(x)))
  }
  classes <- if (is.matrix(y)) vapply(as.list(as.formula(formula)[[2]])[-1], deparse1, "") else levels(y)
  names <- as.vector(outer(colnames(x), classes, function(t, c) paste(c, t)))[-(1:ncol(x))]
  p <- probability(b); total <- sum(ifelse(counts > 0, counts * log(p), 0))
  share <- counts / n; best <- sum(ifelse(counts > 0, counts * log(share), 0))
  nothing <- colSums(counts) / sum(counts); null <- sum(ifelse(counts > 0, counts * log(rep(nothing, each = nrow(counts))), 0))
  paste0('  { "data": "', data, '", "formula": "', formula, '", "argv": ', quoted(argv),
    ',\n    "coefficients": ', json(setNames(as.vector(t(b)), names)),
    ',\n    "standardErrors": ', json(setNames(sqrt(diag(solve(information))), names)),
    ',\n    "dispersion": 1, "deviance": ', sprintf("%.17g", 2 * (best - total)), ', "nullDeviance": ', sprintf("%.17g", 2 * (best - null)),
    ', "dfResidual": ', nrow(x) * (k - 1) - length(b), ',\n    "logLikelihood": ', sprintf("%.17g", total),
    ', "aic": ', sprintf("%.17g", 2 * length(b) - 2 * total), ', "fitted": ', json(p[1, ]), " }")
}
F <- function(family, ...) c("--family", family, ...)

cases <- c(
  case("cars", "dist ~ speed", gaussian(), F("gaussian")),
  case("trees", "log(Volume) ~ log(Girth) + log(Height)", gaussian(), F("gaussian")),
  case("mtcars", "mpg ~ wt * hp + I(qsec^2)", gaussian(), F("gaussian")),
  case("women", "weight ~ height", gaussian("log"), F("gaussian", "--link", "log"), start = c(4, 0.01)),
  case("women", "weight ~ height", gaussian("inverse"), F("gaussian", "--link", "inverse")),
  case("pressure", "sqrt(pressure) ~ temperature", gaussian(), F("gaussian")),
  case("mtcars", "mpg ~ wt + hp", gaussian(), F("gaussian", "--weights", "cyl"), w = cyl),
  case("chicks", "weight ~ feed", gaussian(), F("gaussian")),
  case("chicks", "weight ~ 0 + feed", gaussian(), F("gaussian")),
  case("mtcars", "am ~ hp + wt", binomial(), F("bernoulli")),
  case("birthwt", "low ~ age + lwt + factor(race) + smoke + ht + ui", binomial(), F("bernoulli")),
  case("birthwt", "low ~ age + lwt + smoke", binomial("probit"), F("bernoulli", "--link", "probit")),
  case("birthwt", "low ~ age + lwt + smoke", binomial("cloglog"), F("bernoulli", "--link", "cloglog")),
  case("birthwt", "low ~ age + lwt + smoke", binomial("cauchit"), F("bernoulli", "--link", "cauchit")),
  case("birthwt", "low ~ smoke + ht", binomial("log"), F("bernoulli", "--link", "log"), start = c(-1, 0, 0)),
  case("birthwt", "low ~ smoke + ht", binomial("identity"), F("bernoulli", "--link", "identity"), start = c(0.3, 0, 0)),
  case("infert", "case ~ spontaneous + parity + education", binomial(), F("bernoulli")),
  case("menarche", "cbind(Menarche, Total - Menarche) ~ Age", binomial(), F("binomial")),
  case("menarche", "cbind(Menarche, Total - Menarche) ~ Age", binomial("probit"), F("binomial", "--link", "probit")),
  case("menarche", "cbind(Menarche, Total - Menarche) ~ Age", binomial("cloglog"), F("binomial", "--link", "cloglog")),
  case("budworm", "cbind(dead, n - dead) ~ sex * log2(dose)", binomial(), F("binomial")),
  case("budworm", "cbind(dead, n - dead) ~ sex + log(dose)", binomial("cauchit"), F("binomial", "--link", "cauchit")),
  case("warpbreaks", "breaks ~ wool * tension", poisson(), F("poisson")),
  case("warpbreaks", "breaks ~ wool:tension - 1", poisson(), F("poisson")),
  case("insects", "count ~ spray", poisson(), F("poisson")),
  case("insects", "count ~ spray", poisson("sqrt"), F("poisson", "--link", "sqrt")),
  case("insects", "count ~ spray", poisson("identity"), F("poisson", "--link", "identity")),
  case("quine", "Days ~ Eth + Sex + Age + Lrn", poisson(), F("poisson")),
  case("quine", "Days ~ (Eth + Sex + Lrn)^2", poisson(), F("poisson")),
  case("insurance", "Claims ~ District + Group + Age + offset(log(Holders))", poisson(), F("poisson")),
  case("epil", "y ~ trt + log(base / 4) + log(age) + V4", poisson(), F("poisson")),
  case("clotting", "lot1 ~ log(u)", Gamma(), F("gamma")),
  case("clotting", "lot1 ~ log(u)", Gamma("log"), F("gamma", "--link", "log")),
  case("clotting", "lot1 ~ I(1 / u)", Gamma("identity"), F("gamma", "--link", "identity")),
  case("trees", "Volume ~ Girth + Height", Gamma("log"), F("gamma", "--link", "log")),
  case("trees", "Volume ~ Girth + Height", Gamma(), F("gamma")),
  case("faithful", "eruptions ~ waiting", Gamma("sqrt"), F("gamma", "--link", "sqrt")),
  case("air", "Ozone ~ Wind + Temp + Solar_R", Gamma("log"), F("gamma", "--link", "log")),
  case("mtcars", "mpg ~ wt", Gamma(), F("gamma", "--weights", "gear"), w = gear),
  case("clotting", "lot1 ~ log(u)", inverse.gaussian(), F("inverse_gaussian")),
  case("trees", "Volume ~ Girth", inverse.gaussian("log"), F("inverse_gaussian", "--link", "log")),
  case("faithful", "waiting ~ eruptions", inverse.gaussian("inverse"), F("inverse_gaussian", "--link", "inverse")),
  case("chicks", "weight ~ feed", inverse.gaussian("identity"), F("inverse_gaussian", "--link", "identity")),
  case("quine", "Days ~ Eth + Sex + Age + Lrn", negative.binomial(2), F("negative_binomial", "--fix", "r=2")),
  case("epil", "y ~ trt + log(base / 4) + log(age) + V4", negative.binomial(5), F("negative_binomial", "--fix", "r=5")),
  case("insects", "count ~ spray", negative.binomial(3, "sqrt"), F("negative_binomial", "--fix", "r=3", "--link", "sqrt")),
  case("insects", "count ~ spray", negative.binomial(1, "identity"), F("negative_binomial", "--fix", "r=1", "--link", "identity")),
  case("faithful", "waiting ~ eruptions", Gamma("identity"), F("gamma", "--link", "power(1)")),
  case("rock", "perm ~ area + peri + shape", Gamma("log"), F("gamma", "--link", "log")),
  case("cars", "dist ~ speed", gaussian(power(0.5)), F("gaussian", "--link", "sqrt"), start = c(1, 0.4)),
  case("trees", "Volume ~ Girth", gaussian(power(1/3)), F("gaussian", "--link", "power(1/3)"), start = c(0.5, 0.18)),
  case("trees", "Volume ~ log(Girth) + log(Height) + offset(log(Height))", gaussian("log"), F("gaussian", "--link", "log"), start = c(-10, 2, 0)),
  case("birthwt", "low ~ smoke + ht", binomial(power(0.5)), F("bernoulli", "--link", "sqrt"), start = c(0.5, 0.1, 0.1)),
  case("infert", "case ~ spontaneous + offset(0.1 * parity)", binomial("probit"), F("bernoulli", "--link", "probit")),
  case("budworm", "cbind(dead, n - dead) ~ log2(dose)", binomial("identity"), F("binomial", "--link", "identity"), start = c(0.1, 0.1)),
  case("budworm", "cbind(dead, n - dead) ~ sex", binomial("log"), F("binomial", "--link", "log")),
  case("menarche", "cbind(Menarche, Total - Menarche) ~ Age", binomial("cauchit"), F("binomial", "--link", "cauchit")),
  case("warpbreaks", "breaks ~ wool + tension", poisson("inverse"), F("poisson", "--link", "inverse"), start = c(0.02, 0.005, 0.01, 0.01)),
  case("quine", "Days ~ Eth + Sex", poisson(power(1/3)), F("poisson", "--link", "power(1/3)")),
  case("warpbreaks", "breaks ~ tension", poisson(raised(-2)), F("poisson", "--link", "inverse_square"), start = c(0.001, 0.001, 0.001)),
  case("trees", "Volume ~ Girth", Gamma(raised(-2)), F("gamma", "--link", "inverse_square"), start = c(0.01, -0.0004)),
  case("faithful", "waiting ~ eruptions", Gamma(raised(-0.5)), F("gamma", "--link", "power(-0.5)")),
  case("insurance", "Claims + 1 ~ Group + Age + offset(log(Holders))", Gamma("log"), F("gamma", "--link", "log")),
  case("faithful", "waiting ~ eruptions", inverse.gaussian(power(0.5)), F("inverse_gaussian", "--link", "sqrt")),
  case("faithful", "waiting ~ eruptions", inverse.gaussian(raised(-3)), F("inverse_gaussian", "--link", "power(-3)")),
  case("trees", "Volume ~ Girth", inverse.gaussian("log"), F("inverse_gaussian", "--link", "log", "--weights", "Height"), w = Height),
  case("epil", "y ~ trt + V4", negative.binomial(2, raised(-1)), F("negative_binomial", "--fix", "r=2", "--link", "inverse"), start = c(0.1, 0.01, 0.01)),
  known("clotting", "lot1 ~ log(u)", "lot1 ~ log(u)", Gamma(), F("exponential"), exponential),
  known("air", "Ozone ~ Wind + Temp", "Ozone ~ Wind + Temp", Gamma("log"), F("exponential", "--link", "log"), exponential),
  known("faithful", "waiting ~ eruptions", "waiting ~ eruptions", Gamma("identity"), F("exponential", "--link", "identity"), exponential),
  known("faithful", "waiting ~ eruptions", "waiting ~ eruptions", Gamma(power(0.5)), F("exponential", "--link", "sqrt"), exponential),
  known("quine", "Days ~ Eth + Sex + Age", "Days ~ Eth + Sex + Age", negative.binomial(1), F("geometric", "--link", "log"), geometric),
  known("quine", "Days ~ Eth + Sex", "Days ~ Eth + Sex", negative.binomial(1, "identity"), F("geometric", "--link", "identity"), geometric),
  known("quine", "Days ~ Eth + Sex", "Days ~ Eth + Sex", negative.binomial(1, "sqrt"), F("geometric", "--link", "sqrt"), geometric),
  known("quine", "Days ~ Eth + Sex", "Days ~ Eth + Sex", negative.binomial(1, natural), F("geometric"), geometric),
  known("air", "Wind ~ Temp", "Wind^2 ~ Temp", Gamma(), F("rayleigh"), rayleigh, -1, 0, function(m) sqrt(m * pi) / 2),
  known("air", "Wind ~ Temp", "Wind^2 ~ Temp", Gamma("log"), F("rayleigh", "--link", "log"), rayleigh, 0.5, log(pi / 4) / 2, function(m) sqrt(m * pi) / 2),
  known("air", "Wind ~ Temp", "Wind^2 ~ Temp", Gamma(power(0.5)), F("rayleigh", "--link", "identity"), rayleigh, sqrt(pi) / 2, 0, function(m) sqrt(m * pi) / 2),
  multinomial("iris", "Species ~ Sepal_Length", F("categorical")),
  multinomial("birthwt", "factor(race) ~ lwt + smoke + age", F("categorical")),
  multinomial("insects", "cbind(count, 5 + count, 30 - count) ~ spray", F("categorical")),
  multinomial("chicks", "feed ~ weight", F("multinomial")),
  multinomial("mtcars", "factor(gear) ~ 1", F("multinomial")))
writeLines(paste0("[\n", paste(cases, collapse = ",\n"), "\n]"), "fits.json")
