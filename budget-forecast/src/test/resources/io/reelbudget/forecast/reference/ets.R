source("common.R")
con <- open_figures("ets.txt", "ets(): weights, first state, log-likelihood of the full normal density, squares, variance, forecasts and their deviations.")
case <- function(name, form, h=30) {
  y <- series[[name]]; m <- frequency(y); letters3 <- strsplit(form, ",")[[1]]
  damped <- letters3[2] == "Ad"; model <- paste0(letters3[1], substr(letters3[2], 1, 1), letters3[3])
  fit <- ets(y, model=model, damped=damped)
  n <- length(y); p <- fit$par; g <- function(k, d) if (k %in% names(p)) p[[k]] else d
  x0 <- as.numeric(fit$initstate); trend <- letters3[2] != "N"; seasonal <- letters3[3] != "N"
  # R keeps the season newest first.
  season <- if (seasonal) rev(x0[(if (trend) 3 else 2):length(x0)]) else numeric(0)
  # R's log-likelihood leaves out what does not depend on the model.
  full <- fit$loglik - n / 2 * (log(2 * pi / n) + 1)
  last <- as.numeric(fit$states[n + 1, ])
  # Without a trend, class1() and class2() of version 8.20 give gamma to the second place of the season instead of the
  # first; the same model written with a slope of zero is not touched by that.
  state <- if (trend) last else c(last[1], 0, last[-1]); par <- if (trend) p else c(p, beta=0)
  name2 <- if (letters3[1] == "A") "class1" else if (letters3[3] == "M") "class3" else "class2"
  f <- forecast(fit, h=h, level=95)
  put(con, "case", name); put(con, "model", form); put(con, "weights", c(g("alpha", NA), g("beta", 0), g("gamma", 0), g("phi", 1)))
  put(con, "first", c(x0[1], if (trend) x0[2] else 0)); put(con, "firstSeason", season)
  put(con, "loglik", full); put(con, "squares", sum(residuals(fit)^2)); put(con, "sigma2", fit$sigma2)
  # Where errors and season multiply, forecast() gives the mean, which is not the path without errors.
  put(con, "mean", if (name2 == "class3") {
    slope <- if (trend) last[2] else 0; now <- rev(last[(if (trend) 3 else 2):length(last)])
    (last[1] + cumsum(g("phi", 1)^(1:h)) * slope) * rep(now, length.out=h) } else f$mean)
  spread <- get(name2, asNamespace("forecast"))
  put(con, "sd", sqrt(if (seasonal) spread(h, state, "A", letters3[3], damped, m, fit$sigma2, par)$var
    else spread(h, last, if (trend) "A" else "N", "N", damped, m, fit$sigma2, p)$var))
}
for (f in c("A,N,N", "A,A,N", "A,Ad,N", "M,N,N", "M,A,N", "M,Ad,N")) { case("nile", f); case("wwwUsage", f); case("austres", f) }
for (f in c("A,N,A", "A,A,A", "A,Ad,A", "M,N,A", "M,A,A", "M,Ad,A", "M,N,M", "M,A,M", "M,Ad,M"))
  for (s in c("airPassengers", "nottem", if (grepl("^M.*A$", f)) "ldeaths" else "ukGas")) case(s, f)
for (f in c("A,N,A", "A,Ad,A", "M,A,M")) case("simHours", f, h=60)
close(con)
con <- open_figures("auto-ets.txt", "ets(): the form that the series chooses, and its corrected criterion with the full normal density; by ets.R.")
for (name in setdiff(names(series), c("taylor", "simSparse"))) {
  y <- series[[name]]; fit <- ets(y); n <- length(y)
  cs <- fit$components; trend <- if (cs[4] == "TRUE") paste0(cs[2], "d") else cs[2]
  put(con, "case", name); put(con, "model", paste(cs[1], trend, cs[3], sep=",")); put(con, "aicc", fit$aicc + n * (log(2 * pi / n) + 1))
}
close(con)
