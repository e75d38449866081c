package io.reelbudget.forecast.arima;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The coefficients of an order's factors, in R's signs: 1 - φ<sub>1</sub>B - … and 1 + θ<sub>1</sub>B + …; first those
 * without a season, then each season's.
 */
final class ArmaFactors {

    private final ArimaOrder order;
    private final List<double[]> ar;
    private final List<double[]> ma;

    private ArmaFactors(ArimaOrder order, List<double[]> ar, List<double[]> ma) {
        this.order = order;
        this.ar = ar;
        this.ma = ma;
    }

    /** Returns the factors of coefficients in the order φ, θ, then Φ, Θ of each season. */
    static ArmaFactors of(ArimaOrder order, double[] coefficients) {
        List<double[]> ar = new ArrayList<>();
        List<double[]> ma = new ArrayList<>();
        int next = 0;
        for (int i = -1; i < order.seasons().size(); i++) {
            int p = i < 0 ? order.p() : order.seasons().get(i).p();
            int q = i < 0 ? order.q() : order.seasons().get(i).q();
            ar.add(Arrays.copyOfRange(coefficients, next, next + p));
            ma.add(Arrays.copyOfRange(coefficients, next + p, next + p + q));
            next += p + q;
        }
        return new ArmaFactors(order, ar, ma);
    }

    /** Returns stationary and invertible factors from any numbers, in the same order. */
    static ArmaFactors fromFree(ArimaOrder order, double[] free) {
        ArmaFactors raw = of(order, free);
        raw.ar.replaceAll(Stationary::fromFree);
        // 1 + θB is invertible where 1 - (-θ)B is stationary.
        raw.ma.replaceAll(numbers -> negated(Stationary.fromFree(numbers)));
        return raw;
    }

    /** Returns the coefficients in the order φ, θ, then Φ, Θ of each season. */
    double[] coefficients() {
        double[] all = new double[order.terms()];
        int next = 0;
        for (int i = 0; i < ar.size(); i++) {
            for (double[] part : List.of(ar.get(i), ma.get(i))) {
                System.arraycopy(part, 0, all, next, part.length);
                next += part.length;
            }
        }
        return all;
    }

    LagPolynomial autoregression() {
        LagPolynomial product = LagPolynomial.ONE;
        for (int i = 0; i < ar.size(); i++) {
            product = product.times(LagPolynomial.of(negated(ar.get(i)), period(i)));
        }
        return product;
    }

    LagPolynomial movingAverage() {
        LagPolynomial product = LagPolynomial.ONE;
        for (int i = 0; i < ma.size(); i++) {
            product = product.times(LagPolynomial.of(ma.get(i), period(i)));
        }
        return product;
    }

    /**
     * Tells whether no root of any factor is nearer to the origin than this, which must be 1 or more: a root is where a
     * polynomial stretched by it stops being stationary.
     */
    boolean rootsBeyond(double radius) {
        for (int i = 0; i < ar.size(); i++) {
            double stretch = Math.pow(radius, period(i));
            if (!Stationary.holds(stretched(ar.get(i), stretch))
                    || !Stationary.holds(stretched(negated(ma.get(i)), stretch))) {
                return false;
            }
        }
        return true;
    }

    private int period(int factor) {
        return factor == 0 ? 1 : order.seasons().get(factor - 1).period();
    }

    private static double[] negated(double[] numbers) {
        return Arrays.stream(numbers).map(number -> -number).toArray();
    }

    private static double[] stretched(double[] numbers, double stretch) {
        double[] stretched = numbers.clone();
        double power = 1;
        for (int i = 0; i < stretched.length; i++) {
            power *= stretch;
            stretched[i] *= power;
        }
        return stretched;
    }
}
