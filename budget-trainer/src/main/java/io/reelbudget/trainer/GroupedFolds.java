package io.reelbudget.trainer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** Deals videos into folds, so that all jobs of a video are in one. The same videos and seed give the same folds. */
final class GroupedFolds {

    private final Map<String, Integer> foldOfVideo = new HashMap<>();

    GroupedFolds(List<PastJob> jobs, int folds, long seed) {
        TreeSet<String> videos = new TreeSet<>();
        jobs.forEach(job -> videos.add(job.video()));
        if (videos.size() < folds) {
            throw new IllegalArgumentException("Training data had " + videos.size() + " videos but must have at least "
                    + folds + " to hold some of them out; bring jobs of more videos.");
        }
        List<String> shuffled = new ArrayList<>(videos);
        Collections.shuffle(shuffled, new Random(seed));
        for (int i = 0; i < shuffled.size(); i++) {
            foldOfVideo.put(shuffled.get(i), i % folds);
        }
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
