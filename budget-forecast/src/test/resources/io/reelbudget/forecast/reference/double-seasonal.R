source("common.R")
con <- open_figures("double-seasonal.txt", "dshw(): first state, weights, squares from the second long season on, forecasts.")
case <- function(name, y, p1, p2, h, ...) {
  f <- dshw(y, p1, p2, h=h, ...)
  put(con, "case", name); put(con, "periods", c(p1, p2))
  put(con, "weights", c(f$model$alpha, f$model$beta, f$model$gamma, f$model$omega, f$model$phi))
  put(con, "first", c(f$model$l0, f$model$b0)); put(con, "brief", head(f$model$s20, p1)); put(con, "extended", f$model$s10)
  put(con, "squares", sum(tail(as.numeric(f$residuals), -p2)^2)); put(con, "mean", f$mean)
}
case("taylor", as.numeric(series$taylor), 48, 336, 96)
case("simHours", as.numeric(series$simHours), 24, 168, 60)
case("simHours", as.numeric(series$simHours), 24, 168, 60, alpha=.1, beta=.01, gamma=.2, omega=.15, phi=.6)
close(con)
