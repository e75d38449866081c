package io.reelbudget.bench.probe;

import io.reelbudget.job.Source;
import java.nio.file.Path;

/**
 * A source of jobs.
 *
 * @param name its name, of which there is one
 * @param file where it is
 * @param source what it is
 */
record ProbedSource(String name, Path file, Source source) {}
