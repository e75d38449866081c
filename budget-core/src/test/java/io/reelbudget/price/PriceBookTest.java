package io.reelbudget.price;

import static io.reelbudget.rate.Jobs.job;
import static io.reelbudget.rate.Jobs.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.licence.FeeBasis;
import io.reelbudget.licence.LicenceCatalogue;
import io.reelbudget.licence.LicenceFee;
import io.reelbudget.licence.Licensee;
import io.reelbudget.licence.Recovery;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.money.UnitMismatchException;
import io.reelbudget.rate.BillingPeriod;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.Delivery;
import io.reelbudget.rate.DurationRule;
import io.reelbudget.rate.ExtraRates;
import io.reelbudget.rate.Jobs;
import io.reelbudget.rate.Measure;
import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.MeterReading;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.MinutePrice;
import io.reelbudget.rate.MinuteRates;
import io.reelbudget.rate.PriceLine;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.RateCard;
import io.reelbudget.rate.ServiceRates;
import io.reelbudget.rate.SizeClass;
import io.reelbudget.rate.Tally;
import io.reelbudget.rate.Tiers;
import io.reelbudget.rate.Tiers.Step;
import io.reelbudget.rate.TrueUp;
import io.reelbudget.rate.UnpricedException;
import io.reelbudget.rate.Work;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A price book")
class PriceBookTest {

    private static final long SEED = 815;
    private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
    private static final RateCard FIRST = RateCard.perCpuHour("x", usd("0.36")).asVersion("2026-11", NOVEMBER);
    private static final RateCard SECOND = RateCard.perCpuHour("x", usd("0.72")).asVersion("2026-12", DECEMBER);
    private static final LicenceCatalogue FEES =
            LicenceCatalogue.perOutputMinute("fees", Map.of(VideoCodec.H264, usd("0.002")));
    private static final PriceBook BOOK = PriceBook.of(SECOND).with(FIRST).with(FEES);

    @Test
    void quotes_by_the_version_that_counts_at_an_instant() {
        assertThat(BOOK.versionAt(NOVEMBER)).isEqualTo("2026-11+fees");
        assertThat(BOOK.versionAt(DECEMBER.minusNanos(1))).isEqualTo("2026-11+fees");
        assertThat(BOOK.versionAt(DECEMBER)).isEqualTo("2026-12+fees");
        assertThatThrownBy(() -> BOOK.versionAt(NOVEMBER.minusNanos(1)))
                .isInstanceOf(UnpricedException.class)
                .hasMessage("Prices of version '2026-11' begin at 2026-11-01T00:00:00Z, after"
                        + " 2026-10-31T23:59:59.999999999Z; add a card that counts earlier.");
    }

    @Nested
    @DisplayName("of volume prices")
    class Volumes {

        /** Ten minutes at a dollar, all at 80 cents from there, urgent ones at double the price; a tenth off. */
        private final RateCard card = new RateCard(
                "volume",
                Instant.EPOCH,
                "",
                minutes(Tiers.Mode.VOLUME),
                DurationRule.EXACT,
                ExtraRates.NONE,
                new ServiceRates(Map.of(Priority.HIGH, new BigDecimal("2")), List.of(), Optional.empty()),
                Map.of("gold", new BigDecimal("0.1")),
                usd("0"));

        private RateCard.Basis minutes(Tiers.Mode mode) {
            Tiers tiers = new Tiers(mode, Measure.MINUTE, List.of(Step.upTo(10, usd("1")), Step.beyond(usd("0.8"))));
            return new RateCard.Basis.Minutes(new MinuteRates(
                    new MinutePrice.Base(tiers, BillingPeriod.MONTH, Map.of(VideoCodec.H264, BigDecimal.ONE)),
                    List.of(new SizeClass("any", 32_768, 32_768, BigDecimal.ONE)),
                    List.of(),
                    Map.of(),
                    Map.of(),
                    List.of()));
        }

        private PriceBreakdown price(PriceBook book, TranscodeJob job, Meters meters) {
            PriceProfile gold = PriceProfile.standard().withTier("gold");
            PriceTag tag = new PriceTag(book.versionAt(NOVEMBER), NOVEMBER, gold);
            return book.price(Work.finished(job, new CpuTime(0)), tag, "acme", Licensee.host(), meters);
        }

