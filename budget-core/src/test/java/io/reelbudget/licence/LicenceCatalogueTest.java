package io.reelbudget.licence;

import static io.reelbudget.rate.Jobs.job;
import static io.reelbudget.rate.Jobs.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.licence.LicenceFee.Validity;
import io.reelbudget.licence.StackingRule.Kind;
import io.reelbudget.licence.StackingRule.Scope;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.BillingPeriod;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.Delivery;
import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.MeterReading;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.PriceLine;
import io.reelbudget.rate.Tally;
import io.reelbudget.rate.Tiers;
import io.reelbudget.rate.Tiers.Mode;
import io.reelbudget.rate.Tiers.Step;
import io.reelbudget.rate.TrueUp;
import io.reelbudget.rate.UnpricedException;
import io.reelbudget.rate.Work;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

@DisplayName("A licence catalogue")
class LicenceCatalogueTest {

    private static final long SEED = 4_711;
    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
    private static final TranscodeJob HOUR = job(3600, VideoCodec.H264, VideoCodec.H264, VideoCodec.H265);

    /** A fee under construction, since specifications vary one thing at a time. */
    private record Draft(
            String id,
            FeeBasis basis,
            Tiers tiers,
            Optional<BigDecimal> share,
            BillingPeriod period,
            long allowance,
            Duration floor,
            Amount credit,
            Optional<Amount> cap,
            Map<String, BigDecimal> regions,
            Validity validity,
            Recovery recovery) {

        static Draft of(String id, FeeBasis basis, String price) {
            return of(id, basis, Tiers.flat(basis.measure(), usd(price)));
        }

        static Draft of(String id, FeeBasis basis, Tiers tiers) {
            return new Draft(
                    id,
                    basis,
                    tiers,
                    Optional.empty(),
                    BillingPeriod.YEAR,
                    0,
                    Duration.ZERO,
                    usd("0"),
                    Optional.empty(),
                    Map.of(),
                    Validity.ALWAYS,
                    Recovery.MARGINAL);
        }

        Draft share(String part) {
            return new Draft(
                    id,
                    basis,
                    tiers,
                    Optional.of(new BigDecimal(part)),
                    period,
                    allowance,
                    floor,
                    credit,
                    cap,
                    regions,
                    validity,
                    recovery);
        }

        Draft every(BillingPeriod span) {
            return new Draft(id, basis, tiers, share, span, allowance, floor, credit, cap, regions, validity, recovery);
        }

        Draft free(long units) {
            return new Draft(id, basis, tiers, share, period, units, floor, credit, cap, regions, validity, recovery);
        }

        Draft floor(Duration length) {
            return new Draft(
                    id, basis, tiers, share, period, allowance, length, credit, cap, regions, validity, recovery);
        }

        Draft credit(String amount) {
            return new Draft(
                    id, basis, tiers, share, period, allowance, floor, usd(amount), cap, regions, validity, recovery);
        }

        Draft cap(String amount) {
            return new Draft(
                    id,
                    basis,
                    tiers,
                    share,
                    period,
                    allowance,
                    floor,
                    credit,
                    Optional.of(usd(amount)),
                    regions,
                    validity,
                    recovery);
        }

        Draft region(String name, String factor) {
            return new Draft(
                    id,
                    basis,
                    tiers,
                    share,
                    period,
                    allowance,
                    floor,
                    credit,
                    cap,
                    Map.of(name, new BigDecimal(factor)),
                    validity,
                    recovery);
        }

        Draft valid(Validity when) {
            return new Draft(id, basis, tiers, share, period, allowance, floor, credit, cap, regions, when, recovery);
        }

        Draft recovered(Recovery how) {
            return new Draft(id, basis, tiers, share, period, allowance, floor, credit, cap, regions, validity, how);
        }

        LicenceFee fee(VideoCodec... codecs) {
            return new LicenceFee(
                    id,
                    "a pool",
                    Set.of(codecs),
                    basis,
                    Optional.empty(),
                    tiers,
                    share,
                    period,
                    allowance,
                    floor,
                    credit,
                    cap,
                    regions,
                    validity,
                    recovery);
        }
    }

