package io.reelbudget.policy;

import io.reelbudget.runway.Burn;
import io.reelbudget.runway.InstantQuantiles;
import io.reelbudget.runway.RunOutDistribution;
import io.reelbudget.runway.RunwayDetails;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayForecast.Confidence;
import io.reelbudget.runway.RunwayTerm;
import io.reelbudget.runway.SpendPoint;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A forecast as notes say it, with all of its details. */
record ForecastForm(
        Instant now,
        Instant renewal,
        List<Long> millis,
        List<Double> exhausted,
        Optional<InstantQuantiles> exhaustion,
        List<SpendPoint> curve,
        double expectedShortfallMicros,
        Burn burn,
        List<RunwayTerm> terms,
        String model,
        Confidence confidence,
        String reason) {

    static ForecastForm of(RunwayForecast forecast) {
        return new ForecastForm(
                forecast.now(),
                forecast.renewal(),
                Arrays.stream(forecast.runOut().millis()).boxed().toList(),
                Arrays.stream(forecast.runOut().exhausted()).boxed().toList(),
                forecast.exhaustion(),
                forecast.curve(),
                forecast.expectedShortfallMicros(),
                forecast.burn(),
                forecast.terms(),
                forecast.model(),
                forecast.confidence(),
                forecast.reason());
    }

    JsonNode json() {
        return ValueJson.write(this, ForecastForm.class);
    }

    static RunwayForecast read(JsonNode node) {
        ForecastForm form = (ForecastForm) ValueJson.read(node, ForecastForm.class, "forecast");
        RunwayDetails details = new RunwayDetails(form.curve, form.expectedShortfallMicros, form.burn, form.terms);
        return new RunwayForecast(
                RunOutDistribution.of(
                        form.now,
                        form.renewal,
                        form.millis.stream().mapToLong(Long::longValue).toArray(),
                        form.exhausted.stream().mapToDouble(Double::doubleValue).toArray()),
                form.exhaustion,
                () -> details,
                form.model,
                form.confidence,
                form.reason);
    }
}
