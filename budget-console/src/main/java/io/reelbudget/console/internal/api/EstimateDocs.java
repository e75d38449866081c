package io.reelbudget.console.internal.api;

import io.reelbudget.console.ProbeReader;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.console.internal.web.Fields;
import io.reelbudget.console.internal.web.Problem;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.Footprint;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.price.PriceBreakdown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Jobs, estimates and prices as JSON. */
final class EstimateDocs {

    private static final int MOST_TARGETS = 64;

    private EstimateDocs() {}

    /** Reads a job: its source by parameters or as ffprobe wrote it, and its renditions. */
    static TranscodeJob job(Fields fields, Optional<ProbeReader> probes) {
        Source source = fields.has("ffprobe") ? probed(fields, probes) : source(fields.object("source"));
        List<Target> targets = new ArrayList<>();
        for (Fields target : fields.objects("targets", MOST_TARGETS)) {
            targets.add(target(target, source));
        }
        if (targets.isEmpty()) {
            throw Problem.invalid("Field $.targets was empty but must be 1 to " + MOST_TARGETS + " renditions.");
        }
        ServiceLevel level = new ServiceLevel(
                fields.optionalConstant("priority", ServiceLevel.Priority.class).orElse(ServiceLevel.Priority.NORMAL),
                fields.optional("deadline", Duration::parse));
        return TranscodeJob.of(fields.optionalText("job").orElse("estimate"), source, targets.toArray(Target[]::new))
                .withServiceLevel(level);
    }

    private static Source probed(Fields fields, Optional<ProbeReader> probes) {
        ProbeReader reader = probes.orElseThrow(() -> Problem.invalid(
                "Field $.ffprobe cannot be read by this console, which was given no reader; send $.source instead."));
        return reader.read("the pasted description", fields.json("ffprobe"));
    }

    private static Source source(Fields fields) {
        fields.allowing("container", "codec", "width", "height", "fps", "seconds", "bitsPerSecond", "bytes");
        return new Source(
                fields.optionalText("container").orElse(""),
                fields.optionalConstant("codec", VideoCodec.class).orElse(VideoCodec.H264),
                fields.integer("width"),
                fields.integer("height"),
                fields.number("fps"),
                fields.number("seconds"),
                fields.optionalNumber("bitsPerSecond").map(Math::round).orElse(0L),
                fields.optionalNumber("bytes").map(Math::round).orElse(0L));
    }

    private static Target target(Fields fields, Source source) {
        fields.allowing(
                "codec", "encoder", "preset", "width", "height", "fps", "bitsPerSecond", "crf", "container", "passes");
        RateControl rate = fields.has("crf")
                ? new RateControl.ConstantQuality(fields.number("crf"))
                : new RateControl.Bitrate(Math.round(fields.number("bitsPerSecond")));
        return new Target(
                fields.optionalConstant("codec", VideoCodec.class).orElse(VideoCodec.H264),
                fields.text("encoder"),
                fields.text("preset"),
                fields.integer("width"),
                fields.integer("height"),
                fields.optionalNumber("fps").orElse(source.framesPerSecond()),
                rate,
                fields.optionalText("container").orElse("mp4"),
                fields.optionalInt("passes").orElse(1),
                Set.of());
    }

    static Doc estimate(CostEstimate estimate) {
        return Doc.of("cpuSeconds", quantiles(estimate.cpuSeconds()))
                .put("meanCpuSeconds", estimate.meanCpuSeconds())
                .put("origin", estimate.origin())
                .put("model", estimate.model())
                .put("similarJobs", estimate.similarJobs())
                .put("reason", estimate.reason())
                .put(
                        "outputBytes",
                        estimate.footprint().map(Footprint::outputBytes).map(EstimateDocs::quantiles))
                .put(
                        "peakMemoryBytes",
                        estimate.footprint().flatMap(Footprint::peakMemoryBytes).map(EstimateDocs::quantiles))
                .put(
                        "contributions",
                        estimate.contributions().stream()
                                .map(each -> Doc.of("cause", each.cause())
                                        .put("factor", each.factor())
                                        .put("sentence", each.sentence()))
                                .toList());
    }

    static Doc quantiles(Quantiles quantiles) {
        return Doc.of("p10", quantiles.p10()).put("p50", quantiles.p50()).put("p90", quantiles.p90());
    }

    /** Returns quantiles in millionths as numbers of whole units: predictions are no money. */
    static Doc micros(Quantiles quantiles) {
        return quantiles(quantiles.times(1e-6));
    }

    static Doc price(PriceBreakdown price) {
        return Doc.of("total", price.total())
                .put("unit", price.unit().code())
                .put("version", price.priceVersion())
                .put(
                        "lines",
                        price.lines().stream()
                                .map(each -> Doc.of("kind", each.kind())
                                        .put("name", each.name())
                                        .put("amount", each.amount())
                                        .put("version", each.priceVersion()))
                                .toList())
                .put(
                        "licences",
                        price.licences().stream()
                                .map(each -> Doc.of("fee", each.fee())
                                        .put("pool", each.pool())
                                        .put("charged", each.charged())
                                        .put("marginal", each.marginal())
                                        .put("amortised", each.amortised()))
                                .toList());
    }
}