    private static LicenceCatalogue catalogue(LicenceFee... fees) {
        return catalogue(List.of(), List.of(), fees);
    }

    private static LicenceCatalogue catalogue(List<StackingRule> rules, List<CombinedCap> caps, LicenceFee... fees) {
        return new LicenceCatalogue("fees-1", Instant.EPOCH, "", Unit.USD, List.of(fees), rules, caps);
    }

    private static Work work(TranscodeJob job, Delivery delivery) {
        return new Work(job, new CpuTime(0), delivery, Work.Ending.FINISHED);
    }

    private static LicenceCharge charge(LicenceCatalogue catalogue, Licensee licensee, Meters meters) {
        return catalogue.charge(work(HOUR, Delivery.standard()), licensee, usd("10"), NOW, meters);
    }

    private static LicenceCharge charge(LicenceFee fee) {
        return charge(catalogue(fee), Licensee.host(), Meters.none());
    }

    private static Amount charged(LicenceCharge charge) {
        return charge.lines().stream().map(PriceLine::amount).reduce(usd("0"), Amount::plus);
    }

    private static Meters counted(String fee, long quantity, String accrued) {
        MeterKey key = new MeterKey("host", fee, BillingPeriod.YEAR.startOf(NOW));
        return Meters.of(
                List.of(new MeterReading(key, new Tally(quantity, usd(accrued).micros()))));
    }

    @Nested
    @DisplayName("counts")
    class Bases {

        @Test
        void minutes_of_output_in_the_fees_codecs() {
            LicenceCharge charge =
                    charge(Draft.of("avc", FeeBasis.OUTPUT_MINUTE, "0.01").fee(VideoCodec.H264));

            assertThat(charge.lines())
                    .containsExactly(new PriceLine(PriceLine.Kind.LICENCE, "licence avc", usd("1.20"), "fees-1"));
            assertThat(charge.readings())
                    .containsExactly(new MeterReading(
                            new MeterKey("host", "avc", Instant.parse("2026-01-01T00:00:00Z")),
                            new Tally(120 * 60_000_000L, 1_200_000)));
        }

        @Test
        void jobs_and_titles_once_however_many_renditions() {
            assertThat(charged(charge(Draft.of("job", FeeBasis.JOB, "0.50").fee())))
                    .isEqualTo(usd("0.50"));
            assertThat(charged(charge(Draft.of("title", FeeBasis.TITLE, "0.02").fee())))
                    .isEqualTo(usd("0.02"));
        }

        @Test
        void no_title_for_another_version_of_one_that_is_paid_for() {
            LicenceCatalogue fees =
                    catalogue(Draft.of("title", FeeBasis.TITLE, "0.02").fee());

            assertThat(charged(fees.charge(
                            work(HOUR, Delivery.standard().withTitles(0)),
                            Licensee.host(),
                            usd("10"),
                            NOW,
                            Meters.none())))
                    .isEqualTo(usd("0"));
        }

        @Test
        void a_share_of_the_titles_price_or_of_the_jobs_own() {
            LicenceCatalogue fees = catalogue(Draft.of("share", FeeBasis.PERCENT_OF_PRICE, "0")
                    .share("0.02")
                    .fee());
            Delivery sold = Delivery.standard().withTitlePrice(usd("5"));

            assertThat(charged(charge(fees, Licensee.host(), Meters.none()))).isEqualTo(usd("0.20"));
            assertThat(charged(fees.charge(work(HOUR, sold), Licensee.host(), usd("10"), NOW, Meters.none())))
                    .isEqualTo(usd("0.10"));
        }

