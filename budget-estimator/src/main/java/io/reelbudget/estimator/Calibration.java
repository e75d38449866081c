package io.reelbudget.estimator;

import io.reelbudget.job.BatchEstimate;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimate.Origin;
import io.reelbudget.job.ErrorCorrelation;
import io.reelbudget.job.JobKind;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What finished jobs have taught about the estimates of one model: a bias of renditions, by encoder and preset with
 * back-off ({@link BiasFilter}); a spread of jobs, by kind with back-off ({@link Spread}); and how much errors go
 * together ({@link SharedErrors}).
 *
 * <p>Memory is bounded, and so is what one job can move.
 *
 * <p>This class is thread-safe.
 */
final class Calibration {

    /** Beyond it the kind that was unused for longest is forgotten. */
    static final int MAX_KINDS = 300;

    /** Estimates stay within a microsecond and 30 years, also for a video of absurd length. */
    static final double MIN_SECONDS = 1e-6;

    static final double MAX_SECONDS = 1e9;

    private static final double Z90 = 1.2815515655446004;

    /** From mean absolute to standard deviation, of a normal distribution. */
    private static final double PER_MEAN_DISTANCE = Math.sqrt(Math.PI / 2);

    private static final double LEAST_DEVIATION = 0.02;

    /** With fewer scores the wider kind's are taken. */
    private static final int ENOUGH_SCORES = 50;

    private static final int ENOUGH_SCORES_OF_ALL = 20;

    /** With so many jobs a kind counts as much as the wider one around it. */
    private static final double EQUAL_JOBS_DEVIATION = 5;

    private static final double EQUAL_JOBS_TRACKER = 20;
    private static final double EQUAL_JOBS_RATIO_OF_ALL = 50;
    private static final double EQUAL_JOBS_RATIO = 200;

    private final BiasFilter bias = new BiasFilter();
    private final Map<Kind, Spread> spreads = new BoundedMap<>(MAX_KINDS);

    /** Errors against the bias as it was when a block of jobs began: as if they had been estimated together then. */
    private final SharedErrors sharedSinceBlock = new SharedErrors(32);

    /** Errors against what had been expected when they were asked about, which may be long before they finish. */
    private final SharedErrors sharedSinceAsked = new SharedErrors(8);

    private final BatchSpread batches = new BatchSpread();

    /** The bias of each group as it was when the block of jobs began by which correlation is measured. */
    private final Map<Group, Double> biasAtBlockStart = new HashMap<>();

    /** Renditions of one preset of one encoder, of one encoder, or all, as one model or rate table estimates them. */
    record Group(String basis, String encoder, String preset) {

        private static final String ALL = "";

        /** Returns the groups that a rendition belongs to, the widest first. */
        static List<Group> of(String basis, Target target) {
            return List.of(
                    new Group(basis, ALL, ALL),
                    new Group(basis, target.encoder(), ALL),
                    new Group(
                            basis,
                            target.encoder(),
                            target.passes() == 1
                                    ? target.preset()
                                    : target.preset() + "/" + target.passes() + "-pass"));
        }
    }

    /** A job's corrected cost, in CPU seconds. */
    record Corrected(Quantiles seconds, double mean, long similarJobs) {}

    /** A job with what is expected of its renditions, and the kinds that it is of, the widest first. */
    record Question(TranscodeJob job, String basis, List<RenditionEstimate> renditions, List<Kind> kinds) {}

    Calibration() {}

    /** Returns what a job is expected to cost by all that was learned. */
    synchronized Corrected correct(Question question) {
        Quantiles plain = summed(question, group -> bias.bias(group));
        Quantiles given = widened(plain, question.kinds());
        double mean = given.impliedMean() * ratio(question.kinds());
        return new Corrected(given, Math.max(MIN_SECONDS, Math.min(MAX_SECONDS, mean)), similarJobs(question));
    }

