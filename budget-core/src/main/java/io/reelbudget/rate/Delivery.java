package io.reelbudget.rate;

import io.reelbudget.money.Amount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a job delivers that its targets do not say and that prices may depend on.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param passes how many passes the encoder makes over each target, 1 to 10
 * @param features what the host asked for by name, such as {@code accelerated} or {@code dolby-vision}
 * @param audio the sort of each track of sound made, such as {@code aac}; one entry a track, at most 1,000
 * @param packaging the formats that outputs are packaged in, such as {@code hls}; at most 100
 * @param storage how much is kept how long
 * @param titles how many titles it makes for the first time: 1, or 0 for another version of one that is paid for
 * @param titlePrice what the customer pays for a title, for fees that are a share of it; the job's own price where
 *     empty
 * @param encoderUnits how many licensed encoders it adds, zero or more
 */
public record Delivery(
        int passes,
        Set<String> features,
        List<String> audio,
        List<String> packaging,
        Storage storage,
        int titles,
        Optional<Amount> titlePrice,
        long encoderUnits) {

    /** The feature that asks for a quicker run than usual. */
    public static final String ACCELERATED = "accelerated";

    private static final int MAX_PASSES = 10;
    private static final int MAX_TRACKS = 1_000;
    private static final int MAX_PACKAGES = 100;
    private static final int MAX_TITLES = 1_000;
    private static final Delivery STANDARD =
            new Delivery(1, Set.of(), List.of(), List.of(), Storage.NONE, 1, Optional.empty(), 0);

    /**
     * Outputs that are kept.
     *
     * @param bytes how large they are, zero or more
     * @param kept how long, zero or more, at most 100 years; a begun day counts in full
     */
    public record Storage(long bytes, Duration kept) {

        /** Nothing is kept. */
        public static final Storage NONE = new Storage(0, Duration.ZERO);

        private static final long MAX_DAYS = 36_525;

        public Storage {
            if (bytes < 0 || kept.isNegative() || kept.compareTo(Duration.ofDays(MAX_DAYS)) > 0) {
                throw new IllegalArgumentException("Storage was of " + bytes + " bytes for " + kept
                        + " but must be zero or more, for at most " + MAX_DAYS + " days; check what described it.");
            }
        }

        /** Returns its byte-days. */
        long byteDays() {
            long days = kept.plusDays(1).minusNanos(1).toDays();
            return Math.multiplyExact(bytes, days);
        }
    }

    public Delivery {
        require("Passes", passes, 1, MAX_PASSES);
        require("Tracks of sound", audio.size(), 0, MAX_TRACKS);
        require("Packaging formats", packaging.size(), 0, MAX_PACKAGES);
        require("Titles", titles, 0, MAX_TITLES);
        require("Encoder units", encoderUnits, 0, Integer.MAX_VALUE);
        if (titlePrice.isPresent() && titlePrice.get().isNegative()) {
            throw new IllegalArgumentException(
                    "Title's price was " + titlePrice.get() + " but must be zero or more; use zero for a free title.");
        }
        features = Set.copyOf(features);
        audio = List.copyOf(audio);
        packaging = List.copyOf(packaging);
    }

    /** Returns one pass, one title, and nothing else. */
    public static Delivery standard() {
        return STANDARD;
    }

    /** Returns this delivery by so many passes. */
    public Delivery withPasses(int count) {
        return new Delivery(count, features, audio, packaging, storage, titles, titlePrice, encoderUnits);
    }

    /** Returns this delivery with features, in place of those it had. */
    public Delivery withFeatures(String... names) {
        return new Delivery(passes, Set.of(names), audio, packaging, storage, titles, titlePrice, encoderUnits);
    }

    /** Returns this delivery with tracks of sound, in place of those it had. */
    public Delivery withAudio(String... tracks) {
        return new Delivery(passes, features, List.of(tracks), packaging, storage, titles, titlePrice, encoderUnits);
    }

    /** Returns this delivery packaged, in place of what it was. */
    public Delivery withPackaging(String... formats) {
        return new Delivery(passes, features, audio, List.of(formats), storage, titles, titlePrice, encoderUnits);
    }

    /** Returns this delivery with outputs that are kept. */
    public Delivery withStorage(long bytes, Duration kept) {
        Storage newStorage = new Storage(bytes, kept);
        return new Delivery(passes, features, audio, packaging, newStorage, titles, titlePrice, encoderUnits);
    }

    /** Returns this delivery of so many new titles. */
    public Delivery withTitles(int count) {
        return new Delivery(passes, features, audio, packaging, storage, count, titlePrice, encoderUnits);
    }

    /** Returns this delivery of a title that the customer pays so much for. */
    public Delivery withTitlePrice(Amount price) {
        return new Delivery(passes, features, audio, packaging, storage, titles, Optional.of(price), encoderUnits);
    }

    /** Returns this delivery with so many licensed encoders more. */
    public Delivery withEncoderUnits(long count) {
        return new Delivery(passes, features, audio, packaging, storage, titles, titlePrice, count);
    }

    private static void require(String field, long count, long least, long most) {
        if (count < least || count > most) {
            throw new IllegalArgumentException(field + " were " + count + " but must be " + least + " to " + most
                    + "; check what described the job.");
        }
    }
}
