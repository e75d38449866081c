package io.reelbudget.micrometer;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Micrometer's own registry for tests also checks that what is started is stopped, in order, once. */
@DisplayName("Observed steps")
class ObservedStepsTest {

    private final TestObservationRegistry observations = TestObservationRegistry.create();
    private final MicrometerTelemetry telemetry = MicrometerTelemetry.builder(new SimpleMeterRegistry())
            .observations(observations)
            .build();

    @TempDir
    private Path directory;

    @Test
    void have_names_and_tags_and_are_stopped() throws InterruptedException {
        BusyBudgets.in(directory, telemetry).close();

        assertThat(observations)
                .hasObservationWithNameEqualTo("reelbudget.admit")
                .that()
                .hasContextualNameEqualTo("budget admit")
                .hasLowCardinalityKeyValue("outcome", "admitted")
                .hasLowCardinalityKeyValue("reason", "fits")
                .hasHighCardinalityKeyValue("reelbudget.account.path", "calm/team")
                .hasBeenStarted()
                .hasBeenStopped();
        assertThat(observations).doesNotHaveAnyRemainingCurrentObservation();
    }

    @Test
    void lie_within_the_step_that_they_are_part_of() throws InterruptedException {
        List<String> paths = new CopyOnWriteArrayList<>();
        observations.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {
            @Override
            public void onStop(Observation.Context context) {
                paths.add(path(context));
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });

        BusyBudgets.in(directory, telemetry).close();

        assertThat(paths)
                .contains(
                        "reelbudget.admit > reelbudget.estimate",
                        "reelbudget.admit > reelbudget.price",
                        "reelbudget.admit > reelbudget.hold",
                        "reelbudget.capture > reelbudget.price",
                        "reelbudget.look > reelbudget.hook",
                        "reelbudget.look > reelbudget.forecast",
                        "reelbudget.look > reelbudget.decide");
    }

    @Test
    void take_the_hosts_convention_where_it_has_one() throws InterruptedException {
        observations.observationConfig().observationConvention(new HostsNames());

        BusyBudgets.in(directory, telemetry).close();

        assertThat(observations)
                .hasObservationWithNameEqualTo("host.budgets")
                .that()
                .hasBeenStopped();
    }

    private static String path(Observation.ContextView context) {
        String name = Objects.requireNonNull(context.getName());
        return context.getParentObservation() == null
                ? name
                : path(context.getParentObservation().getContextView()) + " > " + name;
    }

    /** Names all steps alike. */
    private static final class HostsNames implements GlobalObservationConvention<StepContext> {
        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof StepContext;
        }

        @Override
        public String getName() {
            return "host.budgets";
        }
    }
}
