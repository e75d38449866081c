package io.reelbudget.bench.exhaustion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("The measurement 'exhaustion'")
class ExhaustionCommandTest {

    private static final long SEED = 20_261_123;

    @TempDir
    private Path folder;

    /** Four users with jobs at random on most days of five months. */
    private Path trace() throws IOException {
        Random random = new Random(SEED);
        StringBuilder text = new StringBuilder("user,submit_epoch_s,cost_cpu_s,wait_s,run_s\n");
        for (int hour = 0; hour < 150 * 24; hour++) {
            if (random.nextInt(6) == 0) {
                text.append("u").append(random.nextInt(4)).append(',').append(hour * 3_600L);
                text.append(',').append(1 + random.nextInt(1_000)).append(",10,60\n");
            }
        }
        Path file = folder.resolve("made.csv.gz");
        try (OutputStream bytes = Files.newOutputStream(file);
                OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static String run(String... arguments) {
        StringWriter printed = new StringWriter();
        int code = new CommandLine(new ExhaustionCommand())
                .setOut(new PrintWriter(printed))
                .execute(arguments);
        assertThat(code).isZero();
        return printed.toString();
    }

    @Test
    void scores_the_peer_unless_it_is_told_not_to() throws IOException {
        String trace = trace().toString();

        assertThat(run("--trace", trace, "--shipped")).contains("Peer: signaflo");
        assertThat(run("--trace", trace, "--shipped", "--peers")).contains("Peer: signaflo");
        assertThat(run("--trace", trace, "--shipped", "--no-peers")).doesNotContain("Peer: signaflo");
    }

    @Test
    void ends_with_the_figures_as_json() throws IOException {
        String[] lines =
                run("--trace", trace().toString(), "--shipped", "--no-peers").split("\n", -1);

        assertThat(lines[lines.length - 2])
                .startsWith("{\"traces\": [{\"name\": \"made\", \"medianAbsErrorH\": ")
                .contains("vsLast7d", "trivialVsLast7d", "ap24VsLast7d", "brier24VsLast7d", "brierWindowVsLast7d")
                .contains("coverageP10P90", "windows", "midnights", "pooledCoverage")
                .endsWith("}");
    }

    @Test
    void scores_first_windows_where_it_is_told_to() throws IOException {
        String later = run("--trace", trace().toString(), "--shipped", "--no-peers");
        String first = run("--trace", trace().toString(), "--shipped", "--no-peers", "--cold");

        assertThat(figure(first, "midnights")).isPositive().isLessThan(figure(later, "midnights"));
        assertThat(figure(first, "coldRatio24h")).isEqualTo(figure(later, "coldRatio24h"));
    }

    private static double figure(String printed, String name) {
        String rest = printed.substring(printed.lastIndexOf("\"" + name + "\": ") + name.length() + 4);
        return Double.parseDouble(rest.replaceFirst("[^-0-9.].*(?s).*", ""));
    }

    @Test
    void refuses_to_run_without_a_trace() {
        StringWriter errors = new StringWriter();
        int code = new CommandLine(new ExhaustionCommand())
                .setErr(new PrintWriter(errors))
                .execute();

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains("Traces were none but must be at least one; name them with --trace.");
    }
}