        @Test
        void encoders_that_are_declared_and_those_that_jobs_add() {
            Tiers tiers = new Tiers(
                    Mode.GRADUATED,
                    FeeBasis.ENCODER_UNIT.measure(),
                    List.of(Step.upTo(3, usd("100")), Step.beyond(usd("40"))));
            LicenceCatalogue fees =
                    catalogue(Draft.of("encoders", FeeBasis.ENCODER_UNIT, tiers).fee());
            Licensee three = Licensee.host().declaring("encoder-units", 3);

            assertThat(charge(fees, three, Meters.none()).costs())
                    .singleElement()
                    .satisfies(cost -> {
                        assertThat(cost.marginal()).isEqualTo(usd("0"));
                        assertThat(cost.owedSoFar()).isEqualTo(usd("300"));
                    });
            assertThat(charged(fees.charge(
                            work(HOUR, Delivery.standard().withEncoderUnits(2)), three, usd("0"), NOW, Meters.none())))
                    .isEqualTo(usd("80"));
        }

        @Test
        void seats_subscribers_users_and_periods_without_the_job() {
            Licensee licensee = Licensee.host()
                    .declaring("seats", 5)
                    .declaring("subscribers", 150)
                    .declaring("users", 900)
                    .expecting(Licensee.MINUTES, 3_000);
            Tiers steps = new Tiers(
                    Mode.STEP,
                    FeeBasis.SUBSCRIBER_TIER.measure(),
                    List.of(Step.upTo(100, usd("0")), Step.beyond(usd("600"))));

            LicenceCharge charge = charge(
                    catalogue(
                            Draft.of("seats", FeeBasis.SEAT, "30").fee(),
                            Draft.of("subscribers", FeeBasis.SUBSCRIBER_TIER, steps)
                                    .fee(),
                            Draft.of("users", FeeBasis.USER_TIER, "1").fee(),
                            Draft.of("flat", FeeBasis.FLAT_PERIOD, "1500").fee()),
                    licensee,
                    Meters.none());

            assertThat(charge.lines()).isEmpty();
            assertThat(charge.readings()).isEmpty();
            assertThat(charge.costs())
                    .extracting(LicenceCost::owedSoFar)
                    .containsExactly(usd("150"), usd("600"), usd("900"), usd("1500"));
            assertThat(charge.costs())
                    .extracting(cost -> cost.amortised().orElseThrow())
                    .containsExactly(usd("9"), usd("36"), usd("54"), usd("90"));
        }

        @Test
        void nothing_for_codecs_that_the_fee_is_not_for() {
            LicenceCharge charge = charge(Draft.of("vvc", FeeBasis.JOB, "1").fee(VideoCodec.H266));

            assertThat(charge).isEqualTo(LicenceCharge.none());
        }

        @Test
        void nothing_for_a_job_that_failed() {
            LicenceCatalogue fees = catalogue(Draft.of("job", FeeBasis.JOB, "1").fee());
            Work failed = new Work(HOUR, new CpuTime(1), Delivery.standard(), Work.Ending.FAILED);

            assertThat(fees.charge(failed, Licensee.host(), usd("1"), NOW, Meters.none()))
                    .isEqualTo(LicenceCharge.none());
        }
    }

    @Nested
    @DisplayName("takes off")
    class Reliefs {

        @Test
        void a_free_allowance_and_says_how_much_of_it_is_left() {
            LicenceFee fee = Draft.of("job", FeeBasis.JOB, "0.20").free(100).fee();

            assertThat(charged(charge(catalogue(fee), Licensee.host(), counted("job", 99, "0"))))
                    .isEqualTo(usd("0"));
            assertThat(charged(charge(catalogue(fee), Licensee.host(), counted("job", 100, "0"))))
                    .isEqualTo(usd("0.20"));
            assertThat(charge(catalogue(fee), Licensee.host(), counted("job", 40, "0"))
                            .costs()
                            .get(0)
                            .headroom())
                    .isEqualTo(new Headroom(OptionalLong.of(59), Optional.of(usd("0.20")), Optional.empty()));
        }

