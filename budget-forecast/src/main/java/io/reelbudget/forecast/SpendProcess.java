package io.reelbudget.forecast;

/**
 * Spending as a process, for where marginals are not enough: an account has a pace that stays, and spends at it in
 * lumps.
 *
 * <p>The pace is lognormal with mean 1. Given it, spending is a gamma process in operational time, which runs from 0
 * now to 1 at the horizon as expected spending does; so increments are independent, positive and lumpy. Of the squared
 * coefficient of variation of the total, {@code paceVariance} stays however long one waits, {@code lumpVariance} at the
 * horizon falls in proportion to the time.
 *
 * @param total what is expected until the horizon
 * @param paceVariance the variance of the pace
 * @param lumpVariance the variance of the horizon's total given the pace, as a multiple of its squared mean
 */
record SpendProcess(double total, double paceVariance, double lumpVariance) {

    private static final double EARLY = 0.25;
    private static final double LEAST_LUMPS = 1e-4;
    private static final int PACES = 7;
    private static final double MOST_TOTALS = 64;
    private static final int HALVINGS = 26;

    /** An outlook's mean and variance at a time, from the area below the probability of reaching an amount. */
    private record Spread(double mean, double variance) {

        private static final int EVEN_STEPS = 24;
        private static final int MOST_STEPS = 70;
        private static final double GROWTH = 1.12;
        private static final double FEW_OUTCOMES = 1e-5;

        static Spread of(SpendOutlook outlook, double hours) {
            double step = outlook.quantiles(hours).p90() / EVEN_STEPS;
            double amount = 0;
            double before = 1;
            double mean = 0;
            double half = 0;
            for (int i = 0; i < MOST_STEPS && step > 0 && before > FEW_OUTCOMES; i++) {
                double probability = outlook.exceeds(amount + step, hours);
                double area = step * (before + probability) / 2;
                mean += area;
                half += area * (amount + step / 2);
                amount += step;
                before = probability;
                step *= i < EVEN_STEPS ? 1 : GROWTH;
            }
            return new Spread(mean, Math.max(0, 2 * half - mean * mean));
        }

        double relative() {
            return mean > 0 ? variance / (mean * mean) : 0;
        }
    }

    /**
     * Returns the process whose totals have the mean and spread of an outlook's, at its horizon and a quarter of it.
     */
    static SpendProcess of(SpendOutlook outlook, double hours) {
        Spread end = Spread.of(outlook, hours);
        Spread early = Spread.of(outlook, EARLY * hours);
        double time = end.mean() > 0 ? Math.max(0.05, Math.min(0.8, early.mean() / end.mean())) : EARLY;
        double lumps = (early.relative() - end.relative()) / (1 / time - 1);
        double lumpVariance = Math.max(LEAST_LUMPS, Math.min(lumps, end.relative()));
        return new SpendProcess(end.mean(), Math.max(0, end.relative() - lumpVariance), lumpVariance);
    }

    /** Returns the mean of an outlook's total as a share of that at the horizon. */
    double operationalTime(SpendOutlook outlook, double hours) {
        return total > 0 ? Math.min(1, Spread.of(outlook, hours).mean() / total) : 0;
    }

    /** Returns equally likely paces with mean 1. */
    double[] paces() {
        double sigma = Math.sqrt(Math.log1p(paceVariance));
        double[] paces = new double[PACES];
        double sum = 0;
        for (int i = 0; i < PACES; i++) {
            paces[i] = Math.exp(sigma * Marginal.normalQuantile((i + 0.5) / PACES));
            sum += paces[i];
        }
        for (int i = 0; i < PACES; i++) {
            paces[i] *= PACES / sum;
        }
        return paces;
    }

    /** Returns how likely at least so much is spent until an operational time. */
    double exceeds(double micros, double time) {
        double sum = 0;
        double[] paces = paces();
        for (double pace : paces) {
            sum += increment(pace, time).exceeds(micros);
        }
        return sum / paces.length;
    }

    /** Returns the amount that is reached until an operational time with a probability. */
    double reachedWith(double probability, double time) {
        double low = 0;
        double high = MOST_TOTALS * total;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (exceeds(middle, time) >= probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Returns the distribution of what is spent in some operational time at a pace. */
    Marginal increment(double pace, double time) {
        double mean = pace * total * time;
        return new Marginal(mean, time > 0 ? mean * mean * lumpVariance / time : 0);
    }
}
