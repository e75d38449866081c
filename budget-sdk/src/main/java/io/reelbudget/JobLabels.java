package io.reelbudget;

import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.CommittedWork;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the facade writes on holds and captures, so that a statement can be read without the host's own records. */
final class JobLabels {

    private JobLabels() {}

    static Labels ofHold(TranscodeJob job, PriceEstimate price, String model, Instant finish) {
        return ofJob(job, price.p50().priceVersion())
                .with("model", cut(model))
                .with(CommittedWork.LABEL_P10, decimal(price.p10().total()))
                .with(CommittedWork.LABEL_P50, decimal(price.p50().total()))
                .with(CommittedWork.LABEL_P90, decimal(price.p90().total()))
                .with(CommittedWork.LABEL_FINISH, finish.toString());
    }

    static Labels ofCapture(TranscodeJob job, String priceVersion, String outcome, double cpuSeconds) {
        return ofJob(job, priceVersion)
                .with("outcome", cut(outcome))
                .with("cpu.seconds", String.format(Locale.ROOT, "%.6f", cpuSeconds));
    }

    private static Labels ofJob(TranscodeJob job, String priceVersion) {
        return Labels.of("job", job.id().value())
                .with("targets", cut(job.targets().stream().map(Target::summary).collect(Collectors.joining(", "))))
                .with("codec", job.targets().get(0).codec().name())
                .with("price", cut(priceVersion));
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