        @Test
        void titles_up_to_a_floor_which_do_not_count() {
            LicenceCatalogue fees = catalogue(Draft.of("title", FeeBasis.TITLE, "0.02")
                    .floor(Duration.ofMinutes(12))
                    .fee());
            Work floor = work(job(720, VideoCodec.H264), Delivery.standard());
            Work beyond = work(job(720.000001, VideoCodec.H264), Delivery.standard());

            assertThat(fees.charge(floor, Licensee.host(), usd("1"), NOW, Meters.none())
                            .readings())
                    .isEmpty();
            assertThat(charged(fees.charge(beyond, Licensee.host(), usd("1"), NOW, Meters.none())))
                    .isEqualTo(usd("0.02"));
        }

        @Test
        void a_credit_of_the_period_before_the_cap() {
            LicenceFee fee =
                    Draft.of("job", FeeBasis.JOB, "3").credit("10").cap("5").fee();

            assertThat(charged(charge(catalogue(fee), Licensee.host(), counted("job", 3, "9"))))
                    .isEqualTo(usd("2"));
            assertThat(charged(charge(catalogue(fee), Licensee.host(), counted("job", 4, "12"))))
                    .isEqualTo(usd("3"));
            assertThat(charged(charge(catalogue(fee), Licensee.host(), counted("job", 5, "15"))))
                    .isEqualTo(usd("0"));
        }

        @Test
        void what_is_beyond_the_cap_and_says_how_far_it_is() {
            LicenceFee fee = Draft.of("job", FeeBasis.JOB, "3").cap("10").fee();

            LicenceCost cost = charge(catalogue(fee), Licensee.host(), counted("job", 2, "6"))
                    .costs()
                    .get(0);
            assertThat(cost.headroom().toCap()).contains(usd("1"));
            assertThat(charged(charge(catalogue(fee), Licensee.host(), counted("job", 3, "9"))))
                    .isEqualTo(usd("1"));
            assertThat(charged(charge(catalogue(fee), Licensee.host(), counted("job", 900, "2700"))))
                    .isEqualTo(usd("0"));
        }

        @Test
        void a_part_in_some_regions() {
            LicenceCatalogue fees = catalogue(Draft.of("job", FeeBasis.JOB, "0.25")
                    .region("region-2", "0.5")
                    .fee());

            assertThat(charged(charge(fees, Licensee.host().in("region-2"), Meters.none())))
                    .isEqualTo(usd("0.125"));
            assertThat(charged(charge(fees, Licensee.host().in("region-1"), Meters.none())))
                    .isEqualTo(usd("0.25"));
        }

        @Test
        void all_of_a_fee_before_and_after_its_dates_and_for_those_that_it_does_not_apply_to() {
            Instant start = Instant.parse("2026-11-10T12:00:00Z");
            Validity validity = new Validity(
                    start, Optional.of(start.plusSeconds(60)), Optional.of("paying"), Optional.of("exempt"));
            LicenceCatalogue fees =
                    catalogue(Draft.of("job", FeeBasis.JOB, "1").valid(validity).fee());
            Licensee paying = Licensee.host().marked("paying");

            assertThat(at(fees, paying, start)).isEqualTo(usd("1"));
            assertThat(at(fees, paying, start.minusNanos(1))).isEqualTo(usd("0"));
            assertThat(at(fees, paying, start.plusSeconds(60))).isEqualTo(usd("0"));
            assertThat(at(fees, Licensee.host(), start)).isEqualTo(usd("0"));
            assertThat(at(fees, Licensee.host().marked("paying", "exempt"), start))
                    .isEqualTo(usd("0"));
        }

