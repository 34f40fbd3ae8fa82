# Makes inference.json: what R 4.2.2 says about three fits beyond their coefficients. Run in this folder:
#   Rscript inference.R > inference.json
# The sandwich is HC0, written out here; profile intervals are those where the deviance has risen by the normal quantile
# squared times the dispersion, found by uniroot on refits with an offset.
options(digits = 17, warn = -1)
suppressMessages(library(MASS))
control <- glm.control(epsilon = 1e-15, maxit = 200)
number <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ", "), "]")

profiled <- function(model, j) {
  x <- model.matrix(model)
  y <- model$y
  phi <- summary(model)$dispersion
  goal <- qnorm(0.975)^2
  start <- coef(model)[-j]
  # each refit starts where the last one ended: from its own start glm.fit can diverge
  excess <- function(value) {
    refit <- glm.fit(x[, -j, drop = FALSE], y, family = model$family, offset = x[, j] * value, start = start,
      control = control)
    start <<- refit$coefficients
    (refit$deviance - model$deviance) / phi - goal
  }
  b <- coef(model)[j]
  s <- sqrt(vcov(model)[j, j])
  end <- function(side) {
    k <- 1
    start <<- coef(model)[-j]
    while (excess(b + side * k * s / 4) < 0) k <- k + 1
    uniroot(excess, sort(c(b + side * (k - 1) * s / 4, b + side * k * s / 4)), tol = 1e-12)$root
  }
  c(end(-1), end(1))
}

hc0 <- function(model) {
  x <- model.matrix(model)
  score <- x * (residuals(model, "working") * weights(model, "working"))
  bread <- summary(model)$cov.unscaled
  sqrt(diag(bread %*% crossprod(score) %*% bread))
}

describe <- function(model, smaller, test) {
  compared <- anova(smaller, model, test = test)
  fields <- c(
    response = number(residuals(model, "response")), pearson = number(residuals(model, "pearson")),
    deviance = number(residuals(model, "deviance")), leverage = number(hatvalues(model)),
    cooks = number(cooks.distance(model)), robust = number(hc0(model)),
    lower = number(sapply(seq_along(coef(model)), function(j) profiled(model, j)[1])),
    upper = number(sapply(seq_along(coef(model)), function(j) profiled(model, j)[2])),
    linkErrors = number(predict(model, se.fit = TRUE)$se.fit),
    responseErrors = number(predict(model, type = "response", se.fit = TRUE)$se.fit),
    test = number(c(compared$Df[2], compared$Deviance[2], compared[[ncol(compared)]][2])))
  paste0("{ ", paste0('"', names(fields), '": ', fields, collapse = ",\n    "), " }")
}

warp <- read.csv("data/r03_warpbreaks_poisson.csv")
cars <- read.csv("data/r04_mtcars_logit.csv")
iris <- read.csv("data/r05_iris_multinomial.csv")
counts <- glm(breaks ~ wool + factor(tension, c("L", "M", "H")), poisson, warp, control = control)
logit <- glm(am ~ hp + wt, binomial, cars, control = control)
line <- glm(Petal_Width ~ Sepal_Length + Petal_Length, gaussian, iris)
cat("{\n  \"poisson\": ", describe(counts, update(counts, . ~ wool), "Chisq"), ",\n",
  "  \"bernoulli\": ", describe(logit, update(logit, . ~ wt), "Chisq"), ",\n",
  "  \"gaussian\": ", describe(line, update(line, . ~ Sepal_Length), "F"), "\n}\n", sep = "")
