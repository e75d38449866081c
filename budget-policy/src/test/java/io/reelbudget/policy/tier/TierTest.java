package io.reelbudget.policy.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A tier")
class TierTest {

    private static final Tier BASIC = tier("basic", Optional.empty(), Optional.empty(), VideoCodec.H264);

    @Nested
    @DisplayName("asked what it forbids")
    class Breaches {

        @Test
        void says_nothing_of_a_job_that_keeps_to_all_of_it() {
            assertThat(BASIC.breaches(job(VideoCodec.H264, 1920, 1080), 1)).isEmpty();
        }

        @Test
        void names_codec_size_priority_number_and_speed_with_what_is_allowed() {
            TranscodeJob job =
                    job(VideoCodec.AV1, 3840, 2160).withServiceLevel(new ServiceLevel(Priority.HIGH, Optional.empty()));
            TranscodeJob slow = job.withTargets(List.of(job.targets().get(0).withPreset("veryslow")));

            assertThat(BASIC.breaches(slow, 2).stream().map(TierBreach::toString))
                    .containsExactly(
                            "CODEC is AV1 but must be one of [H264]",
                            "RESOLUTION is 3840x2160 but must be within 1920x1080",
                            "PRIORITY is HIGH but must be at most NORMAL",
                            "CONCURRENCY is job 3 but must be at most 2",
                            "SPEED is preset 'veryslow' but must be one of [medium]");
        }

        @Test
        void takes_portrait_pictures_as_large_as_landscape_ones() {
            assertThat(BASIC.breaches(job(VideoCodec.H264, 1080, 1920), 0)).isEmpty();
            assertThat(BASIC.breaches(job(VideoCodec.H264, 1082, 1920), 0)).hasSize(1);
            assertThat(BASIC.breaches(job(VideoCodec.H264, 1922, 400), 0)).hasSize(1);
        }
    }

    @Nested
    @DisplayName("in a list")
    class InList {

        private final TierList list = new TierList(
                "1",
                List.of(
                        BASIC,
                        tier("pro", Optional.of(usd("100")), Optional.of(usd("30")), VideoCodec.H264, VideoCodec.H265),
                        tier("studio", Optional.of(usd("500")), Optional.of(usd("90")), VideoCodec.AV1)));

        @Test
        void is_given_from_its_budget_on() {
            assertThat(list.byBudget(usd("99.999999")).name()).isEqualTo("basic");
            assertThat(list.byBudget(usd("100")).name()).isEqualTo("pro");
            assertThat(list.byBudget(usd("5000")).name()).isEqualTo("studio");
            assertThat(list.byBudget(Amount.parse("5000", Unit.VCPU_SECONDS)).name())
                    .isEqualTo("basic");
        }

        @Test
        void is_found_where_it_is_the_lowest_above_that_allows_a_job() {
            TranscodeJob hevc = job(VideoCodec.H265, 1280, 720);

            assertThat(list.lowestAllowing(hevc, 0, BASIC).orElseThrow().name()).isEqualTo("pro");
            assertThat(list.lowestAllowing(hevc, 0, list.require("pro"))).isEmpty();
            assertThat(list.lowestAllowing(job(VideoCodec.VP9, 1280, 720), 0, BASIC))
                    .isEmpty();
        }

        @Test
        void has_a_name_a_budget_and_a_price_of_its_own() {
            assertThatThrownBy(() -> new TierList("1", List.of(BASIC, BASIC)))
                    .hasMessage("Tier 'basic' stood twice but must have a name of its own; rename one.");
            assertThatThrownBy(() -> new TierList("1", List.of(list.require("studio"), list.require("pro"))))
                    .hasMessageContaining("give the tiers from the lowest up");
            assertThatThrownBy(() -> list.require("gold"))
                    .hasMessage("Tier was 'gold' but must be one of [basic, pro, studio]; name one of them.");
        }
    }

    @Nested
    @DisplayName("in a schedule")
    class InSchedule {

        private static final Instant NOW = Instant.parse("2026-11-16T00:00:00Z");
        private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
        private static final Instant NEXT_END = Instant.parse("2027-01-01T00:00:00Z");

        @Test
        void counts_from_its_beginning_until_the_next_begins() {
            TierSchedule schedule = TierSchedule.byBudget().during("pro", NOW, END, NOW);

            assertThat(schedule.at(NOW.minusMillis(1))).isEmpty();
            assertThat(schedule.at(NOW)).contains("pro");
            assertThat(schedule.at(END.minusMillis(1))).contains("pro");
            assertThat(schedule.at(END)).isEmpty();
        }

        @Test
        void goes_on_as_one_where_it_is_bought_again() {
            TierSchedule schedule =
                    TierSchedule.byBudget().during("pro", NOW, END, NOW).during("pro", END, NEXT_END, NOW);

            assertThat(schedule.stays()).hasSize(2);
            assertThat(schedule.next(NOW).orElseThrow().from()).isEqualTo(NEXT_END);
        }

        @Test
        void gives_way_to_a_higher_one_for_its_time_and_comes_back() {
            TierSchedule schedule = TierSchedule.byBudget()
                    .during("pro", NOW, NEXT_END, NOW)
                    .during("studio", NOW.plus(Duration.ofDays(1)), END, NOW);

            assertThat(schedule.at(NOW)).contains("pro");
            assertThat(schedule.at(NOW.plus(Duration.ofDays(1)))).contains("studio");
            assertThat(schedule.at(END)).contains("pro");
            assertThat(schedule.at(NEXT_END)).isEmpty();
        }

        @Test
        void forgets_what_is_over_and_keeps_a_bounded_future() {
            TierSchedule schedule = TierSchedule.byBudget();
            for (int day = 0; day < 1_000; day++) {
                Instant today = NOW.plus(Duration.ofDays(day));
                schedule = schedule.changed(Optional.of("tier-" + day), today, today);
            }

            assertThat(schedule.stays()).hasSizeLessThanOrEqualTo(2);
            assertThat(schedule.at(NOW.plus(Duration.ofDays(1_000)))).contains("tier-999");
        }
    }

    private static Tier tier(String name, Optional<Amount> budget, Optional<Amount> price, VideoCodec... codecs) {
        return new Tier(
                name,
                budget,
                price,
                EnumSet.copyOf(List.of(codecs)),
                Optional.of(PictureLimit.parse("1920x1080")),
                Priority.NORMAL,
                OptionalInt.of(2),
                Optional.empty(),
                Set.of("medium"));
    }

    private static TranscodeJob job(VideoCodec codec, int width, int height) {
        Source source = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, 600, 8_000_000, 600_000_000);
        return TranscodeJob.of(
                "job-1",
                source,
                new Target(codec, "encoder", "medium", width, height, 30, new RateControl.Bitrate(3_000_000)));
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }
}