        @Test
        void says_what_the_whole_price_differs_by_once_the_period_is_over() {
            TranscodeJob job = Jobs.at(
                    new ServiceLevel(Priority.HIGH, Optional.empty()), job(180, VideoCodec.H264, VideoCodec.H264));

            PriceBreakdown price = price(PriceBook.of(card), job, Meters.none());

            MeterKey counter = new MeterKey("acme", "minutes", NOVEMBER);
            assertThat(price.total()).isEqualTo(usd("10.80"));
            assertThat(price.trueUps())
                    .containsExactly(new TrueUp(
                            counter,
                            DECEMBER,
                            List.of(
                                    new TrueUp.Tier(OptionalLong.of(600_000_000), 0),
                                    new TrueUp.Tier(OptionalLong.empty(), -2_160_000))));
            Meters after = Meters.of(List.of(new MeterReading(counter, new Tally(600_000_000, 0))));
            assertThat(price(PriceBook.of(card), job, after).total()).isEqualTo(usd("8.64"));
        }

        @Test
        void brings_outputs_that_lie_in_two_tiers_to_one() {
            PriceBreakdown price = price(PriceBook.of(card), job(360, VideoCodec.H264, VideoCodec.H264), Meters.none());

            assertThat(price.total()).isEqualTo(usd("9.72"));
            assertThat(price.trueUps().get(0).differenceMicros(720_000_000)).isEqualTo(-1_080_000);
        }

        @Test
        void takes_along_fees_that_are_a_share_of_the_price() {
            LicenceFee share = new LicenceFee(
                    "share",
                    "Pool",
                    Set.of(),
                    FeeBasis.PERCENT_OF_PRICE,
                    Optional.empty(),
                    Tiers.flat(Measure.PIECE, usd("0")),
                    Optional.of(new BigDecimal("0.5")),
                    BillingPeriod.YEAR,
                    0,
                    Duration.ZERO,
                    usd("0"),
                    Optional.empty(),
                    Map.of(),
                    LicenceFee.Validity.ALWAYS,
                    Recovery.MARGINAL);
            LicenceCatalogue fees =
                    new LicenceCatalogue("fees", Instant.EPOCH, "", Unit.USD, List.of(share), List.of(), List.of());

            PriceBreakdown price = price(PriceBook.of(card, fees), job(60, VideoCodec.H264), Meters.none());

            assertThat(price.total()).isEqualTo(usd("1.35"));
            assertThat(price.trueUps().get(0).differenceMicros(700_000_000)).isEqualTo(-270_000);
        }

        @Test
        void is_final_at_once_by_all_other_tiers_and_where_nothing_is_counted() {
            for (Tiers.Mode mode : List.of(Tiers.Mode.GRADUATED, Tiers.Mode.STEP)) {
                RateCard other = RateCard.of("other", minutes(mode), Unit.USD);
                PriceTag tag = new PriceTag("other", NOVEMBER, PriceProfile.standard());
                Work work = Work.finished(job(900, VideoCodec.H264), new CpuTime(0));
                assertThat(PriceBook.of(other)
                                .price(work, tag, "acme", Licensee.host(), Meters.none())
                                .trueUps())
                        .isEmpty();
            }
            PriceTag tag = new PriceTag("volume", NOVEMBER, PriceProfile.standard());
            Work failed = new Work(job(60, VideoCodec.H264), new CpuTime(0), Delivery.standard(), Work.Ending.FAILED);
            assertThat(PriceBook.of(card)
                            .price(failed, tag, "acme", Licensee.host(), Meters.none())
                            .trueUps())
                    .isEmpty();
        }
    }

