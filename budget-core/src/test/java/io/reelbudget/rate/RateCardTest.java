package io.reelbudget.rate;

import static io.reelbudget.rate.Jobs.at;
import static io.reelbudget.rate.Jobs.job;
import static io.reelbudget.rate.Jobs.target;
import static io.reelbudget.rate.Jobs.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.money.UnitMismatchException;
import io.reelbudget.rate.PriceLine.Kind;
import io.reelbudget.rate.Tiers.Mode;
import io.reelbudget.rate.Tiers.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A rate card")
class RateCardTest {

    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
    private static final BigDecimal ONE = BigDecimal.ONE;

    private static BigDecimal times(String factor) {
        return new BigDecimal(factor);
    }

    private static CardCharge charge(RateCard card, TranscodeJob job, double cpuSeconds) {
        return charge(card, Work.finished(job, CpuTime.ofSeconds(cpuSeconds)));
    }

    private static CardCharge charge(RateCard card, Work work) {
        return card.charge(work, PriceProfile.standard(), "acme", NOW, Meters.none());
    }

    private static Work delivering(TranscodeJob job, Delivery delivery) {
        return new Work(job, new CpuTime(0), delivery, Work.Ending.FINISHED);
    }

    private static PriceLine line(Kind kind, String name, String amount) {
        return new PriceLine(kind, name, usd(amount), "v1");
    }

    @Nested
    @DisplayName("of compute")
    class Compute {

        private static final InstanceRate LARGE =
                new InstanceRate("c5.large", 2, Map.of(Purchase.ON_DEMAND, usd("0.36"), Purchase.SPOT, usd("0.12")));
        private static final InstanceRate BIG =
                new InstanceRate("c5.9xlarge", 36, Map.of(Purchase.ON_DEMAND, usd("7.20")));
        private static final RateCard CARD = RateCard.of(
                "v1", new RateCard.Basis.Compute(new ComputeRates(List.of(LARGE, BIG), Purchase.ON_DEMAND)), Unit.USD);

        @Test
        void charges_the_share_of_an_instance_that_the_processor_time_is() {
            CardCharge charge = charge(CARD, job(60, VideoCodec.AV1), 200);

            assertThat(charge.lines()).containsExactly(line(Kind.COMPUTE, "compute", "0.01"));
            assertThat(charge.total()).isEqualTo(usd("0.01"));
            assertThat(charge.readings()).isEmpty();
        }

        @Test
        void charges_by_the_instance_and_the_purchase_option_of_the_account() {
            Work work = Work.finished(job(60, VideoCodec.AV1), CpuTime.ofSeconds(360));

            assertThat(total(work, PriceProfile.standard().on("c5.large", Purchase.SPOT)))
                    .isEqualTo(usd("0.006"));
            assertThat(total(work, PriceProfile.standard().on("c5.9xlarge", Purchase.ON_DEMAND)))
                    .isEqualTo(usd("0.02"));
        }

        @Test
        void has_no_price_for_an_instance_or_an_option_that_it_does_not_name() {
            Work work = Work.finished(job(60, VideoCodec.AV1), CpuTime.ofSeconds(360));

            assertThatThrownBy(() -> total(work, PriceProfile.standard().on("m5.large", Purchase.SPOT)))
                    .isInstanceOf(UnpricedException.class)
                    .hasMessage("Prices of version 'v1' have no instance type 'm5.large', only [c5.large, c5.9xlarge];"
                            + " add it or choose another.");
            assertThatThrownBy(() -> total(work, PriceProfile.standard().on("c5.9xlarge", Purchase.RESERVED)))
                    .isInstanceOf(UnpricedException.class)
                    .hasMessage("Prices of version 'v1' have no price for 'c5.9xlarge' RESERVED, only for [ON_DEMAND];"
                            + " add it or choose another.");
        }

        private static Amount total(Work work, PriceProfile profile) {
            return CARD.charge(work, profile, "acme", NOW, Meters.none()).total();
        }

        @Test
        void charges_a_failed_job_for_its_time_and_for_nothing_that_is_delivered() {
            RateCard card = new RateCard(
                    "v1",
                    Instant.EPOCH,
                    "",
                    CARD.basis(),
                    DurationRule.EXACT,
                    new ExtraRates(Map.of("aac", usd("1")), Map.of(), Optional.of(usd("1"))),
                    ServiceRates.NONE,
                    Map.of(),
                    usd("5"));
            Delivery delivery = Delivery.standard().withAudio("aac").withStorage(1_000_000_000, Duration.ofDays(30));
            Work failed = new Work(job(60, VideoCodec.AV1), CpuTime.ofSeconds(200), delivery, Work.Ending.FAILED);

            assertThat(charge(card, failed).lines()).containsExactly(line(Kind.COMPUTE, "compute", "0.01"));
        }

