source("common.R")
con <- open_figures("series.txt", "Series that the other files of this directory name: classic ones of R's datasets, taylor of forecast, simulated ones.")
for (name in names(series)) {
  put(con, "case", name); put(con, "season", frequency(series[[name]])); put(con, "values", series[[name]])
}
close(con)
