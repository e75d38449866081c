package io.reelbudget.forecast.intermittent;

import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Croston's method and its two best known corrections: usage that comes now and then, without season or trend.
 *
 * <p>Sizes of what is more than zero are smoothed by α. Croston smooths the steps between them too, and forecasts size
 * / interval; Syntetos and Boylan multiply that by 1 - α/2, which takes its bias away; Teunter, Syntetos and Babai
 * smooth the probability of usage at every step instead, so that forecasts fade when usage stops. First size and
 * interval are the first ones seen. Sources: <i>Operational Research Quarterly</i> 23 (1972); <i>International Journal
 * of Forecasting</i> 21 (2005); <i>European Journal of Operational Research</i> 214 (2011). A series of zeros is
 * forecast as zero. This class is immutable and thread-safe.
 */
public final class Croston implements SeriesModel {

    /** What R uses, and what the literature recommends within 0.05 to 0.2. */
    private static final double USUAL_SHARE = 0.1;

    private final Variant variant;
    private final double share;

    /** Which of the methods. */
    enum Variant {
        CLASSIC("Croston"),
        CORRECTED("Croston, Syntetos-Boylan"),
        FADING("Croston, Teunter-Syntetos-Babai");

        /** In the order in which saved states number them. */
        static final List<Variant> ALL = List.of(CLASSIC, CORRECTED, FADING);

        final String words;

        Variant(String words) {
            this.words = words;
        }
    }

    private Croston(Variant variant, double share) {
        this.variant = variant;
        this.share = share;
    }

    /** Returns Croston's own method. */
    public static Croston classic() {
        return new Croston(Variant.CLASSIC, USUAL_SHARE);
    }

    /** Returns Syntetos' and Boylan's: without Croston's bias. */
    public static Croston corrected() {
        return new Croston(Variant.CORRECTED, USUAL_SHARE);
    }

    /** Returns Teunter's, Syntetos' and Babai's: it notices when usage stops. */
    public static Croston fading() {
        return new Croston(Variant.FADING, USUAL_SHARE);
    }

    /**
     * Returns this method with another smoothing parameter.
     *
     * @param alpha the share of a new size, interval or probability; more than 0 and at most 1
     */
    public Croston following(double alpha) {
        if (!(alpha > 0 && alpha <= 1)) {
            throw new IllegalArgumentException("Alpha was " + alpha
                    + " but must be more than 0 and at most 1; use 0.05 to 0.2 for usage that changes slowly.");
        }
        return new Croston(variant, alpha);
    }

    @Override
    public String name() {
        return variant.words;
    }

    @Override
    public Optional<String> objectionTo(TimeSeries series) {
        return Arrays.stream(series.values()).allMatch(value -> value >= 0)
                ? Optional.empty()
                : Optional.of("Series had negative values but " + name()
                        + " must have zeros and positive ones only; usage is never negative.");
    }

    @Override
    public FittedCroston fit(TimeSeries series) {
        require(series);
        FittedCroston fitted = FittedCroston.unused(variant, share);
        for (double value : series.values()) {
            fitted.observe(value);
        }
        return fitted;
    }

    @Override
    public FittedCroston restore(ModelState state) {
        return FittedCroston.restore(state);
    }

    @Override
    public String toString() {
        return name();
    }
}
