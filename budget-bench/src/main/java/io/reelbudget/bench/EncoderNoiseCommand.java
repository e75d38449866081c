package io.reelbudget.bench;

import io.reelbudget.ffmpeg.EncodeResult;
import io.reelbudget.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures the same trials again and again: how far the processor time of one encode differs from that of the same
 * encode later. No estimate of a single job can be closer than that.
 */
@Command(
        name = "encoder-noise",
        description = "Measures how much the CPU seconds of the same encode vary.",
        mixinStandardHelpOptions = true)
final class EncoderNoiseCommand implements Callable<Integer> {

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private TrialOptions trials = new TrialOptions();

    @Option(names = "--trials", description = "How many trials of the design (default: ${DEFAULT-VALUE}).")
    private int count = 20;

    @Option(names = "--times", description = "How often each is measured (default: ${DEFAULT-VALUE}).")
    private int times = 5;

    @Override
    public Integer call() throws IOException {
        Ffmpeg ffmpeg = trials.ffmpeg();
        EncoderDesign design = trials.design(ffmpeg, trials.sources(ffmpeg));
        PrintWriter console = spec.commandLine().getOut();
        List<DescriptiveStatistics> measured = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            measured.add(new DescriptiveStatistics());
        }
        // Round by round, so that what else the machine does falls on all trials alike.
        for (int time = 0; time < times; time++) {
            for (int i = 0; i < count; i++) {
                EncodeResult result = design.trial(i).run(ffmpeg);
                if (result instanceof EncodeResult.Failed failed) {
                    console.println("Trial " + i + " failed: " + failed.summary());
                    return 1;
                }
                measured.get(i).addValue(result.cpuSeconds());
            }
        }
        print(console, design, measured);
        return 0;
    }

    private void print(PrintWriter console, EncoderDesign design, List<DescriptiveStatistics> measured) {
        DescriptiveStatistics deviations = new DescriptiveStatistics();
        console.printf(Locale.ROOT, "%-40s %10s %10s %10s%n", "trial", "median s", "min s", "max s");
        for (int i = 0; i < measured.size(); i++) {
            DescriptiveStatistics values = measured.get(i);
            double median = values.getPercentile(50);
            for (double value : values.getValues()) {
                deviations.addValue(Math.abs(value / median - 1) * 100);
            }
            console.printf(
                    Locale.ROOT,
                    "%-40s %10.3f %10.3f %10.3f%n",
                    design.trial(i).target().summary(),
                    median,
                    values.getMin(),
                    values.getMax());
        }
        console.printf(
                Locale.ROOT,
                "{\"trials\":%d,\"times\":%d,\"medianDeviationPercent\":%.2f,\"p90DeviationPercent\":%.2f}%n",
                measured.size(),
                times,
                deviations.getPercentile(50),
                deviations.getPercentile(90));
        console.flush();
    }
}
