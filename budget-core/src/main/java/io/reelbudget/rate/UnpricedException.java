package io.reelbudget.rate;

/**
 * Thrown when prices say nothing about what a job needs, such as a codec without a multiplier. Nothing was held or
 * charged; add the price, or give the job other targets.
 */
public final class UnpricedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String priceVersion;

    public UnpricedException(String priceVersion, String message) {
        super("Prices of version '" + priceVersion + "' " + message);
        this.priceVersion = priceVersion;
    }

    /** Returns the version of the prices. */
    public String priceVersion() {
        return priceVersion;
    }
}