        private static Amount at(LicenceCatalogue fees, Licensee licensee, Instant instant) {
            return charged(fees.charge(work(HOUR, Delivery.standard()), licensee, usd("0"), instant, Meters.none()));
        }
    }

    @Nested
    @DisplayName("stacks")
    class Stacks {

        private final LicenceFee two = Draft.of("two", FeeBasis.JOB, "2").fee();
        private final LicenceFee five = Draft.of("five", FeeBasis.JOB, "5").fee();

        private Amount by(Kind kind, Scope scope, Optional<BigDecimal> times, Meters meters) {
            StackingRule rule = new StackingRule(kind, scope, List.of("two", "five"), times);
            return charged(charge(catalogue(List.of(rule), List.of(), two, five), Licensee.host(), meters));
        }

        @Test
        void fees_one_on_the_other_unless_a_rule_says_otherwise() {
            assertThat(charged(charge(catalogue(two, five), Licensee.host(), Meters.none())))
                    .isEqualTo(usd("7"));
        }

        @Test
        void the_lower_and_the_higher_of_what_each_job_adds() {
            assertThat(by(Kind.LOWER_OF, Scope.JOB, Optional.empty(), Meters.none()))
                    .isEqualTo(usd("2"));
            assertThat(by(Kind.HIGHER_OF, Scope.JOB, Optional.empty(), Meters.none()))
                    .isEqualTo(usd("5"));
        }

        @Test
        void a_bundle_below_the_sum() {
            assertThat(by(Kind.BUNDLE, Scope.JOB, Optional.of(new BigDecimal("0.8")), Meters.none()))
                    .isEqualTo(usd("5.60"));
        }

        @Test
        void one_fee_taken_off_another() {
            assertThat(by(Kind.OFFSET, Scope.JOB, Optional.empty(), Meters.none()))
                    .isEqualTo(usd("5"));
        }

        @Test
        void royalties_or_a_minimum_whichever_is_higher_over_the_period() {
            LicenceFee minimum = Draft.of("minimum", FeeBasis.FLAT_PERIOD, "12").fee();
            StackingRule rule =
                    new StackingRule(Kind.HIGHER_OF, Scope.PERIOD, List.of("minimum", "five"), Optional.empty());
            LicenceCatalogue fees = catalogue(List.of(rule), List.of(), minimum, five);

            assertThat(charged(charge(fees, Licensee.host(), counted("five", 1, "5"))))
                    .isEqualTo(usd("0"));
            assertThat(charged(charge(fees, Licensee.host(), counted("five", 2, "10"))))
                    .isEqualTo(usd("3"));
            assertThat(charged(charge(fees, Licensee.host(), counted("five", 3, "15"))))
                    .isEqualTo(usd("5"));
        }

        @Test
        void all_up_to_a_combined_cap_after_a_combined_credit() {
            CombinedCap cap = new CombinedCap(List.of("two", "five"), usd("3"), usd("10"));
            LicenceCatalogue fees = catalogue(List.of(), List.of(cap), two, five);

            LicenceCharge first = charge(fees, Licensee.host(), Meters.none());
            LicenceCharge second = charge(fees, Licensee.host(), Meters.of(first.readings()));
            List<MeterReading> all = new ArrayList<>(first.readings());
            all.addAll(second.readings());

            assertThat(charged(first)).isEqualTo(usd("4"));
            assertThat(charged(second)).isEqualTo(usd("6"));
            assertThat(charged(charge(fees, Licensee.host(), Meters.of(all)))).isEqualTo(usd("0"));
        }

