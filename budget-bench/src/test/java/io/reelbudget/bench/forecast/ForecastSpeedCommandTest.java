package io.reelbudget.bench.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@DisplayName("The measurement 'forecast-speed'")
class ForecastSpeedCommandTest {

    @Test
    void ends_with_its_figures_and_those_of_exhaustion_as_json() {
        StringWriter printed = new StringWriter();
        int code = new CommandLine(ForecastSpeedCommand.withExhaustion(
                        seed -> new ExhaustionTimes(seed == 5 ? 1.25 : -1, 1.5, 2.5, 18)))
                .setOut(new PrintWriter(printed))
                .execute("--accounts", "1", "--days", "20", "--seed", "5");

        assertThat(code).isZero();
        assertThat(printed.toString().lines().reduce((first, second) -> second).orElseThrow())
                .matches("\\{\"incrementalMicros\":[\\d.]+,\"refitMillisPerAccount\":[\\d.]+,"
                        + "\"selectMillisPerAccount\":[\\d.]+,\"exhaustionPer100kSeconds\":1\\.250,\"newHourPer100kSeconds\":1\\.500,"
                        + "\"wholeAnswerPer100kSeconds\":2\\.500,\"kilobytesAFit\":18\\.0}");
    }
}
