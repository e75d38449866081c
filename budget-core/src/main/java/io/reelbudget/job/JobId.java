package io.reelbudget.job;

/**
 * The host's own name for a job. A job submitted again under its name is the same job: it is held and charged once.
 *
 * @param value 1 to 128 characters
 */
public record JobId(String value) {

    private static final int MAX_LENGTH = 128;

    public JobId {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("Job id had " + value.length() + " characters but must have 1 to "
                    + MAX_LENGTH + " and not be blank; use a name such as 'upload-4711-720p'.");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
