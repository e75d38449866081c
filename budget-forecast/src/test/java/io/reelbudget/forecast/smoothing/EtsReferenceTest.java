package io.reelbudget.forecast.smoothing;

import static io.reelbudget.forecast.reference.RFigures.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.forecast.reference.RFigures;
import io.reelbudget.forecast.series.Forecast;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Exponential smoothing, compared with R's forecast package,")
class EtsReferenceTest {

    /** By how much log-likelihood may be worse than R's. */
    private static final double LIKELIHOOD = 0.05;

    /** What quantiles of simulated paths may differ by from R's formulae, as a share of the distance to the point. */
    private static final double SIMULATED = 0.12;

    /** For so many of the 24 series the form is R's own; for the others it is better by the criterion of both. */
    private static final int MOSTLY = 20;

    static List<RFigures> cases() {
        return RFigures.of("ets.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void has_its_likelihood_at_its_weights(RFigures r) {
        EtsErrors errors = Objects.requireNonNull(
                EtsErrors.of(form(r), first(r), r.series().values()), "errors");

        assertThat(errors.squares()).isCloseTo(r.number("squares"), within(r.number("squares")));
        assertThat(errors.logLikelihood()).isCloseTo(r.number("loglik"), within(r.number("loglik")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forecasts_what_it_forecasts_at_its_weights(RFigures r) {
        EtsPlace place = first(r);
        EtsErrors.of(form(r), place, r.series().values());
        FittedEts model =
                new FittedEts(form(r), weights(r), new EtsQuality(0, r.number("sigma2"), 1, 0), first(r), place);
        double[] means = r.numbers("mean");

        Forecast forecast = model.forecast(means.length, 0.025, 0.975);

        boolean simulated = form(r).season() == EtsForm.Season.MULTIPLICATIVE;
        for (int step = 1; step <= means.length; step++) {
            double mean = means[step - 1];
            double width = 2 * Forecast.standardNormal(0.975) * r.numbers("sd")[step - 1];
            assertThat(forecast.point(step)).as("step %d", step).isCloseTo(mean, within(mean));
            // R's lower bound may be below zero, which a form for positive values does not forecast.
            double lower = form(r).positiveOnly() && !simulated ? mean - width / 2 : forecast.quantile(0.025, step);
            assertThat(forecast.quantile(0.975, step) - lower)
                    .as("width of step %d", step)
                    .isCloseTo(width, simulated ? Offset.offset(SIMULATED * width) : within(width));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void finds_weights_that_are_at_least_as_likely(RFigures r) {
        FittedEts fitted = Ets.of(form(r)).fit(r.series());

        assertThat(fitted.quality().logLikelihood()).isGreaterThan(r.number("loglik") - LIKELIHOOD);
    }

    @Test
    void chooses_the_same_forms_or_ones_of_a_lower_criterion() {
        int same = 0;
        for (RFigures r : RFigures.of("auto-ets.txt")) {
            FittedEts fitted = Ets.automatic().fit(r.series());

            same += fitted.form().equals(form(r)) ? 1 : 0;
            assertThat(fitted.quality().aicc()).as(r.toString()).isLessThan(r.number("aicc") + 2 * LIKELIHOOD);
        }
        assertThat(same).isGreaterThanOrEqualTo(MOSTLY);
    }

    private static EtsForm form(RFigures r) {
        return EtsForm.of(r.text("model"));
    }

    private static EtsWeights weights(RFigures r) {
        double[] w = r.numbers("weights");
        return new EtsWeights(w[0], w[1], w[2], w[3]);
    }

    private static EtsPlace first(RFigures r) {
        double[] first = r.numbers("first");
        return new EtsPlace(
                form(r),
                weights(r),
                EtsPlace.floor(form(r), r.series().values()),
                first[0],
                first[1],
                r.numbers("firstSeason"));
    }
}
