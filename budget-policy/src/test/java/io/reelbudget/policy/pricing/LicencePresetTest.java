package io.reelbudget.policy.pricing;

import static io.reelbudget.policy.pricing.Renditions.job;
import static io.reelbudget.policy.pricing.Renditions.usd;
import static io.reelbudget.policy.pricing.Renditions.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.job.VideoCodec;
import io.reelbudget.licence.LicenceCatalogue;
import io.reelbudget.licence.LicenceCharge;
import io.reelbudget.licence.LicenceCost;
import io.reelbudget.licence.Licensee;
import io.reelbudget.money.Amount;
import io.reelbudget.rate.Delivery;
import io.reelbudget.rate.Meters;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What patent pools have published, as far as it was available. */
@DisplayName("A licence catalogue in the shape of what a pool has published")
class LicencePresetTest {

    @ParameterizedTest
    @EnumSource(LicencePreset.class)
    void says_that_it_is_illustrative_and_no_legal_advice(LicencePreset preset) {
        assertThat(preset.catalogue().description())
                .startsWith("Illustrative, not legal advice; as of November 2026, from public sources, incomplete. ");
    }

    private static LicenceCharge charge(
            LicencePreset preset, VideoCodec codec, Licensee licensee, Delivery delivery, int year) {
        return charge(preset, codec, licensee, delivery, year, 3600);
    }

    private static LicenceCharge charge(
            LicencePreset preset, VideoCodec codec, Licensee licensee, Delivery delivery, int year, double seconds) {
        LicenceCatalogue catalogue = preset.catalogue();
        Instant at = Instant.parse(year + "-06-01T00:00:00Z");
        return catalogue.charge(
                work(job(seconds, codec, 1920, 1080, 30), delivery), licensee, usd("0"), at, Meters.none());
    }

    private static Amount owed(LicenceCharge charge, String fee) {
        return cost(charge, fee).owedSoFar();
    }

    private static LicenceCost cost(LicenceCharge charge, String fee) {
        return charge.costs().stream()
                .filter(each -> each.fee().equals(fee))
                .findFirst()
                .orElseThrow();
    }

    private static Amount sum(LicenceCharge charge) {
        return charge.costs().stream().map(LicenceCost::owedSoFar).reduce(usd("0"), Amount::plus);
    }

    @Nested
    @DisplayName("for AVC")
    class Avc {

        private static LicenceCharge avc(Licensee licensee, Delivery delivery, int year) {
            return charge(LicencePreset.AVC, VideoCodec.H264, licensee, delivery, year);
        }

        @ParameterizedTest
        @CsvSource({
            "2005, 100000, 0",
            "2005, 100001, 0.20",
            "2005, 5000000, 980000",
            "2006, 30000000, 3480000",
            "2006, 31000000, 3500000",
            "2008, 90000000, 4250000",
            "2010, 90000000, 5000000",
            "2012, 90000000, 9480000",
            "2020, 900000000, 9750000"
        })
        void charges_products_by_tier_up_to_the_cap_of_the_year(int year, long units, String owed) {
            Licensee maker = Licensee.host().declaring("avc-products", units);
            String fee = "avc-products-" + (year < 2007 ? 2005 : year < 2009 ? 2007 : year < 2011 ? 2009 : 2011);

            assertThat(owed(avc(maker, Delivery.standard(), year), fee)).isEqualTo(usd(owed));
        }

        @Test
        void charges_the_unit_that_goes_beyond_the_free_ones() {
            Licensee maker = Licensee.host().declaring("avc-products", 100_000);

            LicenceCost cost = cost(avc(maker, Delivery.standard().withEncoderUnits(1), 2015), "avc-products-2011");

            assertThat(cost.marginal()).isEqualTo(usd("0.20"));
            assertThat(cost.headroom().toNextTier()).isEqualTo(OptionalLong.of(4_899_999));
            assertThat(cost.headroom().nextPrice()).contains(usd("0.10"));
            assertThat(cost.headroom().toCap()).contains(usd("9749999.80"));
        }

        @ParameterizedTest
        @CsvSource({"720, 5.00, 0", "721, 5.00, 0.02", "721, 0.99, 0.0198", "721, 1.00, 0.02"})
        void charges_the_lower_of_two_per_cent_and_two_cents_for_titles_beyond_twelve_minutes(
                double seconds, String price, String owed) {
            Licensee seller = Licensee.host().marked("sells-titles", "grandfathered");
            Delivery title = Delivery.standard().withTitlePrice(usd(price));

            LicenceCharge charge = charge(LicencePreset.AVC, VideoCodec.H264, seller, title, 2024, seconds);

            assertThat(sum(charge)).isEqualTo(usd(owed));
        }

        @ParameterizedTest
        @CsvSource({
            "100000, 0",
            "100001, 25000",
            "250000, 25000",
            "500000, 50000",
            "1000000, 75000",
            "1000001, 100000",
            "90000000, 100000"
        })
        void charges_grandfathered_subscriptions_by_step(long subscribers, String owed) {
            Licensee old = Licensee.host().marked("grandfathered").declaring("subscribers", subscribers);

            assertThat(owed(avc(old, Delivery.standard(), 2026), "avc-subscription"))
                    .isEqualTo(usd(owed));
        }

