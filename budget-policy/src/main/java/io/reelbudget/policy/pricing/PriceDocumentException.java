package io.reelbudget.policy.pricing;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a rate card or licence catalogue in JSON cannot be read. Nothing was taken from it; correct what stands
 * at {@link #path} and read it again.
 */
public final class PriceDocumentException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;

    PriceDocumentException(String path, String message) {
        this(path, message, null);
    }

    PriceDocumentException(String path, String message, @Nullable Throwable cause) {
        super("At " + path + ": " + message, cause);
        this.path = path;
    }

    /** Returns the JSON path of the mistake, such as {@code $.minutes.classes[1].times}. */
    public String path() {
        return path;
    }
}