        @Test
        void can_charge_processor_time_at_one_price_and_round_up() {
            assertThat(charge(RateCard.perCpuHour("v1", usd("0.36")), job(60, VideoCodec.AV1), 100)
                            .total())
                    .isEqualTo(usd("0.01"));
            assertThat(charge(RateCard.perCpuHour("v1", usd("0.36")), job(60, VideoCodec.AV1), 0.000001)
                            .total())
                    .isEqualTo(usd("0.000001"));
        }

        @Test
        void can_count_processor_seconds_one_for_one() {
            assertThat(charge(RateCard.vcpuSeconds(), job(60, VideoCodec.VP9), 12.5)
                            .total())
                    .isEqualTo(Amount.parse("12.5", Unit.VCPU_SECONDS));
        }
    }

    @Nested
    @DisplayName("of processor hours")
    class ProcessorHours {

        private static final RateCard CARD = RateCard.of(
                "v1",
                new RateCard.Basis.ProcessorHours(
                        new Tiers(
                                Mode.GRADUATED,
                                Measure.PROCESSOR_HOUR,
                                List.of(Step.upTo(10, usd("0.36")), Step.beyond(usd("0.18")))),
                        BillingPeriod.MONTH),
                Unit.USD);

        @Test
        void counts_the_time_of_a_period_for_finished_and_failed_jobs() {
            Work eight = new Work(
                    job(60, VideoCodec.AV1), CpuTime.ofSeconds(8 * 3600), Delivery.standard(), Work.Ending.FAILED);
            Work four = Work.finished(job(60, VideoCodec.AV1), CpuTime.ofSeconds(4 * 3600));

            CardCharge first = charge(CARD, eight);
            CardCharge second = CARD.charge(four, PriceProfile.standard(), "acme", NOW, Meters.of(first.readings()));

            assertThat(first.lines()).containsExactly(line(Kind.COMPUTE, "compute", "2.88"));
            assertThat(first.readings())
                    .containsExactly(new MeterReading(
                            new MeterKey("acme", MeterKey.PROCESSOR_HOURS, Instant.parse("2026-11-01T00:00:00Z")),
                            new Tally(8 * 3_600_000_000L, 0)));
            assertThat(second.total()).isEqualTo(usd("1.08"));
        }
    }

    @Nested
    @DisplayName("of minutes")
    class Minutes {

        private static final List<SizeClass> CLASSES = List.of(
                new SizeClass("SD", 719, 1279, ONE),
                new SizeClass("HD", 1080, 1920, times("2")),
                new SizeClass("UHD", 2160, 3840, times("4")));
        private static final MinuteRates RATES = new MinuteRates(
                new MinutePrice.Base(
                        new Tiers(
                                Mode.GRADUATED,
                                Measure.MINUTE,
                                List.of(Step.upTo(100, usd("0.01")), Step.beyond(usd("0.005")))),
                        BillingPeriod.MONTH,
                        Map.of(VideoCodec.H264, ONE, VideoCodec.H265, times("2"))),
                CLASSES,
                List.of(new FrameRateClass(times("30"), ONE), new FrameRateClass(times("60"), times("1.25"))),
                Map.of(1, ONE, 2, times("1.25")),
                Map.of("hdr", times("1.5")),
                List.of(new Addend.PerMinute("captions", usd("0.003")), new Addend.Minutes("watermark", times("0.5"))));
        private static final RateCard CARD = new RateCard(
                "v1",
                Instant.EPOCH,
                "",
                new RateCard.Basis.Minutes(RATES),
                new DurationRule(Duration.ofSeconds(10), Duration.ofSeconds(20)),
                new ExtraRates(Map.of("aac", usd("0.006")), Map.of("hls", usd("0.0006")), Optional.of(usd("0.03"))),
                new ServiceRates(
                        Map.of(Priority.HIGH, times("1.5"), Priority.LOW, times("0.8")),
                        List.of(
                                new ServiceRates.Deadline(Duration.ofHours(1), times("2")),
                                new ServiceRates.Deadline(Duration.ofHours(8), times("1.2"))),
                        Optional.of(times("1.6"))),
                Map.of("gold", times("0.1"), "basic", BigDecimal.ZERO),
                usd("0"));

