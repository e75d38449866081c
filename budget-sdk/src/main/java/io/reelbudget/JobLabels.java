package io.reelbudget;

import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Rerating;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.CommittedWork;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.price.PriceTag;
import io.reelbudget.rate.PriceProfile;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the facade writes on holds and captures, so that a statement can be read without the host's own records. */
final class JobLabels {

    /** The label that says in words what is made. */
    static final String TARGETS = "targets";

    private static final String QUOTED = "price.quoted";
    private static final String PROFILE = "price.profile";
    private static final String CPU_SECONDS = "cpu.seconds";

    private JobLabels() {}

    static Labels ofHold(TranscodeJob job, PriceEstimate price, String model, Instant finish) {
        return ofJob(job, price.p50().tag())
                .with("model", cut(model))
                .with(CommittedWork.LABEL_P10, decimal(price.p10().total()))
                .with(CommittedWork.LABEL_P50, decimal(price.p50().total()))
                .with(CommittedWork.LABEL_P90, decimal(price.p90().total()))
                .with(CommittedWork.LABEL_FINISH, finish.toString());
    }

    static Labels ofCapture(TranscodeJob job, PriceBreakdown price, String outcome, double cpuSeconds) {
        Labels labels = ofJob(job, price.tag()).with("outcome", cut(outcome)).with(CPU_SECONDS, seconds(cpuSeconds));
        return MeterLabels.write(labels, price);
    }

    /** Returns by what a hold was quoted. */
    static PriceTag tagOf(OpenHold hold) {
        Map<String, String> labels = hold.labels().values();
        String version = labels.get(Rerating.PRICE);
        if (version == null) {
            throw new IllegalStateException("Hold " + hold.id() + " had no label '" + Rerating.PRICE
                    + "' but must have one; it was not placed by this library: release it.");
        }
        String quoted = labels.getOrDefault(QUOTED, hold.placed().toString());
        String profile = labels.getOrDefault(PROFILE, PriceProfile.standard().text());
        return new PriceTag(version, Instant.parse(quoted), PriceProfile.parse(profile));
    }

    /** Returns whether a capture's labels say that it took so much processor time. */
    static boolean tookAsMuch(Labels capture, double cpuSeconds) {
        return seconds(cpuSeconds).equals(capture.values().get(CPU_SECONDS));
    }

    /** Returns what a job makes, in words that fit a label. */
    static String targets(TranscodeJob job) {
        return cut(job.targets().stream().map(Target::summary).collect(Collectors.joining(", ")));
    }

    private static Labels ofJob(TranscodeJob job, PriceTag tag) {
        Labels labels = Labels.of("job", job.id().value())
                .with(TARGETS, targets(job))
                .with("codec", job.targets().get(0).codec().name())
                .with(Rerating.PRICE, tag.version())
                .with(QUOTED, tag.quotedAt().toString());
        return tag.profile().equals(PriceProfile.standard())
                ? labels
                : labels.with(PROFILE, tag.profile().text());
    }

    private static String seconds(double cpuSeconds) {
        return String.format(Locale.ROOT, "%.6f", cpuSeconds);
    }

    private static String decimal(Amount amount) {
        return amount.toBigDecimal().toPlainString();
    }

    /** Returns a text that fits a label or a reason, cut between two characters where it is too long. */
    static String cut(String text) {
        if (text.length() <= Labels.MAX_TEXT) {
            return text;
        }
        int end = Labels.MAX_TEXT - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
