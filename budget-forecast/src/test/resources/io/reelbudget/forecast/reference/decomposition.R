source("common.R")
suppressPackageStartupMessages(library(quadprog))
con <- open_figures("decomposition.txt", "stl() with mstl()'s windows, plain and robust: sums of trend and rest at every seventh step.")
some <- function(x) x[seq(1, length(x), 7)]
for (name in c("airPassengers", "nottem", "ukGas", "usAccDeaths", "simHours")) {
  y <- series[[name]]
  # stl() asks its partial sort for two order statistics in falling order, and in some rounds gets a wrong median: the
  # rounds before the first of them are compared.
  rounds <- 0
  for (o in 1:15) {
    r <- abs(stl(y, s.window=11, robust=TRUE, outer=o - 1)$time.series[, 3]); six <- 6 * median(r)
    w <- ifelse(r <= .001 * six, 1, ifelse(r > .999 * six, 0, (1 - (r / six)^2)^2))
    if (max(abs(w - stl(y, s.window=11, robust=TRUE, outer=o)$weights)) > 1e-9) break
    rounds <- o
  }
  a <- stl(y, s.window=11); b <- stl(y, s.window=11, robust=TRUE, outer=rounds)
  put(con, "case", name); put(con, "rounds", rounds); put(con, "trend", some(a$time.series[, "trend"])); put(con, "rest", some(a$time.series[, "remainder"]))
  put(con, "robustTrend", some(b$time.series[, "trend"])); put(con, "robustRest", some(b$time.series[, "remainder"]))
}
close(con)
# The decomposable model's most probable coefficients: not in the forecast package, so solved here as a quadratic
# programme (its dual), in turn with the deviation.
con <- open_figures("decomposable.txt", paste0("Most probable coefficients by quadprog ", packageVersion("quadprog"), "; effects in units of the largest value; by decomposition.R."))
case <- function(name, seasons, events=NULL) {
  y0 <- as.numeric(series[[name]]); n <- length(y0); s <- max(abs(y0)); y <- y0 / s; t <- (0:(n - 1)) / n
  k <- min(25, floor(.8 * n) - 1); at <- round((1:k) * floor(.8 * n - 1) / k) / n
  f <- unique(round(as.numeric(unlist(lapply(seasons, function(m) seq_len(min(10, m %/% 2)) / m))), 12))
  X <- cbind(1, t, sapply(at, function(a) pmax(0, t - a)))
  for (w in f) X <- cbind(X, sin(2 * pi * w * (0:(n - 1))), cos(2 * pi * w * (0:(n - 1))))
  X <- cbind(X, events); p <- ncol(X); L <- 3:(2 + k); v <- .25
  ridge <- c(25, 25, rep(Inf, k), rep(100, p - 2 - k))
  for (i in 1:60) {
    A <- crossprod(X) + diag(v / ridge); d <- as.numeric(crossprod(X, y)); lam <- v / .05
    # The dual: b = A^-1 (d - u) for the u within the penalties for which that is shortest in A^-1.
    I <- chol2inv(chol(A)); J <- I[L, L]
    u <- numeric(p); u[L] <- solve.QP(J, as.numeric(I[L, ] %*% d), cbind(diag(k), -diag(k)), rep(-lam, 2 * k))$solution
    b <- as.numeric(I %*% (d - u))
    S <- sum((y - X %*% b)^2); new <- (-n + sqrt(n^2 + 16 * S)) / 8
    if (abs(new - v) < 1e-14) break; v <- new
  }
  put(con, "case", name); put(con, "seasons", seasons); put(con, "event", if (is.null(events)) numeric(0) else events)
  put(con, "fitted", s * some(as.numeric(X %*% b))); put(con, "deviation", s * sqrt(v)); put(con, "objective", (S / (2 * v) + sum(abs(b[L])) / .05 + sum(b[-L]^2 / ridge[-L]) / 2 + n / 2 * log(v) + v / .5))
  put(con, "eventEffect", if (is.null(events)) numeric(0) else s * b[p])
}
case("airPassengers", 12); case("nile", numeric(0)); case("simHours", c(24, 168)); case("wwwUsage", numeric(0))
case("ukDriverDeaths", 12, as.numeric(Seatbelts[, "law"]))
close(con)
