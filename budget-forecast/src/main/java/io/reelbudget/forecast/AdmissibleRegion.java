package io.reelbudget.forecast;

import io.reelbudget.forecast.fitting.AdmissibleSmoothing;

/** The parameters for which a {@link HoltWinters} model forgets its beginning; see {@link AdmissibleSmoothing}. */
final class AdmissibleRegion {

    private AdmissibleRegion() {}

    static boolean contains(Smoothing smoothing, int season, Trend trend) {
        return AdmissibleSmoothing.contains(
                smoothing.alpha(), smoothing.beta(), smoothing.gamma(), phi(smoothing, trend), season);
    }

    /** Returns the coefficients of the errors' polynomial, that of L<sup>0</sup> first. */
    static double[] polynomial(Smoothing smoothing, int season, Trend trend) {
        return AdmissibleSmoothing.polynomial(
                smoothing.alpha(), smoothing.beta(), smoothing.gamma(), phi(smoothing, trend), season);
    }

    private static double phi(Smoothing smoothing, Trend trend) {
        return trend == Trend.NONE ? 0 : smoothing.phi();
    }
}
