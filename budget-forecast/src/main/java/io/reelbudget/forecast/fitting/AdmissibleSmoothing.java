package io.reelbudget.forecast.fitting;

/**
 * The parameters for which additive smoothing forgets its beginning: those whose reduced form is invertible.
 *
 * <p>With L the lag operator, m the season and U = 1 + L + … + L<sup>m-1</sup>, the errors' polynomial is θ(L) = (α L
 * (1 - φ L) + β φ L) U + (1 - φ L) (1 - L<sup>m</sup>) + γ L<sup>m</sup> (1 - φ L). All its zeros must lie outside the
 * unit circle (Hyndman, Akram and Archibald, <i>The admissible parameter space for exponential smoothing models</i>,
 * Annals of the Institute of Statistical Mathematics 60, 2008). That is decided by the Schur-Cohn recursion in some
 * m<sup>2</sup> steps, without finding the zeros.
 */
public final class AdmissibleSmoothing {

    private AdmissibleSmoothing() {}

    /**
     * Returns whether errors, reckoned from the values alone, stay bounded.
     *
     * @param phi what remains of the slope after a step; 0 without a slope
     * @param gamma the season's share; 0 without a season
     * @param season how many steps the season has; 1 without
     */
    public static boolean contains(double alpha, double beta, double gamma, double phi, int season) {
        return zerosLieOutsideUnitCircle(polynomial(alpha, beta, gamma, phi, season));
    }

    /** Returns the coefficients of θ(L), that of L<sup>0</sup> first. */
    public static double[] polynomial(double alpha, double beta, double gamma, double phi, int season) {
        double[] theta = new double[season + 2];
        theta[0] = 1;
        theta[1] -= phi;
        for (int lag = 1; lag <= season; lag++) {
            theta[lag] += alpha + beta * phi;
            theta[lag + 1] -= alpha * phi;
        }
        theta[season] += gamma - 1;
        theta[season + 1] += phi * (1 - gamma);
        return theta;
    }

    private static boolean zerosLieOutsideUnitCircle(double[] polynomial) {
        double[] current = polynomial.clone();
        double[] lower = new double[current.length];
        for (int degree = current.length - 1; degree > 0; degree--) {
            double reflection = current[degree];
            double shrink = 1 - reflection * reflection;
            if (!(shrink > 0)) {
                return false;
            }
            for (int i = 0; i < degree; i++) {
                lower[i] = (current[i] - reflection * current[degree - i]) / shrink;
            }
            double[] spare = current;
            current = lower;
            lower = spare;
        }
        return true;
    }
}
