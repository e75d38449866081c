package io.reelbudget.estimator;

import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * CPU seconds per megapixel by codec, each with where the figure comes from: what is used where no model can be.
 *
 * <p>A job costs its encoded megapixels times the encoding rate, and its decoded megapixels times the decoding rate of
 * the source's codec. The rates are rough, and P10 and P90 say how rough.
 *
 * @param version the table's version
 * @param rates one for each {@link VideoCodec}
 */
record RateTable(String version, List<CodecRate> rates) {

    private static final String RESOURCE = "rates.json";

    /**
     * The rates of one codec, in CPU seconds per megapixel.
     *
     * @param codec the codec
     * @param encodeP10 what one in ten kinds of job encodes at or under
     * @param encodeP50 what half of them do
     * @param encodeP90 what nine in ten do
     * @param decode what decoding takes
     * @param provenance where the figures come from
     */
    record CodecRate(
            VideoCodec codec, double encodeP10, double encodeP50, double encodeP90, double decode, String provenance) {
        CodecRate {
            if (!(encodeP10 > 0 && encodeP10 <= encodeP50 && encodeP50 <= encodeP90 && decode >= 0)) {
                throw new IllegalArgumentException("Rates of " + codec + " were " + encodeP10 + ", " + encodeP50 + ", "
                        + encodeP90 + " and " + decode + " but must be more than zero and in rising order.");
            }
        }
    }

    RateTable {
        rates = List.copyOf(rates);
        Map<VideoCodec, CodecRate> byCodec = byCodec(rates);
        for (VideoCodec codec : VideoCodec.values()) {
            if (!byCodec.containsKey(codec)) {
                throw new IllegalArgumentException(
                        "Rate table has no rate of " + codec + " but must have one of each.");
            }
        }
    }

    /** Returns the table that is shipped with the library. */
    static RateTable bundled() {
        try (InputStream in = RateTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "This build of budget-estimator has no " + RESOURCE + "; use a released one.");
            }
            return Json.STRICT.readValue(in, RateTable.class);
        } catch (IOException | JacksonException e) {
            throw new IllegalStateException("The bundled " + RESOURCE + " cannot be read; use an undamaged jar.", e);
        }
    }

    /** Returns name and version. */
    String label() {
        return "rates " + version;
    }

    /** Returns the logarithm of a rendition's CPU seconds. */
    LogQuantiles estimate(Source source, Target target) {
        CodecRate rate = rate(target.codec());
        double encode = target.passes() * JobFeatures.encodeMegapixels(source, target);
        double decode = target.passes()
                * JobFeatures.decodeMegapixels(source)
                * rate(source.codec()).decode();
        return LogQuantiles.ofSeconds(
                encode * rate.encodeP10() + decode,
                encode * rate.encodeP50() + decode,
                encode * rate.encodeP90() + decode);
    }

    /** Returns the rates of a codec. */
    CodecRate rate(VideoCodec codec) {
        for (CodecRate rate : rates) {
            if (rate.codec() == codec) {
                return rate;
            }
        }
        throw new IllegalStateException("Rate table has no rate of " + codec + " but was checked to have one of each.");
    }

    private static Map<VideoCodec, CodecRate> byCodec(List<CodecRate> rates) {
        return rates.stream().collect(Collectors.toMap(CodecRate::codec, Function.identity()));
    }
}
