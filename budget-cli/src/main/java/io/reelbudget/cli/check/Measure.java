package io.reelbudget.cli.check;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a condition may name. */
enum Measure {
    P10("p10", Kind.MONEY, Subject.JOB),
    P50("p50", Kind.MONEY, Subject.JOB),
    P90("p90", Kind.MONEY, Subject.JOB),
    CPU_P10("cpu-p10", Kind.TIME, Subject.JOB),
    CPU_P50("cpu-p50", Kind.TIME, Subject.JOB),
    CPU_P90("cpu-p90", Kind.TIME, Subject.JOB),
    AVAILABLE("available", Kind.MONEY, Subject.ACCOUNT),
    HELD("held", Kind.MONEY, Subject.ACCOUNT),
    POSTED("posted", Kind.MONEY, Subject.ACCOUNT),
    SHARE_LEFT("share-left", Kind.SHARE, Subject.ACCOUNT),
    RUNWAY("runway", Kind.TIME, Subject.ACCOUNT),
    RUN_OUT("run-out", Kind.SHARE, Subject.ACCOUNT),
    SHORTFALL("shortfall", Kind.MONEY, Subject.ACCOUNT),
    MODEL_P90_COVERAGE("model-p90-coverage", Kind.SHARE, Subject.MODEL),
    MODEL_MEDIAN_ERROR("model-median-error", Kind.SHARE, Subject.MODEL),
    MODEL_TOTAL_ERROR("model-total-error", Kind.SHARE, Subject.MODEL);

    /** What it is counted in. */
    enum Kind {
        /** Units of an account or a rate card. */
        MONEY,
        /** Seconds. */
        TIME,
        /** A part of one. */
        SHARE
    }

    /** What has it. */
    enum Subject {
        JOB,
        ACCOUNT,
        MODEL
    }

    private final String word;
    private final Kind kind;
    private final Subject subject;

    Measure(String word, Kind kind, Subject subject) {
        this.word = word;
        this.kind = kind;
        this.subject = subject;
    }

    /** Returns its name in conditions. */
    String word() {
        return word;
    }

    Kind kind() {
        return kind;
    }

    Subject subject() {
        return subject;
    }

    static Optional<Measure> of(String word) {
        return Stream.of(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    /** Returns all names, for messages. */
    static String words() {
        return Stream.of(values()).map(Measure::word).collect(Collectors.joining(", "));
    }
}
