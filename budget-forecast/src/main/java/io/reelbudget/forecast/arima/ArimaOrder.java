package io.reelbudget.forecast.arima;

import java.util.ArrayList;
import java.util.List;

/**
 * How many terms an ARIMA model has: (p,d,q), any number of seasons (P,D,Q)m whose polynomials are multiplied, and
 * whether there is a constant.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param p how many autoregressive terms, 0 to {@value #MOST_TERMS}
 * @param d how often the series is differenced, 0 to 2
 * @param q how many moving-average terms, 0 to {@value #MOST_TERMS}
 * @param seasons each season's part, by rising period; may be empty
 * @param constant whether the differenced series has a mean other than zero
 */
public record ArimaOrder(int p, int d, int q, List<SeasonalOrder> seasons, Constant constant) {

    /** More terms than this are refused: nobody needs them, and time must be bounded. */
    public static final int MOST_TERMS = 12;

    private static final int MOST_DIFFERENCES = 2;

    /** Whether the differenced series has a mean. */
    public enum Constant {
        /** It is zero. */
        NONE,
        /** It is estimated: the series' mean, or its drift where it is differenced once. */
        ESTIMATED
    }

    public ArimaOrder {
        requireTerms(p, d, q);
        seasons = List.copyOf(seasons);
        int differences = d;
        for (int i = 0; i < seasons.size(); i++) {
            differences += seasons.get(i).d();
            if (i > 0 && seasons.get(i).period() <= seasons.get(i - 1).period()) {
                throw new IllegalArgumentException(
                        "Seasons were " + seasons + " but must have rising periods; sort and merge them.");
            }
        }
        if (constant == Constant.ESTIMATED && differences > 1) {
            throw new IllegalArgumentException("Order had a constant and " + differences
                    + " differences but must have at most one with it, or forecasts bend without limit; drop it.");
        }
    }

    /** Returns an order without seasons or constant. */
    public static ArimaOrder of(int p, int d, int q) {
        return new ArimaOrder(p, d, q, List.of(), Constant.NONE);
    }

    /** Returns this order with one more season, longer than those it has. */
    public ArimaOrder seasonal(int seasonalP, int seasonalD, int seasonalQ, int period) {
        List<SeasonalOrder> more = new ArrayList<>(seasons);
        more.add(new SeasonalOrder(seasonalP, seasonalD, seasonalQ, period));
        return new ArimaOrder(p, d, q, more, constant);
    }

    /** Returns this order with a constant: the mean, or the drift of a series that is differenced once. */
    public ArimaOrder withConstant() {
        return new ArimaOrder(p, d, q, seasons, Constant.ESTIMATED);
    }

    static void requireTerms(int p, int d, int q) {
        if (p < 0 || p > MOST_TERMS || q < 0 || q > MOST_TERMS || d < 0 || d > MOST_DIFFERENCES) {
            throw new IllegalArgumentException("Order was (" + p + "," + d + "," + q + ") but p and q must be 0 to "
                    + MOST_TERMS + " and d 0 to " + MOST_DIFFERENCES + "; choose a smaller one.");
        }
    }

    /** Returns how often the series is differenced, at any lag. */
    int differences() {
        return d + seasons.stream().mapToInt(SeasonalOrder::d).sum();
    }

    /** Returns how many autoregressive and moving-average coefficients there are. */
    int terms() {
        return p + q + seasons.stream().mapToInt(s -> s.p() + s.q()).sum();
    }

    /** Returns how far back the autoregressive terms reach. */
    int autoregressiveDegree() {
        return p + seasons.stream().mapToInt(s -> s.p() * s.period()).sum();
    }

    /** Returns the polynomial that the series is differenced by. */
    LagPolynomial differencing() {
        LagPolynomial product = LagPolynomial.ONE;
        for (int i = 0; i < d; i++) {
            product = product.times(LagPolynomial.difference(1));
        }
        for (SeasonalOrder season : seasons) {
            for (int i = 0; i < season.d(); i++) {
                product = product.times(LagPolynomial.difference(season.period()));
            }
        }
        return product;
    }

    /** Returns the order as it is written everywhere, such as {@code ARIMA(2,0,1)(0,1,1)24 with drift}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("ARIMA(" + p + "," + d + "," + q + ")");
        seasons.forEach(text::append);
        if (constant == Constant.ESTIMATED) {
            text.append(differences() == 0 ? " with mean" : " with drift");
        }
        return text.toString();
    }
}
