package io.reelbudget.policy.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.licence.LicenceCatalogue;
import io.reelbudget.licence.Licensee;
import io.reelbudget.licence.Recovery;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.pricing.LicencePreset;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.RateCard;
import io.reelbudget.rate.UnpricedException;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Prices for policies")
class JobPricingTest {

    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
    private static final AccountPath STREAMER = AccountPath.of("streamer");
    private static final Source SOURCE = new Source("mov", VideoCodec.H264, 1280, 720, 30, 60, 0, 0);
    private static final Target TARGET =
            new Target(VideoCodec.H264, "any", "default", 1280, 720, 30, new RateControl.Bitrate(1_000_000));
    private static final TranscodeJob JOB = TranscodeJob.of("job", SOURCE, TARGET);

    /** Processor time at a dollar an hour, and a share of 4.5 million for 1.5 thousand million minutes. */
    private static BookPricing engine(Set<String> accounts) {
        LicenceCatalogue avc = LicencePreset.AVC.catalogue().recovering("shared", "avc-2026-ott", Recovery.AMORTISED);
        Licensee known =
                Licensee.host().declaring("ott-subscribers", 120_000_000).expecting(Licensee.MINUTES, 1_500_000_000);
        return PricingEngine.of(PriceBook.of(RateCard.perCpuHour("card", Amount.parse("3.60", Unit.USD)), avc))
                .withLicensees(account -> accounts.contains(account.toString()) ? known : Licensee.host());
    }

    @Test
    void by_an_engine_are_those_of_the_account_and_of_its_licensee() {
        JobPricing pricing = JobPricing.of(new TenSeconds(), engine(Set.of("streamer")), STREAMER, NOW);

        assertThat(pricing.price(JOB).micros()).isEqualTo(new Quantiles(8_000, 13_000, 23_000));
    }

    @Test
    void by_an_engine_are_refused_where_the_account_has_none() {
        JobPricing pricing = JobPricing.of(new TenSeconds(), engine(Set.of()), STREAMER, NOW);

        assertThatThrownBy(() -> pricing.price(JOB))
                .isInstanceOf(UnpricedException.class)
                .hasMessageContaining("share out fee 'avc-2026-ott'");
    }

    /** Expects five, ten and twenty seconds. */
    private static final class TenSeconds implements CostEstimator {

        @Override
        public CostEstimate estimate(TranscodeJob job) {
            return new CostEstimate(
                    new Quantiles(5, 10, 20), CostEstimate.Origin.RATE, "ten seconds", 0, "Always ten seconds.");
        }

        @Override
        public void learn(FinishedJob finished) {
            throw new UnsupportedOperationException("Nothing was to be learnt here.");
        }
    }
}
