package io.reelbudget.forecast.arima;

import java.util.Arrays;

/**
 * A polynomial 1 + c<sub>1</sub>B<sup>l1</sup> + c<sub>2</sub>B<sup>l2</sup> + … in the lag operator, without its
 * zeros: products of seasonal factors have few terms and high degrees. Immutable and thread-safe.
 */
final class LagPolynomial {

    static final LagPolynomial ONE = new LagPolynomial(new int[0], new double[0]);

    private final int[] lags;
    private final double[] terms;

    private LagPolynomial(int[] lags, double[] terms) {
        this.lags = lags;
        this.terms = terms;
    }

    /** Returns 1 + c[0]B<sup>period</sup> + c[1]B<sup>2 period</sup> + …. */
    static LagPolynomial of(double[] terms, int period) {
        double[] dense = new double[terms.length * period];
        for (int i = 0; i < terms.length; i++) {
            dense[(i + 1) * period - 1] = terms[i];
        }
        return ofDense(dense);
    }

    /** Returns 1 - B<sup>period</sup>. */
    static LagPolynomial difference(int period) {
        return new LagPolynomial(new int[] {period}, new double[] {-1});
    }

    private static LagPolynomial ofDense(double[] dense) {
        int count = 0;
        int[] lags = new int[dense.length];
        double[] terms = new double[dense.length];
        for (int i = 0; i < dense.length; i++) {
            if (dense[i] != 0) {
                lags[count] = i + 1;
                terms[count++] = dense[i];
            }
        }
        return new LagPolynomial(Arrays.copyOf(lags, count), Arrays.copyOf(terms, count));
    }

    LagPolynomial times(LagPolynomial other) {
        if (lags.length == 0 || other.lags.length == 0) {
            return lags.length == 0 ? other : this;
        }
        double[] dense = new double[degree() + other.degree()];
        for (int i = 0; i < lags.length; i++) {
            dense[lags[i] - 1] += terms[i];
            for (int j = 0; j < other.lags.length; j++) {
                dense[lags[i] + other.lags[j] - 1] += terms[i] * other.terms[j];
            }
        }
        for (int j = 0; j < other.lags.length; j++) {
            dense[other.lags[j] - 1] += other.terms[j];
        }
        return ofDense(dense);
    }

    int degree() {
        return lags.length == 0 ? 0 : lags[lags.length - 1];
    }

    /** Returns how many terms there are beside the 1. */
    int size() {
        return lags.length;
    }

    int lag(int i) {
        return lags[i];
    }

    double term(int i) {
        return terms[i];
    }

    /** Returns the coefficients of B, B², …, zeros included, one for each lag up to the degree. */
    double[] dense() {
        double[] dense = new double[degree()];
        for (int i = 0; i < lags.length; i++) {
            dense[lags[i] - 1] = terms[i];
        }
        return dense;
    }

    /** Returns the first coefficients of numerator / this, of B⁰, B¹, …: how an error of one goes on. */
    double[] impulses(LagPolynomial numerator, int count) {
        double[] impulses = new double[count];
        for (int i = 0; i < numerator.lags.length && numerator.lags[i] < count; i++) {
            impulses[numerator.lags[i]] = numerator.terms[i];
        }
        if (count > 0) {
            impulses[0] = 1;
        }
        for (int t = 1; t < count; t++) {
            for (int i = 0; i < lags.length && lags[i] <= t; i++) {
                impulses[t] -= terms[i] * impulses[t - lags[i]];
            }
        }
        return impulses;
    }

    /** Returns this applied to a series: shorter than the series by the degree. */
    double[] applied(double[] values) {
        int degree = degree();
        double[] applied = new double[Math.max(0, values.length - degree)];
        for (int t = 0; t < applied.length; t++) {
            double sum = values[t + degree];
            for (int i = 0; i < lags.length; i++) {
                sum += terms[i] * values[t + degree - lags[i]];
            }
            applied[t] = sum;
        }
        return applied;
    }
}