        @Test
        void multiplies_by_the_class_of_both_sides_the_codec_the_frame_rate_passes_and_features() {
            TranscodeJob job = job(
                    60,
                    target(VideoCodec.H264, 1280, 720, 25),
                    target(VideoCodec.H265, 720, 1280, 60),
                    target(VideoCodec.H264, 640, 360, 25),
                    target(VideoCodec.H264, 2560, 800, 30));
            Delivery delivery = Delivery.standard().withPasses(2).withFeatures("hdr");

            assertThat(charge(CARD, delivering(job, delivery)).lines())
                    .containsExactly(
                            line(Kind.MINUTES, "minutes H264 HD", "0.0375"),
                            line(Kind.MINUTES, "minutes H265 HD", "0.09375"),
                            line(Kind.MINUTES, "minutes H264 SD", "0.01875"),
                            line(Kind.MINUTES, "minutes H264 UHD", "0.075"));
        }

        @Test
        void rounds_each_output_up_to_its_unit_and_bills_at_least_the_minimum() {
            assertThat(charge(CARD, job(3, VideoCodec.H264), 0).total()).isEqualTo(usd("0.006667"));
            assertThat(charge(CARD, job(20.000001, VideoCodec.H264), 0).total()).isEqualTo(usd("0.01"));
        }

        @Test
        void counts_the_volume_of_the_month_over_outputs_and_jobs() {
            Work work = Work.finished(job(60 * 60, VideoCodec.H264), new CpuTime(0));
            MeterKey key = new MeterKey("acme", MeterKey.MINUTES, Instant.parse("2026-11-01T00:00:00Z"));

            CardCharge first = charge(CARD, work);
            CardCharge second = CARD.charge(work, PriceProfile.standard(), "acme", NOW, Meters.of(first.readings()));

            assertThat(first.readings()).containsExactly(new MeterReading(key, new Tally(120L * 60_000_000, 0)));
            assertThat(first.total()).isEqualTo(usd("1.10"));
            assertThat(second.total()).isEqualTo(usd("0.60"));
            Instant december = Instant.parse("2026-12-01T00:00:00Z");
            assertThat(CARD.charge(work, PriceProfile.standard(), "acme", december, Meters.of(first.readings()))
                            .total())
                    .isEqualTo(usd("1.10"));
        }

        @Test
        void adds_what_features_cost_by_themselves() {
            Delivery delivery = Delivery.standard().withFeatures("captions", "watermark");

            assertThat(charge(CARD, delivering(job(60, VideoCodec.H264), delivery))
                            .lines())
                    .containsExactly(
                            line(Kind.MINUTES, "minutes H264 HD", "0.025"), line(Kind.ADDEND, "captions", "0.003"));
        }

        @Test
        void multiplies_by_priority_deadline_and_acceleration_on_a_line_of_its_own() {
            TranscodeJob plain = job(60, VideoCodec.H264);
            ServiceLevel soon = new ServiceLevel(Priority.HIGH, Optional.of(Duration.ofMinutes(30)));
            ServiceLevel later = new ServiceLevel(Priority.NORMAL, Optional.of(Duration.ofHours(2)));
            ServiceLevel whenever = new ServiceLevel(Priority.LOW, Optional.of(Duration.ofDays(2)));

            assertThat(charge(CARD, at(soon, plain), 0).lines())
                    .containsExactly(
                            line(Kind.MINUTES, "minutes H264 HD", "0.02"), line(Kind.SERVICE, "service level", "0.04"));
            assertThat(charge(CARD, at(later, plain), 0).total()).isEqualTo(usd("0.024"));
            assertThat(charge(CARD, at(whenever, plain), 0).total()).isEqualTo(usd("0.016"));
            Delivery quick = Delivery.standard().withFeatures(Delivery.ACCELERATED);
            assertThat(charge(CARD, delivering(plain, quick)).total()).isEqualTo(usd("0.032"));
        }