        @Test
        void half_yearly_the_highest_of_users_subscribers_and_revenue_less_a_credit() {
            LicenceFee users = Draft.of("by-users", FeeBasis.USER_TIER, "0.01")
                    .every(BillingPeriod.HALF_YEAR)
                    .region("region-2", "0.5")
                    .fee();
            LicenceFee subscribers = Draft.of("by-subscribers", FeeBasis.SUBSCRIBER_TIER, "0.05")
                    .every(BillingPeriod.HALF_YEAR)
                    .region("region-2", "0.5")
                    .fee();
            StackingRule highest = new StackingRule(
                    Kind.HIGHER_OF, Scope.PERIOD, List.of("by-users", "by-subscribers"), Optional.empty());
            CombinedCap waived = new CombinedCap(List.of("by-users", "by-subscribers"), usd("25000"), usd("1000000"));
            Licensee streamer = Licensee.host().declaring("users", 9_000_000).declaring("subscribers", 1_000_000);

            LicenceCatalogue fees = catalogue(List.of(highest), List.of(waived), users, subscribers);

            assertThat(charge(fees, streamer, Meters.none()).costs())
                    .extracting(LicenceCost::owedSoFar)
                    .containsExactly(usd("65000"), usd("0"));
            assertThat(charge(fees, streamer.in("region-2"), Meters.none()).costs())
                    .extracting(LicenceCost::owedSoFar)
                    .containsExactly(usd("20000"), usd("0"));
        }
    }

    @Nested
    @DisplayName("recovers")
    class Recovers {

        private final Draft fee = Draft.of("job", FeeBasis.JOB, "3").cap("30");

        @Test
        void what_a_job_adds_or_its_share_or_nothing() {
            Licensee busy = Licensee.host().expecting("jobs", 1_000);

            assertThat(charged(charge(catalogue(fee.fee()), busy, Meters.none())))
                    .isEqualTo(usd("3"));
            assertThat(charged(
                            charge(catalogue(fee.recovered(Recovery.AMORTISED).fee()), busy, Meters.none())))
                    .isEqualTo(usd("0.03"));
            assertThat(charge(catalogue(fee.recovered(Recovery.SHOWN).fee()), busy, Meters.none())
                            .lines())
                    .isEmpty();
        }