    /**
     * Takes note of what a job really took, more than zero seconds.
     *
     * @param asked its seconds when it was asked about; empty where that was another model's
     */
    synchronized void learn(Question question, double seconds, Optional<Quantiles> asked) {
        double took = Math.max(MIN_SECONDS, Math.min(MAX_SECONDS, seconds));
        Quantiles plain = summed(question, group -> bias.bias(group));
        Quantiles given = widened(plain, question.kinds());
        double surprise = Math.log(took / plain.p50());
        learnShared(question, given, took, asked);
        double noise = deviation(plain, question.kinds());
        Spread.Finished finished = new Spread.Finished(
                surprise,
                Math.log(took / plain.p90()),
                Math.log(plain.p10() / took),
                Math.log(took / given.p90()),
                Math.log(given.p10() / took),
                given.impliedMean(),
                took);
        for (Kind kind : question.kinds()) {
            spreads.computeIfAbsent(kind, any -> new Spread()).learn(finished);
        }
        bias.learn(parts(question), surprise, noise * noise);
        batches.finished(question.job().id(), took);
    }

    /** Returns what jobs are expected to cost together. */
    synchronized BatchEstimate together(List<TranscodeJob> jobs, List<CostEstimate> estimates) {
        return batches.asked(jobs, BatchEstimate.of(jobs, estimates, correlation()));
    }

    private void learnShared(Question question, Quantiles given, double took, Optional<Quantiles> asked) {
        for (RenditionEstimate rendition : question.renditions()) {
            for (Group group : rendition.groups()) {
                biasAtBlockStart.putIfAbsent(group, bias.bias(group));
            }
        }
        Quantiles before = summed(question, group -> biasAtBlockStart.getOrDefault(group, 0.0));
        JobKind kind = JobKind.of(question.job());
        Source source = question.job().source();
        if (sharedSinceBlock.learn(Math.log(took / before.p50()) / deviation(given), kind, source)) {
            biasAtBlockStart.clear();
        }
        asked.ifPresent(then -> sharedSinceAsked.learn(Math.log(took / then.p50()) / deviation(then), kind, source));
    }

    /** Returns the deviation of the logarithm that an estimate's quantiles imply. */
    private static double deviation(Quantiles given) {
        return Math.max(LEAST_DEVIATION, Math.log(given.p90() / given.p10()) / (2 * Z90));
    }

    /** Returns how much the errors of these estimates go together, by whichever measure says more. */
    synchronized ErrorCorrelation correlation() {
        ErrorCorrelation block = sharedSinceBlock.correlation();
        ErrorCorrelation since = sharedSinceAsked.correlation();
        boolean measured = sharedSinceAsked.blocks() > 0;
        return measured && since.anyJobs() + since.sameKind() > block.anyJobs() + block.sameKind() ? since : block;
    }

    /** Adds the renditions up quantile by quantile: the same content makes all of them dear. */
    private static Quantiles summed(Question question, ToDoubleFunction<Group> biasOf) {
        double p10 = 0;
        double p50 = 0;
        double p90 = 0;
        for (RenditionEstimate rendition : question.renditions()) {
            double moved = 0;
            for (Group group : rendition.groups()) {
                moved += biasOf.applyAsDouble(group);
            }
            p10 += Math.exp(rendition.raw().p10() + moved);
            p50 += Math.exp(rendition.raw().p50() + moved);
            p90 += Math.exp(rendition.raw().p90() + moved);
        }
        return ordered(p10, p50, p90);
    }

    private Quantiles widened(Quantiles plain, List<Kind> kinds) {
        double upper = 0;
        double lower = 0;
        for (Kind kind : kinds) {
            Spread spread = spreads.get(kind);
            if (spread != null) {
                double weight = spread.jobs() / (spread.jobs() + EQUAL_JOBS_TRACKER);
                upper += weight * (spread.upperTracked() - upper);
                lower += weight * (spread.lowerTracked() - lower);
            }
        }
        for (int i = kinds.size() - 1; i >= 0; i--) {
            Spread spread = spreads.get(kinds.get(i));
            if (spread != null && spread.scores() >= (i == 0 ? ENOUGH_SCORES_OF_ALL : ENOUGH_SCORES)) {
                upper += spread.upperByScores();
                lower += spread.lowerByScores();
                break;
            }
        }
        return ordered(plain.p10() * Math.exp(-lower), plain.p50(), plain.p90() * Math.exp(upper));
    }

