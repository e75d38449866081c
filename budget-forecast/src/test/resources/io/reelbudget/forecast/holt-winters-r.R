suppressMessages(library(forecast))
# Rscript holt-winters-r.R, in this directory.
out <- "holt-winters-r.txt"
con <- file(out, "w")
w <- function(...) cat(..., "\n", file=con, sep="")
n17 <- function(x) paste(formatC(x, digits=15, format="g", width=1), collapse=" ")
w("# Reference figures for HoltWinters, made by holt-winters-r.R beside this file.")
w("# ", R.version.string, "; forecast ", as.character(packageVersion("forecast")), "; simulated with set.seed(20261122).")
w("# Per series: R's ets() model, its parameters and first state, log-likelihood of its own definition (-n/2 log SSE),")
w("# SSE, sigma2, and 60 steps of point forecasts and standard deviations, both by its analytic formulae.")
set.seed(20261122)
sim <- function(n, m, alpha, beta, gamma, phi, l, b, s, sd) {
  y <- numeric(n)
  for (t in 1:n) { e <- rnorm(1, 0, sd); i <- (t-1) %% m + 1
    y[t] <- l + phi*b + s[i] + e; l <- l + phi*b + alpha*e; b <- phi*b + beta*e; s[i] <- s[i] + gamma*e }
  round(y, 4)
}
day <- function(a) { s <- a*sin(2*pi*(0:23)/24) + a/2*cos(4*pi*(0:23)/24); s - mean(s) }
series <- list(
  airPassengers = list(y=as.numeric(AirPassengers), m=12),
  nottem = list(y=as.numeric(nottem), m=12),
  steadyHours = list(y=sim(24*14, 24, .05, .001, .08, 1, 100, .02, day(30), 8), m=24),
  dampedHours = list(y=sim(24*21, 24, .25, .05, .1, .95, 500, 4, day(80), 25), m=24),
  restlessHours = list(y=sim(24*28, 24, .6, 0, .05, 1, 50, 0, day(10), 4), m=24),
  lumpyHours = list(y=round(rgamma(24*28, shape=.3, scale=(40+day(25))),4), m=24)
)
for (name in names(series)) {
  y <- ts(series[[name]]$y, frequency=series[[name]]$m); m <- series[[name]]$m
  for (kind in c("NONE","DAMPED","LINEAR")) {
    model <- c(NONE="ANA", DAMPED="AAA", LINEAR="AAA")[[kind]]
    fit <- ets(y, model=model, damped=(kind=="DAMPED"), ic="aicc", opt.crit="lik")
    p <- fit$par; g <- function(k, d) if (k %in% names(p)) p[[k]] else d
    x0 <- fit$initstate
    k <- if (kind=="NONE") 1 else 2
    # R keeps the season newest first: s1 is the position before the first observation, that is the last of the season.
    seas <- rev(as.numeric(x0[(k+1):length(x0)]))
    f <- forecast(fit, h=60, level=50, simulate=FALSE)
    # Without a trend, class1() of version 8.20 gives gamma to the second position of the season instead of the first
    # (row 3 of G, where rows are level, season); the same model written with a slope of zero is not touched by that.
    last <- as.numeric(fit$states[length(y)+1,])
    var <- if (kind=="NONE")
        forecast:::class1(60, c(last[1], 0, last[-1]), "A", "A", FALSE, m, fit$sigma2, c(p, beta=0))$var
      else forecast:::class1(60, last, "A", "A", kind=="DAMPED", m, fit$sigma2, p)$var
    sd <- sqrt(var)
    w("series ", name, " ", kind)
    w("season ", m)
    w("values ", n17(as.numeric(y)))
    w("smoothing ", n17(c(g("alpha",NA), g("beta",0), g("gamma",NA), g("phi",1))))
    w("state ", n17(c(x0[[1]], if (k==2) x0[[2]] else 0, seas)))
    w("loglik ", n17(fit$loglik))
    w("sse ", n17(sum(residuals(fit)^2)))
    w("sigma2 ", n17(fit$sigma2))
    w("mean ", n17(as.numeric(f$mean)))
    w("sd ", n17(sd))
  }
}
close(con)
