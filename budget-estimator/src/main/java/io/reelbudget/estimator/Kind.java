package io.reelbudget.estimator;

import io.reelbudget.job.JobKind;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;

/**
 * Jobs whose spread is learned together, as one model or rate table estimates them.
 *
 * @param basis the model or rates
 * @param name which jobs: {@code encoder/preset} of all their renditions, {@code encoders ...}, or empty for all
 */
record Kind(String basis, String name) {

    static final int MAX_NAME = 200;

    /** Returns the kinds that a job belongs to, the widest first. */
    static List<Kind> of(String basis, TranscodeJob job) {
        TreeSet<String> encoders = new TreeSet<>();
        for (Target target : job.targets()) {
            encoders.add(target.encoder());
        }
        return List.of(
                new Kind(basis, ""),
                new Kind(basis, shortened("encoders " + String.join("+", encoders))),
                new Kind(basis, shortened(JobKind.of(job).name())));
    }

    private static String shortened(String name) {
        return name.length() <= MAX_NAME
                ? name
                : name.substring(0, MAX_NAME - 65) + "#" + Sha256.hexOf(name.getBytes(StandardCharsets.UTF_8));
    }
}
