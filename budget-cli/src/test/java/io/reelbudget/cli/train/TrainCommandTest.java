package io.reelbudget.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.cli.Invocation;
import io.reelbudget.estimator.TrainedCostEstimator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("budget train")
class TrainCommandTest {

    private static final String HEADER = "trial,source,group,source_codec,source_width,source_height,source_fps,"
            + "source_seconds,source_bps,encoder,preset,width,height,fps,rate_kind,rate_value,threads,cpu_s,wall_s,"
            + "out_bytes,peak_bytes,ffmpeg,date";

    private static final int SOURCES = 20;
    private static final int ENCODES_OF_EACH = 12;

    @TempDir
    private Path directory;

    /** Encodes that take a tenth of a second for a megapixel, give or take what no model can know. */
    private Path measurements() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (int source = 0; source < SOURCES; source++) {
            double seconds = 2 + random.nextInt(9);
            for (int encode = 0; encode < ENCODES_OF_EACH; encode++) {
                int height = List.of(240, 360, 480, 720).get(random.nextInt(4));
                double cpu =
                        0.1 * height * 16 / 9 * height * 30 * seconds / 1e6 * Math.exp(0.1 * random.nextGaussian());
                lines.add(String.format(
                        Locale.ROOT,
                        "0,s%d,g%d,H264,1280,720,30,%f,3000000,libvpx-vp9,8,%d,%d,30,crf,%d,1,%f,1,1,1,8.1.2,2026-11-22",
                        source,
                        source,
                        seconds,
                        height * 16 / 9,
                        height,
                        20 + random.nextInt(30),
                        cpu));
            }
        }
        return Files.write(directory.resolve("encodes.csv"), lines);
    }

    @Test
    void trains_tells_its_progress_beside_and_prints_how_well_the_model_does() throws IOException {
        Path model = directory.resolve("mine.onnx");
        Invocation run = Invocation.of(
                "train",
                "--encoders",
                measurements().toString(),
                "--out",
                model.toString(),
                "--model-version",
                "7",
                "--licence",
                "internal",
                "--format",
                "json");

        if (run.exitCode() != 0) {
            // Machines without OpenMP: all other commands work, and this one says what is missing.
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .contains("budget: XGBoost's native library cannot be loaded")
                    .contains("libgomp1");
            assertThat(model).doesNotExist();
            return;
        }
        assertThat(run.err()).contains("read 240 measured jobs").contains("[####################] 100 %");
        JsonNode rows = run.json();
        assertThat(rows.get(0).get("version").asString()).isEqualTo("7");
        assertThat(rows.get(0).get("encoder").asString()).startsWith("libvpx-vp9");
        assertThat(rows.get(0).get("medianError").asDouble()).isBetween(0.01, 0.3);
        assertThat(rows.get(0).get("p90Coverage").asDouble()).isBetween(0.8, 1.0);
        Path card = directory.resolve("mine.json");
        assertThat(Files.readString(card)).contains("\"licence\" : \"internal\"");
        TrainedCostEstimator.withModel(model, card).close();
        assertThat(Invocation.of("check", "--model-card", card.toString(), "--fail-if", "model-p90-coverage<0.8")
                        .exitCode())
                .isZero();
        assertThat(Invocation.of("train", "--encoders", "x.csv", "--out", model.toString())
                        .err())
                .contains("existed but must not, so that no model in use is lost");
    }

    @Test
    void refuses_what_it_cannot_learn_from_or_write_to_before_it_begins() throws IOException {
        String out = directory.resolve("new.onnx").toString();

        assertThat(Invocation.of("train", "--out", out).err())
                .isEqualTo("budget: Jobs to learn from were none but must be some; give --ledger, --encoders or"
                        + " --transcoding." + System.lineSeparator());
        assertThat(Invocation.of("train", "--ledger", directory.toString(), "--out", out)
                        .err())
                .contains("must have a file 'finished-jobs.csv'");
        assertThat(Invocation.of(
                                "train",
                                "--encoders",
                                "x.csv",
                                "--out",
                                directory.resolve("no/m.onnx").toString())
                        .err())
                .contains("Directory of --out")
                .contains("was none but must be");
        Path bad = Files.writeString(
                directory.resolve("bad.csv"),
                HEADER + "\n0,a,a,H264,640,360,30,2,1000,libvpx-vp9,8,"
                        + "640,360,30,crf,thirty,1,1,1,1,1,8,2026-11-22\n");
        Invocation illegible = Invocation.of("train", "--encoders", bad.toString(), "--out", out);
        assertThat(illegible.exitCode()).isEqualTo(2);
        assertThat(illegible.err()).contains("line 2, column 'rate_value' was 'thirty' but must be a number");
    }
}
