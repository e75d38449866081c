source("common.R")
con <- open_figures("intermittent.txt", "croston(alpha = 0.1); its correction of Syntetos and Boylan, and the method of Teunter, Syntetos and Babai, from their formulae.")
case <- function(name, y) {
  f <- as.numeric(croston(y, h=1, alpha=.1)$mean)
  at <- which(y > 0); z <- y[at[1]]; p <- 1 / at[1]
  for (t in seq_along(y)) if (t > at[1]) { p <- p + .1 * ((y[t] > 0) - p); if (y[t] > 0) z <- z + .1 * (y[t] - z) }
  put(con, "case", name); put(con, "croston", f); put(con, "corrected", f * .95); put(con, "fading", p * z)
}
case("simSparse", as.numeric(series$simSparse))
case("simWhite", as.numeric(series$simWhite))
close(con)
