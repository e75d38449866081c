package io.reelbudget.licence;

import io.reelbudget.rate.Measure;

/** What a licence fee is counted by. */
public enum FeeBasis {
    /** Minutes of output in the fee's codecs, over all renditions. */
    OUTPUT_MINUTE(Measure.MINUTE, "minutes"),
    /** Jobs with an output in the fee's codecs. */
    JOB(Measure.PIECE, "jobs"),
    /** Titles that are made for the first time in one of the fee's codecs, however many renditions. */
    TITLE(Measure.PIECE, "titles"),
    /** Licensed encoders: those that the licensee declares and those that jobs add. */
    ENCODER_UNIT(Measure.PIECE, "encoder-units"),
    /** Authorized users, as the licensee declares them. */
    SEAT(Measure.PIECE, "seats"),
    /** Subscribers, as the licensee declares them. */
    SUBSCRIBER_TIER(Measure.PIECE, "subscribers"),
    /** Active users, as the licensee declares them. */
    USER_TIER(Measure.PIECE, "users"),
    /** A share of what the customer pays for the title, or of the job's own price. */
    PERCENT_OF_PRICE(Measure.PIECE, "titles"),
    /** Once a period, whatever is used. */
    FLAT_PERIOD(Measure.PIECE, "periods");

    private final Measure measure;
    private final String population;

    FeeBasis(Measure measure, String population) {
        this.measure = measure;
        this.population = population;
    }

    /** Returns how it is counted. */
    public Measure measure() {
        return measure;
    }

    /** Returns the name of the figure that a licensee declares for it, where the fee names no other. */
    public String population() {
        return population;
    }

    /** Returns whether jobs move its counter; the others follow from what the licensee declares. */
    public boolean isMovedByJobs() {
        return this == OUTPUT_MINUTE
                || this == JOB
                || this == TITLE
                || this == ENCODER_UNIT
                || this == PERCENT_OF_PRICE;
    }
}
