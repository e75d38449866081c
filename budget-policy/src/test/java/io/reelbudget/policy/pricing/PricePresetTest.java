package io.reelbudget.policy.pricing;

import static io.reelbudget.policy.pricing.Renditions.NOW;
import static io.reelbudget.policy.pricing.Renditions.charge;
import static io.reelbudget.policy.pricing.Renditions.job;
import static io.reelbudget.policy.pricing.Renditions.minute;
import static io.reelbudget.policy.pricing.Renditions.usd;
import static io.reelbudget.policy.pricing.Renditions.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.CardCharge;
import io.reelbudget.rate.Delivery;
import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.MeterReading;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.RateCard;
import io.reelbudget.rate.Tally;
import io.reelbudget.rate.UnpricedException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Published prices, as far as they were available; all dollars for a minute of output. */
@DisplayName("A rate card in the shape of a published price list")
class PricePresetTest {

    @ParameterizedTest
    @EnumSource(PricePreset.class)
    void says_that_it_is_illustrative_and_of_which_date(PricePreset preset) {
        assertThat(preset.card().description()).startsWith("Illustrative, as of November 2026; no offer of ");
        assertThat(preset.card().version()).startsWith("illustrative-").endsWith("-2026-11");
    }

    @Nested
    @DisplayName("of AWS MediaConvert")
    class MediaConvert {

        private final RateCard card = PricePreset.AWS_MEDIACONVERT_BASIC.card();

        @ParameterizedTest
        @CsvSource({
            "640, 360, 30, 0.0075",
            "1280, 720, 30, 0.015",
            "1920, 1080, 30, 0.015",
            "3840, 2160, 30, 0.03",
            "854, 480, 60, 0.009375",
            "1920, 1080, 59.94, 0.01875",
            "1920, 1080, 120, 0.0225"
        })
        void multiplies_the_published_price_of_a_normalized_minute(int width, int height, double fps, String price) {
            assertThat(minute(card, VideoCodec.H264, width, height, fps)).isEqualTo(usd(price));
        }

        /** The list of Seoul shows four decimals of what the multipliers say, cut off. */
        @ParameterizedTest
        @CsvSource({
            "640, 360, 30, 0.0085", "1920, 1080, 30, 0.0170", "3840, 2160, 30, 0.0340",
            "640, 360, 60, 0.0106", "1920, 1080, 60, 0.0212", "3840, 2160, 60, 0.0425",
            "640, 360, 120, 0.0127", "1920, 1080, 120, 0.0255", "3840, 2160, 120, 0.0510"
        })
        void has_the_multipliers_of_the_prices_of_seoul(int width, int height, double fps, String published) {
            RateCard seoul = withBase("0.0085");

            BigDecimal exact =
                    minute(seoul, VideoCodec.H264, width, height, fps).toBigDecimal();

            assertThat(exact.setScale(4, RoundingMode.DOWN)).isEqualTo(new BigDecimal(published));
        }

        @ParameterizedTest
        @CsvSource({"640, 360, 0.015", "1920, 1080, 0.03", "3840, 2160, 0.06"})
        void has_the_multipliers_of_the_prices_of_us_east_at_60_frames(int width, int height, String published) {
            assertThat(minute(withBase("0.012"), VideoCodec.H264, width, height, 60))
                    .isEqualTo(usd(published));
        }

        @Test
        void has_the_price_of_govcloud_as_a_base() {
            assertThat(minute(withBase("0.0153"), VideoCodec.VP8, 640, 360, 30)).isEqualTo(usd("0.0153"));
        }

        @Test
        void bills_by_the_second_and_at_least_ten_of_each_output() {
            assertThat(total(job(3, VideoCodec.H264, 640, 360, 30))).isEqualTo(usd("0.00125"));
            assertThat(total(job(10.2, VideoCodec.H264, 640, 360, 30))).isEqualTo(usd("0.001375"));
        }

        @Test
        void adds_sound_by_dolby_and_loudness_by_the_minute() {
            Delivery delivery = Delivery.standard().withFeatures("dolby-audio", "loudness-normalization");

            assertThat(charge(card, job(60, VideoCodec.H264, 640, 360, 30), delivery)
                            .total())
                    .isEqualTo(usd("0.0145"));
        }

        @Test
        void has_no_price_for_what_is_not_basic() {
            assertThatThrownBy(() -> minute(card, VideoCodec.H265, 1920, 1080, 30))
                    .isInstanceOf(UnpricedException.class);
            assertThatThrownBy(() -> charge(
                            card,
                            job(60, VideoCodec.H264, 640, 360, 30),
                            Delivery.standard().withPasses(2)))
                    .isInstanceOf(UnpricedException.class);
        }

        private Amount total(TranscodeJob job) {
            return charge(card, job, Delivery.standard()).total();
        }

        private RateCard withBase(String base) {
            return RateCardDocument.parse(PricePreset.AWS_MEDIACONVERT_BASIC
                    .json()
                    .replace("\"base\": \"0.0075\"", "\"base\": \"" + base + "\""));
        }
    }

    @Nested
    @DisplayName("of Google's Transcoder")
    class Transcoder {

        private final RateCard card = PricePreset.GOOGLE_TRANSCODER.card();

        @ParameterizedTest
        @CsvSource({
            "854, 480, 0.015",
            "1278, 718, 0.015",
            "1280, 720, 0.030",
            "1920, 1080, 0.030",
            "1080, 1920, 0.030",
            "3840, 2160, 0.060",
            "4096, 2160, 0.060"
        })
        void has_the_published_price_of_each_size_for_any_codec(int width, int height, String price) {
            assertThat(minute(card, VideoCodec.H264, width, height, 60)).isEqualTo(usd(price));
            assertThat(minute(card, VideoCodec.H265, width, height, 30)).isEqualTo(usd(price));
        }