        @Test
        void another_part_than_the_catalogue_says_under_another_version() {
            LicenceCatalogue fees = catalogue(
                    Draft.of("flat", FeeBasis.FLAT_PERIOD, "1200").fee(),
                    Draft.of("job", FeeBasis.JOB, "3").fee());
            LicenceCatalogue shared = fees.recovering("fees-2", "flat", Recovery.AMORTISED);
            Licensee licensee = Licensee.host().expecting(Licensee.MINUTES, 1_800);

            LicenceCharge charge = charge(shared, licensee, Meters.none());

            assertThat(charge.lines())
                    .extracting(PriceLine::name, PriceLine::amount, PriceLine::priceVersion)
                    .containsExactly(
                            tuple("licence flat", usd("120"), "fees-2"), tuple("licence job", usd("3"), "fees-2"));
            assertThat(charged(charge(fees, licensee, Meters.none()))).isEqualTo(usd("3"));
            assertThatThrownBy(() -> fees.recovering("fees-2", "other", Recovery.SHOWN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Fee 'other' was named but must be one of [flat, job]; correct its id.");
        }

        @Test
        void the_average_so_far_where_nothing_is_expected() {
            LicenceCost cost = charge(catalogue(fee.fee()), Licensee.host(), counted("job", 99, "297"))
                    .costs()
                    .get(0);

            assertThat(cost.marginal()).isEqualTo(usd("0"));
            assertThat(cost.amortised()).contains(usd("0.30"));
        }

        @Test
        void no_share_of_a_fee_whose_period_nothing_tells_the_size_of() {
            LicenceCatalogue fees = catalogue(Draft.of("flat", FeeBasis.FLAT_PERIOD, "1500")
                    .recovered(Recovery.AMORTISED)
                    .fee());

            assertThatThrownBy(() -> charge(fees, Licensee.host(), Meters.none()))
                    .isInstanceOf(UnpricedException.class)
                    .hasMessage("Prices of version 'fees-1' share out fee 'flat' but nothing says how large its period"
                            + " is; declare how many minutes the licensee expects, or recover the fee otherwise.");
        }
    }

    @Nested
    @DisplayName("by volume prices")
    class Volumes {

        /** A dollar for each of up to ten, 60 cents for all from eleven on. */
        private final Tiers tiers = new Tiers(
                Tiers.Mode.VOLUME,
                FeeBasis.JOB.measure(),
                List.of(Step.upTo(10, usd("1.00")), Step.beyond(usd("0.60"))));

        @Test
        void charges_by_the_tier_so_far_and_says_what_the_tier_of_the_period_will_change() {
            LicenceFee fee = Draft.of("job", FeeBasis.JOB, tiers).fee();
            LicenceCharge before = charge(catalogue(fee), Licensee.host(), counted("job", 9, "9"));
            LicenceCharge beyond = charge(catalogue(fee), Licensee.host(), counted("job", 10, "10"));

            assertThat(charged(before)).isEqualTo(usd("1.00"));
            assertThat(charged(beyond)).isEqualTo(usd("0.60"));
            assertThat(beyond.costs().get(0).marginal()).isEqualTo(usd("-3.40"));
            TrueUp later = before.trueUps().get(0);
            assertThat(later.counter()).isEqualTo(before.readings().get(0).key());
            assertThat(later.due()).isEqualTo("2027-01-01T00:00:00Z");
            assertThat(later.differenceMicros(10)).isZero();
            assertThat(later.differenceMicros(11)).isEqualTo(-400_000);
            assertThat(beyond.trueUps().get(0).differenceMicros(10)).isEqualTo(400_000);
        }

        @Test
        void counts_the_tiers_from_behind_the_allowance_and_what_is_declared_in_the_licensees_region() {
            Tiers units = new Tiers(
                    Tiers.Mode.VOLUME,
                    FeeBasis.ENCODER_UNIT.measure(),
                    List.of(Step.upTo(10, usd("1.00")), Step.beyond(usd("0.60"))));
            LicenceFee fee = Draft.of("units", FeeBasis.ENCODER_UNIT, units)
                    .free(5)
                    .region("far", "0.5")
                    .fee();
            Licensee licensee = Licensee.host().in("far").declaring("encoder-units", 4);
            LicenceCharge charge = catalogue(fee)
                    .charge(
                            work(HOUR, Delivery.standard().withEncoderUnits(3)),
                            licensee,
                            usd("10"),
                            NOW,
                            Meters.none());

            assertThat(charged(charge)).isEqualTo(usd("1.00"));
            assertThat(charge.trueUps().get(0).differenceMicros(11)).isZero();
            assertThat(charge.trueUps().get(0).differenceMicros(12)).isEqualTo(-400_000);
        }

        @Test
        void charges_what_each_adds_where_a_cap_a_credit_or_a_rule_ties_the_fee() {
            LicenceFee capped = Draft.of("job", FeeBasis.JOB, tiers).cap("8").fee();
            LicenceFee credited =
                    Draft.of("job", FeeBasis.JOB, tiers).credit("8").fee();
            LicenceFee free = Draft.of("job", FeeBasis.JOB, tiers).fee();
            LicenceFee title = Draft.of("title", FeeBasis.TITLE, "5").fee();
            StackingRule lower =
                    new StackingRule(Kind.LOWER_OF, Scope.PERIOD, List.of("job", "title"), Optional.empty());

            for (LicenceCatalogue tied : List.of(
                    catalogue(capped), catalogue(credited), catalogue(List.of(lower), List.of(), free, title))) {
                LicenceCharge charge = charge(tied, Licensee.host(), counted("job", 10, "10"));
                assertThat(charge.trueUps()).as("%s", tied).isEmpty();
                assertThat(charged(charge).isNegative()).isFalse();
            }
        }

        @Test
        void is_final_at_once_where_the_account_pays_a_share_or_nothing() {
            LicenceFee shown = Draft.of("job", FeeBasis.JOB, tiers)
                    .recovered(Recovery.SHOWN)
                    .fee();
            LicenceFee share = Draft.of("job", FeeBasis.JOB, tiers)
                    .recovered(Recovery.AMORTISED)
                    .fee();

            assertThat(charge(shown).trueUps()).isEmpty();
            assertThat(charge(share).trueUps()).isEmpty();
        }
    }

    @Test
    void charges_a_period_of_jobs_what_the_period_owes_to_the_millionth() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int time = 0; time < 200; time++) {
            LicenceCatalogue fees = draw(random);
            List<MeterReading> readings = new ArrayList<>();
            Amount charged = usd("0");
            LicenceCharge last = LicenceCharge.none();
            for (int number = 0; number < 30; number++) {
                TranscodeJob job = job(1 + random.nextInt(10_000), VideoCodec.H264);
                last = fees.charge(
                        work(job, Delivery.standard()), Licensee.host(), usd("1.234567"), NOW, Meters.of(readings));
                charged = charged.plus(charged(last));
                readings.addAll(last.readings());
            }
            Amount owed = last.costs().stream().map(LicenceCost::owedSoFar).reduce(usd("0"), Amount::plus);
            assertThat(charged).as("seed %d, %s", SEED, fees).isEqualTo(owed);
        }
    }

