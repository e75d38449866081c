# What the scripts of this directory share: how figures are written, and the series. Run each in this directory.
suppressPackageStartupMessages(library(forecast))
open_figures <- function(file, what) {
  con <- file(file, "w")
  cat("# ", what, "\n# ", R.version.string, "; forecast ", as.character(packageVersion("forecast")),
      "; urca ", as.character(packageVersion("urca")), "; simulated with set.seed(20261122).\n", sep="", file=con)
  con
}
n15 <- function(x) paste(formatC(as.numeric(x), digits=15, format="g", width=1), collapse=" ")
put <- function(con, key, x) cat(key, " ", if (is.character(x)) x else n15(x), "\n", sep="", file=con)
set.seed(20261122)
hours <- function(n) (seq_len(n) - 1) %% 24
sim_sarma24 <- local({ # (1 - .6B)(1 - B^24) y = (1 - .3B)(1 - .7B^24) e, e of standard deviation 5
  n <- 24 * 24 + 600; e <- rnorm(n, 0, 5); w <- e
  w <- as.numeric(filter(e, c(1, -.3), sides=1)); w[1] <- e[1]
  v <- w; v[25:n] <- w[25:n] - .7 * w[1:(n - 24)]
  z <- as.numeric(filter(v, .6, method="recursive"))
  y <- numeric(n); y[1:24] <- 100 + 30 * sin(2 * pi * (0:23) / 24) + z[1:24]
  for (t in 25:n) y[t] <- y[t - 24] + z[t]
  round(tail(y, 24 * 24), 3) })
sim_arma21 <- round(50 + as.numeric(arima.sim(list(ar=c(1.2, -.5), ma=.4), 400, sd=2)), 4)
sim_arima111 <- round(10 + cumsum(.3 + as.numeric(arima.sim(list(ar=.7, ma=-.2), 300))), 4)
sim_white <- round(rnorm(120, 20, 3), 4)
sim_walk <- round(cumsum(rnorm(200)), 4)
sim_hours <- round(pmax(.1, 100 + 40 * sin(2 * pi * hours(24 * 21) / 24) + 10 * cos(4 * pi * hours(24 * 21) / 24) +
  as.numeric(arima.sim(list(ar=.8), 24 * 21, sd=6))), 3)
sim_sparse <- ifelse(runif(200) < .25, round(rgamma(200, 2, .1), 2), 0)
series <- list(
  airPassengers=AirPassengers, logAirPassengers=log(AirPassengers), nottem=nottem, lynx=ts(as.numeric(lynx)),
  logLynx=ts(as.numeric(log(lynx))), ukGas=UKgas, logUkGas=log(UKgas), wwwUsage=ts(as.numeric(WWWusage)),
  lakeHuron=ts(as.numeric(LakeHuron)), nile=ts(as.numeric(Nile)), lh=ts(as.numeric(lh)), usAccDeaths=USAccDeaths,
  johnsonJohnson=JohnsonJohnson, ukDriverDeaths=UKDriverDeaths, sunspotYear=ts(as.numeric(sunspot.year)),
  bjSales=ts(as.numeric(BJsales)), austres=austres, ldeaths=ldeaths, taylor=ts(as.numeric(taylor)[1:(336 * 4)], frequency=48),
  simSarma24=ts(sim_sarma24, frequency=24), simArma21=ts(sim_arma21), simArima111=ts(sim_arima111),
  simWhite=ts(sim_white), simWalk=ts(sim_walk), simHours=ts(sim_hours, frequency=24), simSparse=ts(sim_sparse))
