package io.reelbudget.forecast.arima;

/**
 * One season's part of an order: (P,D,Q) and how many steps the season has.
 *
 * @param p how many autoregressive terms, 0 to {@value ArimaOrder#MOST_TERMS}
 * @param d how often the series is differenced at the season's lag, 0 to 2
 * @param q how many moving-average terms, 0 to {@value ArimaOrder#MOST_TERMS}
 * @param period how many steps the season has, 2 or more
 */
public record SeasonalOrder(int p, int d, int q, int period) {

    public SeasonalOrder {
        ArimaOrder.requireTerms(p, d, q);
        if (period < 2) {
            throw new IllegalArgumentException(
                    "Period was " + period + " but must be 2 or more; leave the season out where there is none.");
        }
    }

    @Override
    public String toString() {
        return "(" + p + "," + d + "," + q + ")" + period;
    }
}
