source("common.R")
con <- open_figures("arima.txt", "Arima() by maximum likelihood: coefficients, log-likelihood, forecasts, their deviations for errors of one.")
case <- function(name, order, seasonal=c(0, 0, 0), constant=FALSE, xreg=NULL, future=NULL, h=30, method="ML") {
  y <- series[[name]]; m <- frequency(y)
  fit <- Arima(y, order=order, seasonal=seasonal, include.constant=constant, xreg=xreg, method=method, kappa=1e8,
    optim.control=list(reltol=1e-13, maxit=2000))
  plain <- fit$coef; cn <- names(plain)
  p <- order[1]; q <- order[3]; P <- seasonal[1]; Q <- seasonal[3]
  pick <- function(k, n) if (n > 0) as.numeric(plain[paste0(k, seq_len(n))]) else numeric(0)
  arma <- c(pick("ar", p), pick("ma", q), pick("sar", P), pick("sma", Q))
  const <- if ("drift" %in% cn) plain[["drift"]] * (if (seasonal[2] == 1) m else 1)
    else if ("intercept" %in% cn) plain[["intercept"]] else if ("mean" %in% cn) plain[["mean"]] else 0
  extra <- setdiff(cn, c("drift", "intercept", "mean", grep("^(ar|ma|sar|sma)[0-9]", cn, value=TRUE)))
  f <- if (is.null(xreg)) forecast(fit, h=h) else forecast(fit, xreg=future)
  se <- (f$upper[, 1] - f$mean) / qnorm(.9) / sqrt(fit$sigma2)
  put(con, "case", name); put(con, "order", c(order, seasonal, as.integer(constant))); put(con, "coefficients", arma)
  put(con, "constant", const); put(con, "effects", plain[extra])
  if (!is.null(xreg)) { put(con, "regressor", xreg); put(con, "future", future) }
  # arima() gives what differencing loses a large variance, which moves its log-likelihood; on the
  # differenced series there is nothing to give one to.
  if (order[2] + seasonal[2] > 0) {
    z <- as.numeric(y); x <- if (is.null(xreg)) NULL else as.numeric(xreg)
    for (i in seq_len(seasonal[2])) { z <- diff(z, m); if (!is.null(x)) x <- diff(x, m) }
    for (i in seq_len(order[2])) { z <- diff(z); if (!is.null(x)) x <- diff(x) }
    exact <- stats::arima(z, c(p, 0, q), list(order=c(P, 0, Q), period=m), include.mean=constant, xreg=x,
      transform.pars=FALSE, fixed=c(arma, if (constant) const, if (!is.null(x)) plain[extra]), method="ML")
    put(con, "loglikDifferenced", exact$loglik)
  }
  put(con, "loglik", fit$loglik); put(con, "aicc", fit$aicc); put(con, "mean", f$mean); put(con, "unitDeviation", se)
}
case("logAirPassengers", c(0, 1, 1), c(0, 1, 1))
case("airPassengers", c(2, 1, 1), c(0, 1, 0))
case("nottem", c(1, 0, 0), c(2, 1, 1))
case("nottem", c(1, 0, 1), c(1, 1, 1), TRUE)
case("logLynx", c(2, 0, 2), constant=TRUE)
case("logLynx", c(11, 0, 0), constant=TRUE)
case("logUkGas", c(0, 1, 1), c(0, 1, 1))
case("logUkGas", c(1, 0, 0), c(0, 1, 1), TRUE)
case("wwwUsage", c(1, 1, 1)); case("wwwUsage", c(3, 1, 0)); case("wwwUsage", c(0, 2, 2))
case("lakeHuron", c(1, 0, 1), xreg=cbind(year=seq_len(98)), future=cbind(year=99:108), constant=TRUE, h=10)
case("nile", c(1, 0, 1), constant=TRUE); case("nile", c(0, 1, 1)); case("lh", c(3, 0, 0), constant=TRUE)
case("usAccDeaths", c(0, 1, 1), c(0, 1, 1)); case("usAccDeaths", c(1, 0, 0), c(1, 0, 0), TRUE)
case("ukDriverDeaths", c(1, 0, 0), c(0, 1, 1), xreg=cbind(law=as.numeric(Seatbelts[, "law"])), future=cbind(law=rep(1, 12)), h=12)
case("simArma21", c(2, 0, 1), constant=TRUE); case("simArima111", c(1, 1, 1), constant=TRUE)
case("simSarma24", c(1, 0, 1), c(0, 1, 1), h=72); case("simHours", c(2, 0, 1), c(1, 0, 0), TRUE, h=72)
close(con)
