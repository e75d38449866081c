package io.reelbudget.rate;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of an account decides its prices besides the job: it is locked by a hold together with the price version.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param tier the customer's tier, whose discount it gets; none where empty
 * @param instance the type of instance its jobs run on; the card's first where empty
 * @param purchase how that instance is paid for; the card's usual option where empty
 */
public record PriceProfile(Optional<String> tier, Optional<String> instance, Optional<Purchase> purchase) {

    private static final Pattern NAME = Pattern.compile("[^\\s;]{1,64}");
    private static final PriceProfile STANDARD = new PriceProfile(Optional.empty(), Optional.empty(), Optional.empty());

    public PriceProfile {
        requireName("Tier", tier);
        requireName("Instance type", instance);
    }

    /** Returns no tier, and the card's usual instance. */
    public static PriceProfile standard() {
        return STANDARD;
    }

    /** Returns this profile with a tier. */
    public PriceProfile withTier(String newTier) {
        return new PriceProfile(Optional.of(newTier), instance, purchase);
    }

    /** Returns this profile with another instance. */
    public PriceProfile on(String type, Purchase option) {
        return new PriceProfile(tier, Optional.of(type), Optional.of(option));
    }

    /** Returns it as one line, which {@link #parse} reads. */
    public String text() {
        return tier.orElse("") + ";" + instance.orElse("") + ";"
                + purchase.map(Purchase::name).orElse("");
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if the text is no profile
     */
    public static PriceProfile parse(String text) {
        String[] parts = text.split(";", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "Price profile was '" + text + "' but must be three names with semicolons between; restore it.");
        }
        return new PriceProfile(
                named(parts[0]), named(parts[1]), named(parts[2]).map(Purchase::valueOf));
    }

    private static Optional<String> named(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static void requireName(String field, Optional<String> name) {
        if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            throw new IllegalArgumentException(field + " was '" + name.get()
                    + "' but must be 1 to 64 characters without white space and semicolons; use one such as 'gold'.");
        }
    }
}