    @Test
    void refuses_corrections_by_counters_that_the_charge_does_not_move() {
        PriceTag tag = new PriceTag("v", NOVEMBER, PriceProfile.standard());
        TrueUp stray = new TrueUp(
                new MeterKey("acme", "minutes", NOVEMBER), DECEMBER, List.of(new TrueUp.Tier(OptionalLong.empty(), 1)));

        assertThatThrownBy(() -> new PriceBreakdown(tag, Unit.USD, List.of(), List.of(), List.of(), List.of(stray)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(" but must be by one that the charge moves, of []; add its reading.");
        assertThatThrownBy(() -> new TrueUp(stray.counter(), DECEMBER, List.of(new TrueUp.Tier(OptionalLong.of(3), 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(
                        " but must rise, and the last alone must have no end; give them in rising order.");
    }

    @Test
    void charges_by_a_version_that_no_longer_counts() {
        Work work = Work.finished(job(60, VideoCodec.H264), CpuTime.ofSeconds(100));
        PriceTag old = new PriceTag("2026-11+fees", NOVEMBER, PriceProfile.standard());

        PriceBreakdown price = BOOK.price(work, old, "acme", Licensee.host(), Meters.none());

        assertThat(price.lines())
                .containsExactly(
                        new PriceLine(PriceLine.Kind.COMPUTE, "compute", usd("0.01"), "2026-11"),
                        new PriceLine(PriceLine.Kind.LICENCE, "licence h264", usd("0.002"), "fees"));
        assertThat(price.total()).isEqualTo(usd("0.012"));
        assertThat(price.total(PriceLine.Kind.LICENCE)).isEqualTo(usd("0.002"));
        assertThat(price.tag()).isEqualTo(old);
    }

    @Test
    void refuses_two_cards_of_one_version_or_date_and_two_units() {
        assertThatThrownBy(() -> BOOK.with(FIRST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Rate card version was 2026-11 twice but must be given once; rename or re-date one of the"
                        + " two.");
        assertThatThrownBy(() -> BOOK.with(FIRST.asVersion("other", DECEMBER)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Rate card date was 2026-12-01T00:00:00Z twice but must be given once; rename or re-date"
                        + " one of the two.");
        assertThatThrownBy(() -> BOOK.with(RateCard.vcpuSeconds())).isInstanceOf(UnitMismatchException.class);
    }

    @Test
    void says_since_when_volumes_count() {
        assertThat(PriceBook.of(FIRST).countedSince(DECEMBER.minusSeconds(1))).isEmpty();
        assertThat(BOOK.countedSince(DECEMBER.minusSeconds(1))).contains(NOVEMBER);
    }

    @Test
    void makes_breakdowns_that_never_fall_as_processor_time_grows_and_lose_nothing() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int time = 0; time < 2_000; time++) {
            Amount perHour = Amount.ofMicros(random.nextLong(1L << random.nextInt(1, 40)), Unit.USD);
            BigDecimal factor = BigDecimal.valueOf(random.nextLong(3_000_000), 6);
            RateCard card = RateCard.perCpuHour("v", perHour)
                    .withService(new ServiceRates(Map.of(Priority.NORMAL, factor), List.of(), Optional.empty()));
            PriceBook book = PriceBook.of(card, FEES);
            long less = random.nextLong(1L << 40);
            long more = less + random.nextLong(1L << 40);
            PriceBreakdown cheap = book.price(job(60, VideoCodec.H264), new CpuTime(less), NOVEMBER);
            PriceBreakdown dear = book.price(job(60, VideoCodec.H264), new CpuTime(more), NOVEMBER);

            BigDecimal exact = perHour.toBigDecimal()
                    .multiply(BigDecimal.valueOf(more))
                    .multiply(factor)
                    .divide(BigDecimal.valueOf(3_600_000_000L), 30, RoundingMode.FLOOR);
            BigDecimal charged =
                    dear.total().minus(dear.total(PriceLine.Kind.LICENCE)).toBigDecimal();
            assertThat(cheap.total())
                    .as("seed %d, %s times %s at %d and %d", SEED, perHour, factor, less, more)
                    .isLessThanOrEqualTo(dear.total());
            assertThat(charged.subtract(exact))
                    .as("seed %d, %s times %s at %d", SEED, perHour, factor, more)
                    .isBetween(BigDecimal.ZERO, factor.add(BigDecimal.ONE).movePointLeft(6));
            assertThat(dear.lines().stream()
                            .mapToLong(line -> line.amount().micros())
                            .sum())
                    .isEqualTo(dear.total().micros());
        }
    }

    @Test
    void refuses_to_overflow() {
        RateCard dear = RateCard.perCpuHour("v", usd("1000000000000"));

        assertThatThrownBy(() -> PriceBook.of(dear).price(job(60, VideoCodec.H264), CpuTime.ofSeconds(1e9), NOVEMBER))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("Price was 277777777777777777777778 millionths of USD but must be within ±");
    }
}
