package io.reelbudget.job;

import java.time.Duration;
import java.util.Optional;

/**
 * How soon a job is wanted.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param priority its place among others
 * @param deadline by when it is wanted, counted from its submission, more than zero; none where empty
 */
public record ServiceLevel(Priority priority, Optional<Duration> deadline) {

    /** A job's place among others. */
    public enum Priority {
        /** May wait for cheap hours. */
        LOW,
        /** In turn. */
        NORMAL,
        /** Before the others. */
        HIGH
    }

    private static final ServiceLevel STANDARD = new ServiceLevel(Priority.NORMAL, Optional.empty());

    public ServiceLevel {
        if (deadline.filter(each -> each.isNegative() || each.isZero()).isPresent()) {
            throw new IllegalArgumentException("Deadline was " + deadline.get()
                    + " but must be more than zero; it counts from the job's submission, none is said by leaving it"
                    + " empty.");
        }
    }

    /** Returns normal priority without a deadline. */
    public static ServiceLevel standard() {
        return STANDARD;
    }
}
