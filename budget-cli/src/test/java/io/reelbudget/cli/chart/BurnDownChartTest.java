package io.reelbudget.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A burn-down chart")
class BurnDownChartTest {

    private static final Heading HEADING = new Heading("Four accounts", "sample data");

    /** Where a single panel's plot and its labels are. */
    private static final Rectangle PLOT = new Rectangle(128, 150, 1022, 420);

    private static BurnDownChart chart(List<BurnDown> panels) {
        return BurnDownChart.of(HEADING, SampleBudgets.ZONE, panels);
    }

    private static PicturePixels pixels(BurnDown panel) {
        return new PicturePixels(chart(List.of(panel)).draw());
    }

    private static BurnDown straight(Optional<ForecastFan> fan, Optional<Instant> ranOut) {
        Instant start = SampleBudgets.START;
        List<Reading> readings = List.of(
                new Reading(start, Amount.parse("10", Unit.USD)),
                new Reading(start.plus(Duration.ofHours(1)), Amount.parse("5", Unit.USD)),
                new Reading(start.plus(Duration.ofHours(2)), Amount.parse("0", Unit.USD)));
        TimeWindow window = new TimeWindow(start, start.plus(Duration.ofHours(4)));
        return new BurnDown(new Heading("a", "b"), Unit.USD, window, readings, fan, ranOut, List.of());
    }

    @Nested
    @DisplayName("drawing one account")
    class One {

        @Test
        void shows_the_readings_as_steps_where_and_when_they_were() {
            Rectangle line =
                    pixels(straight(Optional.empty(), Optional.empty())).extent(Palette.REAL, PLOT);

            assertThat(line.x).isCloseTo(PLOT.x, within(3));
            assertThat(line.getMaxX()).isCloseTo(PLOT.x + PLOT.width / 2.0, within(4.0));
        }

        @Test
        void shows_the_fan_only_after_the_instant_at_which_it_was_made() {
            ForecastFan fan = forecastAfterAnHour();
            PicturePixels picture = pixels(straight(Optional.of(fan), Optional.empty()));

            Rectangle shown = picture.extent(Palette.FAN, PLOT);
            assertThat(shown.x).isGreaterThanOrEqualTo(PLOT.x + PLOT.width / 4);
            assertThat(picture.count(Palette.FAN, PLOT)).isGreaterThan(5_000);
        }

        @Test
        void clips_the_fan_at_zero() {
            BurnDown panel = straight(Optional.of(forecastAfterAnHour()), Optional.empty());
            PicturePixels picture = pixels(panel);

            Rectangle axis = picture.extent(Palette.AXIS, PLOT);
            Rectangle fan = picture.extent(Palette.FAN, PLOT);
            assertThat(panel.forecast().orElseThrow().points()).anyMatch(point -> point.middle() < -1);
            assertThat(fan.getMaxY()).isLessThanOrEqualTo(axis.getMaxY());
        }

        @Test
        void marks_the_real_run_out_on_the_zero_line() {
            Instant ranOut = SampleBudgets.START.plus(Duration.ofHours(3));
            PicturePixels picture = pixels(straight(Optional.empty(), Optional.of(ranOut)));

            Rectangle ring = picture.extent(Palette.RUN_OUT, PLOT);
            assertThat(ring.getCenterX()).isCloseTo(PLOT.x + PLOT.width * 0.75, within(3.0));
        }

        @Test
        void shows_nothing_of_a_forecast_or_a_run_out_that_there_was_not() {
            PicturePixels picture = pixels(straight(Optional.empty(), Optional.empty()));

            assertThat(picture.count(Palette.FAN)).isZero();
            assertThat(picture.count(Palette.FORECAST)).isZero();
            assertThat(picture.count(Palette.RUN_OUT)).isZero();
        }

        private ForecastFan forecastAfterAnHour() {
            return SampleBudgets.forecast(
                    straight(Optional.empty(), Optional.empty()).readings(), Duration.ofHours(1), 3, 0.4);
        }
    }

    @Nested
    @DisplayName("drawing several accounts")
    class Several {

        @Test
        void shows_each_in_its_own_quarter() {
            BufferedImage image = chart(SampleBudgets.four()).draw();

            assertThat(image.getWidth()).isEqualTo(1600);
            assertThat(image.getHeight()).isEqualTo(1140);
            PicturePixels picture = new PicturePixels(image);
            for (int quarter = 0; quarter < 4; quarter++) {
                Rectangle part = new Rectangle((quarter % 2) * 800, 150 + (quarter / 2) * 470, 800, 470);
                assertThat(picture.count(Palette.REAL, part))
                        .as("line in " + part)
                        .isGreaterThan(1_000);
                assertThat(picture.count(Palette.RUN_OUT, part) > 0)
                        .as("run-out in " + part)
                        .isEqualTo(quarter != 3);
            }
        }

        @Test
        void refuses_none_and_too_many() {
            assertThatThrownBy(() -> chart(List.of()))
                    .hasMessage("Picture had 0 panels but must have 1 to 12; draw the accounts that matter most.");
            BurnDown panel = straight(Optional.empty(), Optional.empty());
            assertThatThrownBy(() -> chart(Collections.nCopies(13, panel)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    @DisplayName("written as a PNG")
    class Png {

        @Test
        void gives_the_same_bytes_each_time() {
            assertThat(chart(SampleBudgets.four()).toPng())
                    .isEqualTo(chart(SampleBudgets.four()).toPng());
        }

        @Test
        void can_be_read_again_in_its_size(@TempDir Path directory) throws IOException {
            Path file = directory.resolve("burn-down.png");
            chart(SampleBudgets.four().subList(0, 1)).writePng(file);

            BufferedImage read = ImageIO.read(file.toFile());
            assertThat(read.getWidth()).isEqualTo(1200);
            assertThat(read.getHeight()).isEqualTo(675);
            assertThat(Files.size(file)).isLessThan(300_000);
        }
    }

    @Test
    void draws_names_that_no_font_knows_and_figures_of_any_size() {
        Instant start = SampleBudgets.START;
        Unit unit = Unit.VCPU_SECONDS;
        List<Reading> readings = List.of(
                new Reading(start, Amount.ofMicros(Amount.MAX_MICROS, unit)),
                new Reading(start.plus(Duration.ofDays(200)), Amount.ofMicros(-Amount.MAX_MICROS, unit)));
        BurnDown panel = new BurnDown(
                new Heading("映画\u0007".repeat(60), "policy ".repeat(60)),
                unit,
                TimeWindow.fitting(readings, Optional.empty()),
                readings,
                Optional.empty(),
                Optional.empty(),
                List.of(new Marker(start, Marker.Kind.PAUSED, "wide ".repeat(200))));

        PicturePixels picture = pixels(panel);

        assertThat(picture.count(Palette.of(Marker.Kind.PAUSED), PLOT)).isPositive();
        assertThat(picture.count(Palette.PAPER, new Rectangle(1172, 0, 28, 675)))
                .isEqualTo(28 * 675);
    }
}
