package io.reelbudget.forecast.decomposition;

/**
 * Local regression over equally spaced points: at each point the nearest values count by the tricube of their distance.
 *
 * <p>Source: Cleveland, Cleveland, McRae and Terpenning, <i>Journal of Official Statistics</i> 6 (1990). Immutable and
 * thread-safe.
 */
final class Loess {

    /** Nearer than this share of the window's reach a value counts in full, farther than the rest not at all. */
    private static final double EDGE = 0.001;

    private final int window;
    private final int degree;
    private final int jump;

    /**
     * @param window how many values count at a point
     * @param degree 0 for a local mean, 1 for a local line
     */
    Loess(int window, int degree) {
        this.window = window;
        this.degree = degree;
        // Between the points of a coarser grid, smooth curves are as good by interpolation.
        this.jump = (window + 9) / 10;
    }

    /**
     * Returns the curve at each of some values' places.
     *
     * @param weights one for each value, 0 to 1
     */
    double[] smooth(double[] values, double[] weights) {
        int n = values.length;
        double[] curve = new double[n];
        if (n < 2) {
            return values.clone();
        }
        int step = Math.min(jump, n - 1);
        int before = 0;
        for (int at = 0; ; at = Math.min(at + step, n - 1)) {
            int first = first(at, n);
            curve[at] = at(at, first, Math.min(window, n), values, weights, values[at]);
            for (int i = before + 1; i < at; i++) {
                curve[i] = curve[before] + (curve[at] - curve[before]) * (i - before) / (at - before);
            }
            if (at == n - 1) {
                return curve;
            }
            before = at;
        }
    }

    private int first(int at, int n) {
        int middle = (window + 1) / 2 - 1;
        return Math.max(0, Math.min(at - middle, n - window));
    }

    /** Returns the curve one step before the first value. */
    double before(double[] values, double[] weights, double otherwise) {
        return at(-1, 0, Math.min(window, values.length), values, weights, otherwise);
    }

    /** Returns the curve one step after the last value. */
    double after(double[] values, double[] weights, double otherwise) {
        int count = Math.min(window, values.length);
        return at(values.length, values.length - count, count, values, weights, otherwise);
    }

    private double at(int place, int first, int count, double[] values, double[] weights, double otherwise) {
        int last = first + count - 1;
        double reach = Math.max(place - first, last - place);
        if (window > values.length) {
            reach += Math.floorDiv(window - values.length, 2);
        }
        double[] share = new double[count];
        double total = 0;
        for (int i = 0; i < count; i++) {
            share[i] = weights[first + i] * tricube(Math.abs(first + i - place), reach);
            total += share[i];
        }
        if (!(total > 0)) {
            return otherwise;
        }
        double centre = 0;
        for (int i = 0; i < count; i++) {
            share[i] /= total;
            centre += share[i] * (first + i);
        }
        return estimate(
                share, first, values, reach > 0 && degree > 0 ? tilt(share, first, centre, place, values) : 0, centre);
    }

    private static double tricube(double distance, double reach) {
        if (distance > (1 - EDGE) * reach) {
            return 0;
        }
        if (distance <= EDGE * reach) {
            return 1;
        }
        double ratio = distance / reach;
        double rest = 1 - ratio * ratio * ratio;
        return rest * rest * rest;
    }

    private static double tilt(double[] share, int first, double centre, int place, double[] values) {
        double spread = 0;
        for (int i = 0; i < share.length; i++) {
            spread += share[i] * (first + i - centre) * (first + i - centre);
        }
        return Math.sqrt(spread) > EDGE * (values.length - 1) ? (place - centre) / spread : 0;
    }

    private static double estimate(double[] share, int first, double[] values, double tilt, double centre) {
        double sum = 0;
        for (int i = 0; i < share.length; i++) {
            sum += share[i] * (1 + tilt * (first + i - centre)) * values[first + i];
        }
        return sum;
    }
}