        @Test
        void charges_free_television_once_by_encoder_or_every_year_by_household() {
            Licensee byEncoder = Licensee.host()
                    .marked("free-tv-by-encoder", "grandfathered")
                    .declaring("transmission-encoders", 3);
            Licensee byHousehold = Licensee.host()
                    .marked("free-tv-by-household", "grandfathered")
                    .declaring("households", 500_000);

            assertThat(owed(avc(byEncoder, Delivery.standard(), 2026), "avc-free-tv-encoder"))
                    .isEqualTo(usd("7500"));
            assertThat(owed(avc(byHousehold, Delivery.standard(), 2026), "avc-free-tv-household"))
                    .isEqualTo(usd("5000"));
        }

        @Test
        void charges_streaming_from_2026_on_once_by_the_highest_service_type() {
            Licensee streamer = Licensee.host()
                    .declaring("ott-subscribers", 100_000_000)
                    .declaring("fast-daily-users", 5_000_000)
                    .declaring("social-monthly-users", 1_000_000_000);

            assertThat(sum(avc(streamer, Delivery.standard(), 2026))).isEqualTo(usd("4500000"));
            assertThat(sum(avc(streamer.marked("grandfathered"), Delivery.standard(), 2026)))
                    .isEqualTo(usd("0"));
            assertThat(sum(avc(streamer, Delivery.standard(), 2025))).isEqualTo(usd("0"));
        }

        @Test
        void adds_nothing_to_what_a_streamer_owes_and_has_a_share_in_it() {
            Licensee streamer =
                    Licensee.host().declaring("ott-subscribers", 100_000_000).expecting(Licensee.MINUTES, 90_000_000);

            LicenceCost cost = cost(avc(streamer, Delivery.standard(), 2026), "avc-2026-ott");

            assertThat(cost.marginal()).isEqualTo(usd("0"));
            assertThat(cost.amortised()).contains(usd("3"));
        }
    }

    @Nested
    @DisplayName("for HEVC")
    class Hevc {

        private static LicenceCharge hevc(Licensee licensee) {
            return charge(LicencePreset.HEVC, VideoCodec.H265, licensee, Delivery.standard(), 2022);
        }

        @Test
        void charges_devices_by_category_less_what_is_waived() {
            Licensee maker = Licensee.host()
                    .declaring("hevc-mobile", 1_000_000)
                    .declaring("hevc-connected-home", 100_000)
                    .declaring("hevc-4k-tv", 10_000);

            LicenceCharge charge = hevc(maker);

            assertThat(owed(charge, "hevc-advance-mobile")).isEqualTo(usd("375000"));
            assertThat(owed(charge, "hevc-advance-connected-home")).isEqualTo(usd("80000"));
            assertThat(owed(charge, "hevc-advance-4k-tv")).isEqualTo(usd("12000"));
        }

        @Test
        void charges_half_in_region_two() {
            Licensee maker = Licensee.host().declaring("hevc-mobile", 1_000_000).in("region-2");

            assertThat(owed(hevc(maker), "hevc-advance-mobile")).isEqualTo(usd("175000"));
        }

        @Test
        void caps_each_category_and_all_together() {
            Licensee phones = Licensee.host().declaring("hevc-mobile", 900_000_000);
            Licensee all = phones.declaring("hevc-connected-home", 900_000_000).declaring("hevc-4k-tv", 900_000_000);

            assertThat(sum(hevc(phones))).isEqualTo(usd("29975000"));
            assertThat(sum(hevc(all))).isEqualTo(usd("40000000"));
        }

        @ParameterizedTest
        @CsvSource({"100000, 0", "100001, 0.20", "125100000, 25000000", "900000000, 25000000"})
        void charges_units_of_the_other_pool_up_to_its_cap(long units, String owed) {
            assertThat(owed(hevc(Licensee.host().declaring("hevc-units", units)), "hevc-via-la"))
                    .isEqualTo(usd(owed));
        }
    }

    @Nested
    @DisplayName("for VVC")
    class Vvc {

        private static LicenceCharge vvc(Licensee licensee, int year) {
            return charge(LicencePreset.VVC, VideoCodec.H266, licensee, Delivery.standard(), year);
        }

        @ParameterizedTest
        @CsvSource({
            "100000, 0, 0",
            "200000, 0, 20000",
            "0, 1000000, 0",
            "0, 2000000, 50000",
            "900000000, 0, 30000000",
            "0, 900000000, 8000000",
            "900000000, 900000000, 30000000"
        })
        void charges_units_and_free_software_up_to_their_caps(long units, long software, String owed) {
            Licensee maker = Licensee.host().declaring("vvc-units", units).declaring("vvc-free-software", software);

            assertThat(sum(vvc(maker, 2026))).isEqualTo(usd(owed));
        }

        @Test
        void ends_with_2027() {
            Licensee maker = Licensee.host().declaring("vvc-units", 200_000);

            assertThat(sum(vvc(maker, 2021))).isEqualTo(usd("0"));
            assertThat(sum(vvc(maker, 2027))).isEqualTo(usd("20000"));
            assertThat(sum(vvc(maker, 2028))).isEqualTo(usd("0"));
        }

        @Test
        void charges_nothing_for_encoding() {
            assertThat(vvc(Licensee.host(), 2026).lines()).isEmpty();
        }
    }
}
