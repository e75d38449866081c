package io.reelbudget.policy;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a policy in JSON cannot be read. Nothing was taken from it; correct what stands at {@link #path} and read
 * it again.
 */
public final class PolicyDocumentException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;

    PolicyDocumentException(String path, String complaint, @Nullable Throwable cause) {
        super("At " + path + ": " + complaint, cause);
        this.path = path;
    }

    /** Returns the JSON path of the mistake, such as {@code $.steps[1].when}. */
    public String path() {
        return path;
    }
}