    private static LicenceCatalogue draw(RandomGenerator random) {
        Amount small = Amount.ofMicros(random.nextLong(2_000_000), Unit.USD);
        Tiers minutes = new Tiers(
                Mode.GRADUATED,
                FeeBasis.OUTPUT_MINUTE.measure(),
                List.of(
                        Step.upTo(1 + random.nextInt(500), small),
                        Step.beyond(Amount.ofMicros(random.nextLong(9_999), Unit.USD))));
        LicenceFee first = Draft.of("first", FeeBasis.OUTPUT_MINUTE, minutes)
                .free(random.nextInt(200))
                .credit(Integer.toString(random.nextInt(20)))
                .cap(Integer.toString(20 + random.nextInt(900)))
                .fee();
        LicenceFee second = Draft.of("second", FeeBasis.TITLE, "0.02")
                .floor(Duration.ofMinutes(12))
                .fee();
        LicenceFee third = Draft.of("third", FeeBasis.PERCENT_OF_PRICE, "0")
                .share("0.013")
                .cap("0.3")
                .fee();
        List<StackingRule> rules =
                List.of(new StackingRule(Kind.LOWER_OF, Scope.JOB, List.of("second", "third"), Optional.empty()));
        CombinedCap cap = new CombinedCap(
                List.of("first", "second", "third"), usd("0"), usd(Integer.toString(random.nextInt(500))));
        return catalogue(rules, List.of(cap), first, second, third);
    }

    @Test
    void refuses_fees_of_one_name_rules_for_unknown_ones_and_caps_over_two_periods() {
        LicenceFee fee = Draft.of("fee", FeeBasis.JOB, "1").fee();
        LicenceFee monthly = Draft.of("monthly", FeeBasis.JOB, "1")
                .every(BillingPeriod.MONTH)
                .fee();

        assertThatThrownBy(() -> catalogue(fee, fee))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Fee 'fee' was given twice but must be given once; rename one of the two.");
        StackingRule unknown = new StackingRule(Kind.LOWER_OF, Scope.JOB, List.of("fee", "other"), Optional.empty());
        assertThatThrownBy(() -> catalogue(List.of(unknown), List.of(), fee))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Fee 'other' was named but must be one of [fee]; correct its id.");
        CombinedCap cap = new CombinedCap(List.of("fee", "monthly"), usd("0"), usd("1"));
        assertThatThrownBy(() -> catalogue(List.of(), List.of(cap), fee, monthly))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Combined cap was for [fee, monthly] of periods ");
    }
}