    private static Quantiles ordered(double p10, double p50, double p90) {
        double middle = Math.max(MIN_SECONDS, Math.min(MAX_SECONDS, p50));
        return new Quantiles(
                Math.min(middle, Math.max(MIN_SECONDS, p10)), middle, Math.max(middle, Math.min(MAX_SECONDS, p90)));
    }

    private double ratio(List<Kind> kinds) {
        double ratio = 1;
        for (Kind kind : kinds) {
            Spread spread = spreads.get(kind);
            if (spread != null) {
                double equal = kind.name().isEmpty() ? EQUAL_JOBS_RATIO_OF_ALL : EQUAL_JOBS_RATIO;
                ratio += spread.jobs() / (spread.jobs() + equal) * (spread.ratio() - ratio);
            }
        }
        return ratio;
    }

    /** Returns by how much one job errs beside its bias. */
    private double deviation(Quantiles plain, List<Kind> kinds) {
        double deviation = Math.log(plain.p90() / plain.p10()) / (2 * Z90);
        for (Kind kind : kinds) {
            Spread spread = spreads.get(kind);
            if (spread != null) {
                double weight = spread.jobs() / (spread.jobs() + EQUAL_JOBS_DEVIATION);
                deviation += weight * (PER_MEAN_DISTANCE * spread.deviation() - deviation);
            }
        }
        return Math.max(LEAST_DEVIATION, deviation);
    }

    private Map<Group, BiasFilter.Part> parts(Question question) {
        List<RenditionEstimate> renditions = question.renditions();
        double[] seconds = new double[renditions.size()];
        double sum = 0;
        for (int i = 0; i < seconds.length; i++) {
            RenditionEstimate rendition = renditions.get(i);
            seconds[i] = Math.exp(rendition.raw().p50() + bias.bias(rendition.groups()));
            sum += seconds[i];
        }
        Map<Group, BiasFilter.Part> parts = new LinkedHashMap<>();
        for (int i = 0; i < seconds.length; i++) {
            List<Group> groups = renditions.get(i).groups();
            for (int level = 0; level < groups.size(); level++) {
                BiasFilter.Part none = new BiasFilter.Part(0, renditions.get(i).priorVariance(level));
                double share = seconds[i] / sum;
                parts.merge(groups.get(level), none.plus(share), (part, more) -> part.plus(more.share()));
            }
        }
        return parts;
    }

    /** Returns how many finished jobs have corrected the rendition of which the fewest are known. */
    private long similarJobs(Question question) {
        return question.renditions().stream()
                .mapToLong(rendition ->
                        bias.jobs(rendition.groups().get(rendition.groups().size() - 1)))
                .min()
                .orElse(0);
    }

    /** Returns all that was learned, to be kept. */
    synchronized CalibrationSnapshot snapshot() {
        return new CalibrationSnapshot(
                bias.snapshot(),
                spreads.entrySet().stream()
                        .map(entry -> entry.getValue().snapshot(entry.getKey()))
                        .toList(),
                sharedSinceBlock.snapshot(),
                sharedSinceAsked.snapshot(),
                batches.snapshot());
    }

    /** Goes back to what was learned up to a snapshot. Jobs learned from since then are forgotten. */
    synchronized void restore(CalibrationSnapshot kept) {
        bias.restore(kept.groups());
        spreads.clear();
        kept.kinds().forEach(each -> spreads.put(new Kind(each.basis(), each.name()), Spread.of(each)));
        sharedSinceBlock.restore(kept.pairsSinceBlock());
        sharedSinceAsked.restore(kept.pairsSinceAsked());
        biasAtBlockStart.clear();
        batches.restore(kept.together());
    }

    /** Returns whether a job rests on a model in all its renditions. */
    static Origin originOf(List<RenditionEstimate> renditions) {
        return renditions.stream().allMatch(r -> r.origin() == Origin.MODEL) ? Origin.MODEL : Origin.RATE;
    }
}
