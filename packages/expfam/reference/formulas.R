# Makes formulas.json: the columns that R 4.2.2 gives formulas, by name and by value, over one small table. Run here:
#   Rscript formulas.R
Sys.setlocale("LC_COLLATE", "C") # levels sorted by code point
options(contrasts = c("contr.treatment", "contr.treatment"))

table <- data.frame(
  y = c(2, 3, 5, 7, 11, 13, 17, 19), x = c(1, 2, 4, 3, 6, 5, 8, 7), z = c(0.5, 1.5, 0, 2, 1, 3, 2.5, 0.25),
  n = c(10, 9, 10, 200, 9, 200, 10, 9), f = c("b", "a", "c", "a", "b", "c", "a", "b"),
  g = c("u", "v", "v", "u", "v", "u", "u", "v"), t = c("10", "9", "1", "9", "10", "1", "1", "9"),
  yes = c(TRUE, FALSE, FALSE, TRUE, TRUE, FALSE, TRUE, FALSE))

# C of anything makes a factor, as in Python; R asks for one
C <- function(x) factor(x)

formulas <- c(
  # sums, signs, the intercept
  "y ~ 1", "y ~ x", "y ~ x + z", "y ~ z + x", "y ~ x - 1", "y ~ 0 + x", "y ~ -1 + x", "y ~ x + 0", "y ~ 1 + x", "y ~ x - 1 + 1",
  "y ~ x + z - x", "y ~ x - z", "y ~ (x + z) - z", "y ~ (x + z - 1)", "y ~ x + (z - 1)", "y ~ -x + z", "y ~ 0 + 1 + x", "y ~ x + x",
  "y ~ +x", "y ~ x - (z + 1)", "y ~ x - (1)",
  # the dot
  "y ~ .", "y ~ . - x", "y ~ . - f - g - t", "y ~ . - 1", "y ~ .:x - t", "y ~ (. - f - g - t)^2", "y ~ . + I(x^2)", "y ~ log(x) + .", "y ~ . - x:z", "log(y) ~ . - f - g - t",
  # factors and their coding
  "y ~ f", "y ~ f - 1", "y ~ 0 + f + g", "y ~ g + f - 1", "y ~ x + f - 1", "y ~ f + g", "y ~ f:g", "y ~ f:g - 1", "y ~ f * g", "y ~ f * g - 1",
  "y ~ f + f:g", "y ~ g + f:g", "y ~ f:g + f", "y ~ 0 + f:g + f", "y ~ x:f", "y ~ x + x:f", "y ~ f + x:f", "y ~ f * x", "y ~ f:x - 1", "y ~ 0 + x:f + g",
  "y ~ f:g:t", "y ~ f * g * t", "y ~ f * g * t - f:g:t", "y ~ f + g:t", "y ~ f:g + t", "y ~ f:g + f:t", "y ~ g:t + f:g:t", "y ~ 0 + g:t + f", "y ~ f + g + f:g:t", "y ~ t",
  "y ~ yes", "y ~ yes - 1", "y ~ yes * f", "y ~ yes:x", "y ~ 0 + yes:x", "y ~ x:yes + yes", "y ~ g:x:z", "y ~ g:x + g:z + g", "y ~ 0 + g * x", "y ~ f:yes",
  # nesting and powers
  "y ~ f/g", "y ~ f/x", "y ~ f/x - 1", "y ~ f/(x + z)", "y ~ f/g/x", "y ~ (f + g)/x", "y ~ f/(g + x)", "y ~ f/(g * x)", "y ~ f + g %in% f", "y ~ x %in% f", "y ~ f + (x + z) %in% f",
  "y ~ (x + z)^2", "y ~ (x + z + f)^2", "y ~ (x + z + f)^3", "y ~ (f + g)^2 - 1", "y ~ (x + f)^2 - x", "y ~ x^2", "y ~ x*z - x", "y ~ x*z*f - x:z:f", "y ~ x*z*f - x:z", "y ~ f^2 + g",
  "y ~ x:(f + g)", "y ~ (x + z):(f + g)", "y ~ x:x", "y ~ x:z:x", "y ~ x * (z + f)", "y ~ z:x + x", "y ~ z + x:z", "y ~ x:1", "y ~ 1:x", "y ~ x * 1", "y ~ (1 + x)^2", "y ~ (1 + x):f", "y ~ (0 + x):f", "y ~ f/1",
  # arithmetic
  "y ~ I(x^2)", "y ~ x + I(x^2)", "y ~ I(x * z)", "y ~ I(x + 1):z", "y ~ I((x - 1)^2 / 2)", "y ~ log(x)", "y ~ log(x, 2)", "y ~ log(x, base = 2)", "y ~ log10(n) + sqrt(z)", "y ~ exp(-x)", "y ~ log(x + 1) * f", "y ~ I(-x)",
  "y ~ sqrt(log(x + 2))", "y ~ abs(x - 4)", "y ~ I(log(x)^2)", "y ~ log(I(x + 1))", "y ~ I(x > 3)", "y ~ I(x > 3) - 1", "y ~ I(x > 3) * z", "y ~ I(x == 4) + I(x != 2)", "y ~ x + I(2 * x + 1e5)", "y ~ I(x/z^0)", "y ~ I(x^-1)", "y ~ I(yes * x)", "y ~ I(1e-3 * x)", "y ~ I(0.1 * x)",
  "y ~ I(x %% 2)", "y ~ I(x %/% 2)", "y ~ pmin(x, 4) + pmax(x, z)", "y ~ I((x))", "y ~ (x)", "y ~ ((x + f))", "y ~ I(x >= 3 & z < 2)", "y ~ I(!yes)", "y ~ I(x > 3 | yes)", "y ~ I(!yes & x > 3) + z", "y ~ x**2 + (x + z)**2",
  # factors made of something
  "y ~ C(n)", "y ~ factor(n)", "y ~ as.factor(n) + x", "y ~ factor(n) - 1", "y ~ factor(n):x", "y ~ factor(n) * g", "y ~ factor(f)", "y ~ C(f) + x", "y ~ factor(x > 3)", "y ~ factor(yes)", "y ~ factor(z)", "y ~ C(n) + n", "y ~ factor(n) / x", "y ~ factor(I(x > 3))", "y ~ as.numeric(yes)",
  # offsets
  "y ~ x + offset(z)", "y ~ offset(log(n))", "y ~ offset(log(n)) + f - 1", "y ~ x + offset(z) + offset(n)", "y ~ offset(z) + .:x - f:x - g:x - t:x", "y ~ offset(I(z + 1)) + x",
  # names
  "y ~ `x`", "y ~ `x` * `f`", "log(y) ~ x", "I(y^2) ~ x", "y/x ~ z", "y + x ~ z", "y > 5 ~ x")

number <- function(x) sprintf("%.17g", x)
quoted <- function(x) paste0('"', gsub('"', '\\\\"', x), '"')
list_of <- function(x) paste0("[", paste(x, collapse = ","), "]")

case <- function(text) {
  found <- tryCatch({
    frame <- model.frame(as.formula(text), table)
    x <- model.matrix(attr(frame, "terms"), frame)
    offset <- model.offset(frame)
    paste0(', "columns": ', list_of(quoted(colnames(x))), ', "x": ', list_of(apply(x, 2, function(column) list_of(number(column)))),
      if (is.null(offset)) "" else paste0(', "offset": ', list_of(number(offset))))
  }, error = function(e) paste0(', "error": ', quoted(conditionMessage(e))))
  paste0('  { "formula": ', quoted(text), found, " }")
}
columns <- paste0('  "', names(table), '": ', sapply(table, function(column)
  list_of(if (is.character(column)) quoted(column) else if (is.logical(column)) tolower(column) else number(column))), collapse = ",\n")
writeLines(c('{ "table": {', columns, '}, "formulas": [', paste(sapply(formulas, case), collapse = ",\n"), "] }"), "formulas.json")
