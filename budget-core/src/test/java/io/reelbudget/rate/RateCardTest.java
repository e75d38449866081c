package io.reelbudget.rate;

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
import io.reelbudget.money.UnitMismatchException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A rate card")
class RateCardTest {

    private static final Source MINUTE = new Source("mp4", VideoCodec.H264, 1920, 1080, 25, 60, 0, 0);

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    private static TranscodeJob job(Source source, VideoCodec... codecs) {
        List<Target> targets = Arrays.stream(codecs)
                .map(codec ->
                        new Target(codec, "encoder", "default", 1280, 720, 25, new RateControl.ConstantQuality(30)))
                .toList();
        return TranscodeJob.of("job", source, targets.toArray(Target[]::new));
    }

    @Test
    void charges_processor_time_by_the_hour() {
        RateCard card = RateCard.perCpuHour("2026-11", usd("0.36"));

        PriceBreakdown price = card.price(job(MINUTE, VideoCodec.AV1), CpuTime.ofSeconds(100));

        assertThat(price)
                .isEqualTo(new PriceBreakdown("2026-11", Unit.USD, List.of(new PriceLine("compute", usd("0.01")))));
        assertThat(price.total()).isEqualTo(usd("0.01"));
    }

    @Test
    void rounds_every_line_up() {
        RateCard card = new RateCard("2026-11", usd("1"), Map.of(), Map.of(VideoCodec.AV1, usd("0.000001")));
        Source oneFrame = new Source("mp4", VideoCodec.H264, 1920, 1080, 25, 0.04, 0, 0);

        PriceBreakdown price = card.price(job(oneFrame, VideoCodec.AV1), new CpuTime(1));

        assertThat(price.lines())
                .containsExactly(
                        new PriceLine("compute", usd("0.000001")), new PriceLine("licence AV1", usd("0.000001")));
    }

    @Test
    void adds_licences_for_each_output_in_a_codec_that_has_one() {
        RateCard card = new RateCard(
                "2026-11", usd("0"), Map.of(), Map.of(VideoCodec.H264, usd("0.002"), VideoCodec.H265, usd("0.005")));
        Source ninetySeconds = new Source("mp4", VideoCodec.H264, 1920, 1080, 25, 90, 0, 0);

        PriceBreakdown price = card.price(
                job(ninetySeconds, VideoCodec.H264, VideoCodec.H265, VideoCodec.AV1, VideoCodec.H264),
                CpuTime.ofSeconds(1));

        assertThat(price.lines())
                .containsExactly(
                        new PriceLine("compute", usd("0")),
                        new PriceLine("licence H264", usd("0.003")),
                        new PriceLine("licence H265", usd("0.0075")),
                        new PriceLine("licence H264", usd("0.003")));
        assertThat(price.total()).isEqualTo(usd("0.0135"));
    }

    @Test
    void multiplies_compute_by_priority() {
        RateCard card = new RateCard("2026-11", usd("3.6"), Map.of(Priority.HIGH, new BigDecimal("1.5")), Map.of());
        TranscodeJob normal = job(MINUTE, VideoCodec.AV1);
        TranscodeJob high = new TranscodeJob(
                normal.id(), MINUTE, normal.targets(), new ServiceLevel(Priority.HIGH, Optional.empty()));

        assertThat(card.price(normal, CpuTime.ofSeconds(10)).total()).isEqualTo(usd("0.01"));
        assertThat(card.price(high, CpuTime.ofSeconds(10)).total()).isEqualTo(usd("0.015"));
    }

    @Test
    void can_count_processor_seconds_one_for_one() {
        assertThat(RateCard.vcpuSeconds()
                        .price(job(MINUTE, VideoCodec.VP9), CpuTime.ofSeconds(12.5))
                        .total())
                .isEqualTo(Amount.parse("12.5", Unit.VCPU_SECONDS));
    }

    @Test
    void refuses_prices_below_zero_two_units_and_no_name() {
        assertThatThrownBy(() -> RateCard.perCpuHour(" ", usd("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Price version was blank but must have a name; use one such as '2026-11'.");
        assertThatThrownBy(() -> RateCard.perCpuHour("1", usd("-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Compute price per CPU hour was -1.00 USD but must be zero or more; use zero for free.");
        assertThatThrownBy(() -> new RateCard("1", usd("1"), Map.of(), Map.of(VideoCodec.AV1, usd("-1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Licence fee of AV1 was -1.00 USD but must be zero or more; use zero for free.");
        assertThatThrownBy(() -> new RateCard("1", usd("1"), Map.of(Priority.LOW, new BigDecimal("-0.5")), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Multiplier for priority LOW was -0.5 but must be zero or more; use 1 for no change.");
        assertThatThrownBy(() -> new RateCard(
                        "1", usd("1"), Map.of(), Map.of(VideoCodec.AV1, Amount.parse("1", Unit.VCPU_SECONDS))))
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
}
