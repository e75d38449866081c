package io.reelbudget.forecast.fitting;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Minimises ½ x'A x - b'x + Σ λ<sub>i</sub> |x<sub>i</sub>| exactly, for a positive definite A: regressions with
 * Laplace priors, whose coefficients are mostly zero.
 *
 * <p>Feature-sign search: coefficients whose sign is known make a linear system; the search moves to its solution, or
 * to the best point on the way at which a sign changes, and lets in the coefficient that presses most. Each move lowers
 * the sum, and there are finitely many signs. Source: Lee, Battle, Raina and Ng, <i>Advances in Neural Information
 * Processing Systems</i> 19 (2007).
 */
public final class SparseQuadratic {

    /** What a zero coefficient may press beyond its penalty, as a share of it. */
    private static final double SLACK = 1e-9;

    private static final int MOVES_A_COEFFICIENT = 20;

    private final double[][] a;
    private final double[] b;
    private final double[] penalties;
    private final double[] x;
    private final int[] signs;
    private final boolean[] active;

    private SparseQuadratic(double[][] a, double[] b, double[] penalties) {
        this.a = a;
        this.b = b;
        this.penalties = penalties;
        this.x = new double[b.length];
        this.signs = new int[b.length];
        this.active = new boolean[b.length];
    }

    /**
     * Returns the minimum.
     *
     * @param a symmetric and positive definite; not changed
     * @param b as long as {@code a}; not changed
     * @param penalties the λ, zero or more; those of zero are never held at zero
     * @throws IllegalArgumentException if {@code a} is not positive definite
     */
    public static double[] minimise(double[][] a, double[] b, double[] penalties) {
        return new SparseQuadratic(a, b, penalties).search();
    }

    private double[] search() {
        for (int i = 0; i < b.length; i++) {
            active[i] = penalties[i] == 0;
        }
        settle();
        for (int move = 0; move < MOVES_A_COEFFICIENT * b.length; move++) {
            int most = pressingMost();
            if (most < 0) {
                return x;
            }
            active[most] = true;
            signs[most] = slope(most) > 0 ? -1 : 1;
            settle();
        }
        return x;
    }

    private int pressingMost() {
        int most = -1;
        double pressure = SLACK;
        for (int i = 0; i < b.length; i++) {
            double own = active[i] ? 0 : Math.abs(slope(i)) / penalties[i] - 1;
            if (own > pressure) {
                pressure = own;
                most = i;
            }
        }
        return most;
    }

    private double slope(int i) {
        double sum = -b[i];
        for (int j = 0; j < b.length; j++) {
            sum += a[i][j] * x[j];
        }
        return sum;
    }

    /** Moves until no sign changes any more. */
    private void settle() {
        for (int move = 0; move < MOVES_A_COEFFICIENT * b.length; move++) {
            double[] target = solution();
            double[] best = target;
            double least = objective(target);
            boolean crossed = false;
            for (int i = 0; i < b.length; i++) {
                if (active[i] && penalties[i] > 0 && target[i] * signs[i] < 0) {
                    crossed = true;
                    double share = x[i] / (x[i] - target[i]);
                    double[] there = between(share, target, i);
                    double found = objective(there);
                    if (found < least) {
                        least = found;
                        best = there;
                    }
                }
            }
            take(best);
            if (!crossed) {
                return;
            }
        }
    }

    private void take(double[] point) {
        for (int i = 0; i < b.length; i++) {
            x[i] = point[i];
            if (penalties[i] > 0) {
                active[i] = x[i] != 0;
                signs[i] = (int) Math.signum(x[i]);
            }
        }
    }

    private double[] between(double share, double[] target, int zero) {
        double[] point = new double[x.length];
        Arrays.setAll(point, i -> i == zero ? 0 : x[i] + share * (target[i] - x[i]));
        return point;
    }

    private double objective(double[] point) {
        double sum = 0;
        for (int i = 0; i < point.length; i++) {
            double product = 0;
            for (int j = 0; j < point.length; j++) {
                product += a[i][j] * point[j];
            }
            sum += point[i] * (product / 2 - b[i]) + penalties[i] * Math.abs(point[i]);
        }
        return sum;
    }

    private double[] solution() {
        int[] chosen = java.util.stream.IntStream.range(0, b.length)
                .filter(i -> active[i])
                .toArray();
        double[][] part = new double[chosen.length][chosen.length];
        double[] right = new double[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            right[i] = b[chosen[i]] - penalties[chosen[i]] * signs[chosen[i]];
            for (int j = 0; j < chosen.length; j++) {
                part[i][j] = a[chosen[i]][chosen[j]];
            }
        }
        double @Nullable [] solved = PositiveDefinite.solve(part, right);
        if (solved == null) {
            throw new IllegalArgumentException("The matrix of " + b.length
                    + " rows was not positive definite but must be; give every coefficient a prior.");
        }
        double[] all = new double[b.length];
        for (int i = 0; i < chosen.length; i++) {
            all[chosen[i]] = solved[i];
        }
        return all;
    }
}
