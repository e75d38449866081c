source("common.R")
con <- open_figures("auto-arima.txt", "auto.arima(approximation = FALSE), stepwise: orders, AICc; with the figures of its tests.")
kpss <- function(x) urca::ur.kpss(as.numeric(x), type="mu", use.lag=trunc(3 * sqrt(length(x)) / 13))@teststat[1]
for (name in setdiff(names(series), c("taylor", "simSparse", "simSarma24", "simHours"))) {
  y <- series[[name]]; m <- frequency(y)
  fit <- auto.arima(y, approximation=FALSE)
  o <- arimaorder(fit); if (length(o) == 3) o <- c(o, 0, 0, 0)
  put(con, "case", name); put(con, "order", c(o[1:6], as.integer(any(c("drift", "intercept") %in% names(fit$coef)))))
  put(con, "aicc", fit$aicc); put(con, "kpss", kpss(y))
  if (m > 1) put(con, "strength", forecast:::seas.heuristic(y))
}
close(con)
