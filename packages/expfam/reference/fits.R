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
  case("rock", "perm ~ area + peri + shape", Gamma("log"), F("gamma", "--link", "log")))
writeLines(paste0("[\n", paste(cases, collapse = ",\n"), "\n]"), "fits.json")
