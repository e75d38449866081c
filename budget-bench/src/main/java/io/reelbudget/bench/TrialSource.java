package io.reelbudget.bench;

import io.reelbudget.job.Source;
import java.nio.file.Path;

/**
 * A file that trials read.
 *
 * @param id its name in the measurements
 * @param group what it has in common with files that look alike: never to be split over training and scoring
 * @param file where it is
 * @param source what it is
 */
record TrialSource(String id, String group, Path file, Source source) {}
