package io.reelbudget.cli.estimate;

import io.reelbudget.AccountTerms;
import io.reelbudget.policy.pricing.PricePreset;
import io.reelbudget.policy.pricing.RateCardDocument;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.RateCard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The rate card that the user names. */
public final class CardChoice {

    /** Processor time alone, as accounts in US dollars are priced unless they say otherwise: illustrative. */
    public static final String CPU_HOUR = "cpu-hour";

    private CardChoice() {}

    /**
     * Returns the prices of a preset or of a JSON file.
     *
     * @throws IllegalArgumentException if it is neither, or the file says no card
     */
    public static PriceBook book(String name) {
        if (name.equals(CPU_HOUR)) {
            return PriceBook.of(AccountTerms.illustrativeUsd());
        }
        Optional<PricePreset> preset = Stream.of(PricePreset.values())
                .filter(each -> word(each).equals(name))
                .findFirst();
        return PriceBook.of(preset.map(PricePreset::card).orElseGet(() -> ofFile(name)));
    }

    private static RateCard ofFile(String name) {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("Rate card was '" + name + "' but must be " + CPU_HOUR + ", one of "
                    + Stream.of(PricePreset.values()).map(CardChoice::word).toList()
                    + " or a JSON file; check the name.");
        }
        try {
            return RateCardDocument.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Rate card '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static String word(PricePreset preset) {
        return preset.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
