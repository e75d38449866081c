source("common.R")
con <- open_figures("theta.txt", "thetaf(): weight, drift, forecasts, and their deviations before the season is put back.")
for (name in c("airPassengers", "nottem", "ukGas", "lynx", "nile", "wwwUsage", "austres", "usAccDeaths", "simHours", "simWalk")) {
  y <- series[[name]]
  if (min(y) <= 0) next
  f <- thetaf(y, h=30, level=95)
  put(con, "case", name); put(con, "alpha", f$model$alpha); put(con, "drift", f$model$drift); put(con, "mean", f$mean)
  put(con, "sd", (f$upper - f$mean) / qnorm(.975))
  # what the season multiplies by, where there is one
  m <- frequency(y); fitted1 <- if (m > 1) tail(decompose(y, type="multiplicative")$seasonal, m) else 1
  put(con, "season", rep(as.numeric(fitted1), length.out=30))
}
close(con)
