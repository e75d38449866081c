package io.reelbudget.trainer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Deals videos into folds, so that all jobs of a video are in one. Videos that the same encoders were tried on are
 * dealt in turn, so that each fold has its share of every encoder. The same videos and seed give the same folds.
 */
final class GroupedFolds {

    private final Map<String, Integer> foldOfVideo = new HashMap<>();

    GroupedFolds(List<PastJob> jobs, int folds, long seed) {
        int dealt = 0;
        for (List<String> alike : videosByEncoders(jobs)) {
            Collections.shuffle(alike, new Random(seed));
            for (String video : alike) {
                foldOfVideo.put(video, dealt++ % folds);
            }
        }
        if (dealt < folds) {
            throw new IllegalArgumentException("Training data had " + dealt + " videos but must have at least " + folds
                    + " to hold some of them out; bring jobs of more videos.");
        }
    }

    private static Collection<List<String>> videosByEncoders(List<PastJob> jobs) {
        Map<String, TreeSet<String>> encodersOfVideo = new TreeMap<>();
        for (PastJob job : jobs) {
            encodersOfVideo
                    .computeIfAbsent(job.video(), v -> new TreeSet<>())
                    .add(job.target().encoder());
        }
        Map<String, List<String>> videos = new TreeMap<>();
        encodersOfVideo.forEach((video, encoders) -> videos.computeIfAbsent(encoders.toString(), e -> new ArrayList<>())
                .add(video));
        return videos.values();
    }

    int foldOf(PastJob job) {
        return foldOfVideo.getOrDefault(job.video(), 0);
    }

    List<PastJob> in(int fold, List<PastJob> jobs) {
        return jobs.stream().filter(job -> foldOf(job) == fold).toList();
    }

    List<PastJob> outside(int fold, List<PastJob> jobs) {
        return jobs.stream().filter(job -> foldOf(job) != fold).toList();
    }
}
