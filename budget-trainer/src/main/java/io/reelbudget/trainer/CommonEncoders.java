package io.reelbudget.trainer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Leaves out what is too rare to learn: an encoder that only few videos met, and a preset that only one did, could not
 * be tested on videos left out.
 */
final class CommonEncoders {

    private static final int LEAST_VIDEOS = CrossValidation.FOLDS;

    private CommonEncoders() {}

    /** Returns the jobs of encoders that at least ten videos met, of presets of which two did; tells of the others. */
    static List<PastJob> of(List<PastJob> jobs, Consumer<String> leftOut) {
        Map<String, Set<String>> videosByEncoder =
                videos(jobs, job -> job.target().encoder());
        Map<String, Set<String>> videosByPreset = videos(jobs, CommonEncoders::preset);
        Map<String, Integer> rare = new TreeMap<>();
        List<PastJob> common = jobs.stream()
                .filter(job -> {
                    boolean isRareEncoder = sizeOf(videosByEncoder, job.target().encoder()) < LEAST_VIDEOS;
                    boolean isKept = !isRareEncoder && sizeOf(videosByPreset, preset(job)) > 1;
                    if (!isKept) {
                        rare.merge(isRareEncoder ? job.target().encoder() : preset(job), 1, Integer::sum);
                    }
                    return isKept;
                })
                .toList();
        if (common.isEmpty()) {
            // The folds say what is missing, by numbers.
            return jobs;
        }
        rare.forEach((name, count) -> leftOut.accept(count + " jobs of " + name + ", which too few videos met"));
        return common;
    }

    private static String preset(PastJob job) {
        return job.target().encoder() + "/" + job.target().preset();
    }

    private static int sizeOf(Map<String, Set<String>> videos, String name) {
        return videos.getOrDefault(name, Set.of()).size();
    }

    private static Map<String, Set<String>> videos(List<PastJob> jobs, Function<PastJob, String> by) {
        Map<String, Set<String>> videos = new HashMap<>();
        jobs.forEach(job ->
                videos.computeIfAbsent(by.apply(job), name -> new HashSet<>()).add(job.video()));
        return videos;
    }
}
