package io.reelbudget.bench.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("The measurement 'forecast'")
class ForecastCommandTest {

    @TempDir
    private Path folder;

    private Path write(String name, String header, double[]... rows) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < rows.length; i++) {
            text.append("\"S").append(i).append('"');
            text.append(Arrays.stream(rows[i])
                    .mapToObj(value -> String.format(Locale.ROOT, ",%.4f", value))
                    .collect(Collectors.joining()));
            text.append(",,\n");
        }
        Path file = folder.resolve(name);
        try (OutputStream bytes = Files.newOutputStream(file);
                OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static String run(String... arguments) {
        StringWriter printed = new StringWriter();
        int code = new CommandLine(new ForecastCommand())
                .setOut(new PrintWriter(printed))
                .execute(arguments);
        assertThat(code).isZero();
        return printed.toString();
    }

    @Test
    void ends_with_the_scores_of_the_library_as_json() throws IOException {
        double[] account = new SyntheticAccount(1).next(548);
        double[] other = new SyntheticAccount(2).next(548);
        Path train = write("train.csv.gz", "V1,V2", Arrays.copyOf(account, 500), Arrays.copyOf(other, 500));
        Path test =
                write("test.csv", "V1,V2", Arrays.copyOfRange(account, 500, 548), Arrays.copyOfRange(other, 500, 548));

        String printed = run("--train", train.toString(), "--test", test.toString(), "--period", "24");

        String last = printed.lines().reduce((first, second) -> second).orElseThrow();
        assertThat(last)
                .matches(
                        "\\{\"owa\":[\\d.]+,\"smape\":[\\d.]+,\"mase\":[\\d.]+,\"msis\":[\\d.]+,\"coverage95\":[\\d.]+,"
                                + "\"cpuMsPerSeries\":[\\d.]+,\"series\":2}");
        assertThat(printed).contains("Naive2", "seasonal naive, 24", "signaflo ARIMA(2,0,1)(0,1,1)24");
    }

    @Test
    void reads_plain_and_packed_files_alike() throws IOException {
        double[] values = {1, 2, 3};
        Path plain = write("plain.csv", "V1,V2", values);
        Path packed = write("packed.csv.gz", "V1,V2", values);

        assertThat(SeriesFiles.read(plain, packed).get(0).train()).containsExactly(1, 2, 3);
        assertThat(SeriesFiles.read(packed, plain).get(0).test()).containsExactly(1, 2, 3);
    }
}