        @Test
        void adds_audio_packaging_and_storage() {
            Delivery delivery = Delivery.standard()
                    .withAudio("aac", "aac")
                    .withPackaging("hls")
                    .withStorage(500_000_000, Duration.ofDays(15));
            TranscodeJob twoOutputs = job(60, VideoCodec.H264, VideoCodec.H264);

            assertThat(charge(CARD, delivering(twoOutputs, delivery)).lines())
                    .containsExactly(
                            line(Kind.MINUTES, "minutes H264 HD", "0.02"),
                            line(Kind.MINUTES, "minutes H264 HD", "0.02"),
                            line(Kind.AUDIO, "audio aac", "0.006"),
                            line(Kind.AUDIO, "audio aac", "0.006"),
                            line(Kind.PACKAGING, "packaging hls", "0.0012"),
                            line(Kind.STORAGE, "storage", "0.0075"));
        }

        @Test
        void takes_the_discount_of_the_customers_tier_off_all_lines() {
            Work work = delivering(job(60, VideoCodec.H264), Delivery.standard().withAudio("aac"));

            assertThat(CARD.charge(work, PriceProfile.standard().withTier("gold"), "acme", NOW, Meters.none())
                            .lines())
                    .containsExactly(
                            line(Kind.MINUTES, "minutes H264 HD", "0.02"),
                            line(Kind.AUDIO, "audio aac", "0.006"),
                            line(Kind.DISCOUNT, "discount gold", "-0.0026"));
            assertThat(CARD.charge(work, PriceProfile.standard().withTier("basic"), "acme", NOW, Meters.none())
                            .total())
                    .isEqualTo(usd("0.026"));
        }

        @Test
        void charges_nothing_for_a_failed_job() {
            Work failed = new Work(
                    job(60, VideoCodec.H264),
                    CpuTime.ofSeconds(10),
                    Delivery.standard().withAudio("aac"),
                    Work.Ending.FAILED);

            assertThat(charge(CARD, failed).lines()).isEmpty();
            assertThat(charge(CARD, failed).readings()).isEmpty();
        }

        @Test
        void tops_up_to_the_minimum_charge() {
            RateCard card = new RateCard(
                    "v1",
                    Instant.EPOCH,
                    "",
                    CARD.basis(),
                    DurationRule.EXACT,
                    ExtraRates.NONE,
                    ServiceRates.NONE,
                    Map.of(),
                    usd("0.05"));

            assertThat(charge(card, job(60, VideoCodec.H264), 0).lines())
                    .containsExactly(
                            line(Kind.MINUTES, "minutes H264 HD", "0.02"),
                            line(Kind.MINIMUM, "minimum charge", "0.03"));
        }

        @Test
        void can_have_a_table_in_place_of_a_base_and_multipliers() {
            List<SizeClass> plain = List.of(new SizeClass("SD", 719, 1279, ONE), new SizeClass("HD", 1080, 1920, ONE));
            MinutePrice table = new MinutePrice.Table(Map.of(
                    VideoCodec.H264, Map.of("SD", usd("0.0113"), "HD", usd("0.0225")),
                    VideoCodec.H265, Map.of("HD", usd("0.1125"))));
            RateCard card = RateCard.of(
                    "v1",
                    new RateCard.Basis.Minutes(new MinuteRates(table, plain, List.of(), Map.of(), Map.of(), List.of())),
                    Unit.USD);

            assertThat(charge(card, job(60, VideoCodec.H264, VideoCodec.H265), 0)
                            .total())
                    .isEqualTo(usd("0.135"));
            assertThatThrownBy(() -> charge(card, job(60, target(VideoCodec.H265, 640, 360, 25)), 0))
                    .isInstanceOf(UnpricedException.class)
                    .hasMessage("Prices of version 'v1' have no price for a minute of H265 SD; add it to the table.");
        }

        @Test
        void says_what_it_has_no_price_for() {
            assertUnpriced(
                    job(60, VideoCodec.AV1),
                    Delivery.standard(),
                    "have no multiplier for codec AV1, only for [H264, H265]; add one.");
            assertUnpriced(
                    job(60, target(VideoCodec.H264, 7680, 4320, 25)),
                    Delivery.standard(),
                    "have no size class for 7680x4320; add a larger one than 'UHD'.");
            assertUnpriced(
                    job(60, target(VideoCodec.H264, 1280, 720, 120)),
                    Delivery.standard(),
                    "have no class for 120.0 frames per second; add one beyond 60.");
            assertUnpriced(
                    job(60, VideoCodec.H264),
                    Delivery.standard().withPasses(3),
                    "have no multiplier for 3 passes, only for [1, 2]; add one.");
            assertUnpriced(
                    job(60, VideoCodec.H264),
                    Delivery.standard().withFeatures("dolby-vision"),
                    "have no price for feature 'dolby-vision'; add a multiplier or an addend.");
            assertUnpriced(
                    job(60, VideoCodec.H264),
                    Delivery.standard().withAudio("atmos"),
                    "have no price for audio 'atmos', only for [aac]; add one.");
            assertThatThrownBy(() -> CARD.charge(
                            Work.finished(job(60, VideoCodec.H264), new CpuTime(0)),
                            PriceProfile.standard().withTier("silver"),
                            "acme",
                            NOW,
                            Meters.none()))
                    .isInstanceOf(UnpricedException.class)
                    .hasMessage("Prices of version 'v1' have no discount for tier 'silver', only for [basic, gold]; add"
                            + " one, 0 for none.");
        }