        @Test
        void adds_subtitles_and_audio_only_outputs() {
            Delivery delivery = Delivery.standard().withFeatures("subtitles").withAudio("audio-only");

            assertThat(charge(card, job(60, VideoCodec.H264, 854, 480, 30), delivery)
                            .total())
                    .isEqualTo(usd("0.52"));
        }
    }

    @Nested
    @DisplayName("of encoding minutes, as Bitmovin has them")
    class EncodingMinutes {

        private final RateCard card = PricePreset.BITMOVIN_LIKE.card();

        @ParameterizedTest
        @CsvSource({
            "H264, 1278, 718, 1, 0.02",
            "H264, 1920, 1080, 1, 0.04",
            "H264, 3840, 2160, 1, 0.08",
            "H265, 1920, 1080, 1, 0.08",
            "H264, 854, 480, 2, 0.025",
            "H264, 854, 480, 3, 0.04",
            "H264, 1280, 720, 1, 0.04",
            "H264, 7680, 4320, 1, 2.40"
        })
        void multiplies_the_price_of_a_minute_once_the_free_ones_are_used(
                VideoCodec codec, int width, int height, int passes, String price) {
            assertThat(after(
                            2_000,
                            job(60, codec, width, height, 30),
                            Delivery.standard().withPasses(passes)))
                    .isEqualTo(usd(price));
        }

        @Test
        void has_two_thousand_minutes_a_month_free_and_bills_in_steps_of_ten_seconds() {
            assertThat(after(0, job(3600, VideoCodec.H264, 854, 480, 30), Delivery.standard()))
                    .isEqualTo(usd("0"));
            assertThat(after(1_990, job(3600, VideoCodec.H264, 854, 480, 30), Delivery.standard()))
                    .isEqualTo(usd("1.00"));
            assertThat(after(2_000, job(51, VideoCodec.H264, 854, 480, 30), Delivery.standard()))
                    .isEqualTo(usd("0.02"));
        }

        @Test
        void adds_minutes_for_more_tracks_of_sound() {
            assertThat(after(
                            2_000,
                            job(60, VideoCodec.H264, 854, 480, 30),
                            Delivery.standard().withFeatures("extra-audio")))
                    .isEqualTo(usd("0.025"));
        }

        private Amount after(long minutes, TranscodeJob job, Delivery delivery) {
            MeterKey key = new MeterKey("acme", MeterKey.MINUTES, Instant.parse("2026-11-01T00:00:00Z"));
            Meters meters = Meters.of(List.of(new MeterReading(key, new Tally(minutes * 60_000_000, 0))));
            CardCharge charge = card.charge(work(job, delivery), PriceProfile.standard(), "acme", NOW, meters);
            return charge.total();
        }
    }

    @Nested
    @DisplayName("written for a list that no preset has")
    class Lists {

        @ParameterizedTest
        @CsvSource({"640, 360, 0.0075", "1280, 720, 0.015", "3840, 2160, 0.03"})
        void can_say_what_coconut_says(int width, int height, String price) {
            assertThat(minute(card("coconut"), VideoCodec.H264, width, height, 30))
                    .isEqualTo(usd(price));
        }

        @ParameterizedTest
        @CsvSource({
            "H264, 640, 360, 0.0113", "H264, 1280, 720, 0.0225", "H264, 2560, 1440, 0.0338",
            "H264, 3840, 2160, 0.0450", "H265, 640, 360, 0.0563", "H265, 1280, 720, 0.1125",
            "H265, 1440, 2560, 0.1688", "H265, 3840, 2160, 0.2250"
        })
        void can_say_what_alibaba_says(VideoCodec codec, int width, int height, String price) {
            assertThat(minute(card("alibaba"), codec, width, height, 30)).isEqualTo(usd(price));
        }

        @ParameterizedTest
        @CsvSource({
            "H264, 640, 360, 0.0079", "H264, 1280, 720, 0.0109", "H264, 1920, 1080, 0.0215",
            "H264, 2560, 1440, 0.0316", "H264, 3840, 2160, 0.0441", "H265, 1920, 1080, 0.0494",
            "H265, 3840, 2160, 0.2128", "AV1, 1920, 1080, 0.1445", "AV1, 3840, 2160, 0.5780"
        })
        void can_say_what_tencent_says(VideoCodec codec, int width, int height, String price) {
            assertThat(minute(card("tencent"), codec, width, height, 30)).isEqualTo(usd(price));
        }

        @Test
        void can_round_up_to_the_whole_minute_as_tencent_does() {
            assertThat(charge(card("tencent"), job(61, VideoCodec.H264, 1920, 1080, 30), Delivery.standard())
                            .total())
                    .isEqualTo(usd("0.0430"));
        }

        @ParameterizedTest
        @CsvSource({"854, 480, 30, 1", "1280, 720, 30, 2", "1920, 1080, 30, 4", "1920, 1080, 60, 8"})
        void can_count_minutes_without_money_as_dailymotion_does(int width, int height, double fps, String minutes) {
            assertThat(minute(card("dailymotion"), VideoCodec.H264, width, height, fps))
                    .isEqualTo(Amount.parse(minutes, Unit.compute("minutes")));
        }

        private RateCard card(String name) {
            return RateCardDocument.parse(Resource.text(name + ".json"));
        }
    }
}