        private static void assertUnpriced(TranscodeJob job, Delivery delivery, String message) {
            assertThatThrownBy(() -> charge(CARD, delivering(job, delivery)))
                    .isInstanceOf(UnpricedException.class)
                    .hasMessage("Prices of version 'v1' " + message);
        }

        @Test
        void refuses_to_overflow() {
            assertThatThrownBy(() -> charge(CARD, job(1e300, VideoCodec.H264), 0))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("Source duration was 1.0E300 seconds but must be at most 142 years to be priced; check"
                            + " what described the video.");
        }
    }

    @Test
    void refuses_prices_below_zero_two_units_and_no_name() {
        assertThatThrownBy(() -> RateCard.perCpuHour(" ", usd("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Price version was ' ' but must be 1 to 64 characters without white space and '+'; use one"
                        + " such as '2026-11'.");
        assertThatThrownBy(() -> RateCard.perCpuHour("1", usd("-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Price of an hour of 'processor' ON_DEMAND was -1.00 USD but must be zero or more; use zero"
                        + " for free.");
        RateCard card = RateCard.perCpuHour("1", usd("1"));
        assertThatThrownBy(() -> card.withService(
                        new ServiceRates(Map.of(Priority.LOW, times("-0.5")), List.of(), Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Multiplier for priority LOW was -0.5 but must be zero to 1000000 with at most 6 decimals;"
                        + " use 1 for no change.");
        assertThatThrownBy(() -> RateCard.of("1", card.basis(), Unit.VCPU_SECONDS))
                .isInstanceOf(UnitMismatchException.class);
    }

    @Test
    void takes_processor_time_rounded_up_to_a_microsecond() {
        assertThat(CpuTime.ofSeconds(0.0000001)).isEqualTo(new CpuTime(1));
        assertThat(CpuTime.ofSeconds(0.1)).isEqualTo(new CpuTime(100_000));
        assertThat(CpuTime.ofSeconds(1e9).seconds()).isEqualTo(1e9);
        for (double none : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 1.1e9}) {
            assertThatThrownBy(() -> CpuTime.ofSeconds(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("CPU time was " + none
                            + " seconds but must be 0 to 1000000000; check what measured or predicted it.");
        }
        assertThatThrownBy(() -> new CpuTime(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CPU time was -1 microseconds but must be zero or more; check what measured it.");
    }

    @Test
    void begins_its_periods_by_the_calendar_of_utc() {
        Instant instant = Instant.parse("2026-11-10T12:00:00Z");

        assertThat(BillingPeriod.MONTH.startOf(instant)).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(BillingPeriod.QUARTER.startOf(instant)).isEqualTo("2026-10-01T00:00:00Z");
        assertThat(BillingPeriod.HALF_YEAR.startOf(instant)).isEqualTo("2026-07-01T00:00:00Z");
        assertThat(BillingPeriod.YEAR.startOf(instant)).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(BillingPeriod.ONCE.startOf(instant)).isEqualTo("1970-01-01T00:00:00Z");
    }

    @Test
    void ends_its_periods_where_the_next_ones_begin_and_never_what_is_paid_once() {
        Instant instant = Instant.parse("2026-11-10T12:00:00Z");

        assertThat(BillingPeriod.MONTH.endOf(instant)).contains(Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(BillingPeriod.QUARTER.endOf(instant)).contains(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(BillingPeriod.HALF_YEAR.endOf(instant)).contains(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(BillingPeriod.YEAR.endOf(instant)).contains(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(BillingPeriod.ONCE.endOf(instant)).isEmpty();
    }
}
