package io.reelbudget.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.cli.output.ExitCode;
import io.reelbudget.ledger.Ledger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

@DisplayName("The program budget")
class MainTest {

    @TempDir
    private Path directory;

    @Test
    void asks_for_a_command_where_none_is_named() {
        assertThat(run()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(errors()).startsWith("Command was missing; name one, such as 'demo' or 'estimate'.");
    }

    @Test
    void refuses_an_option_that_it_does_not_know() {
        assertThat(run("demo", "--colour")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(errors()).contains("Unknown option: '--colour'");
    }

    @Test
    void refuses_a_file_that_is_not_there() {
        assertThat(demo("--input", "nowhere.mp4")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(errors()).contains("nowhere.mp4").contains("there is no such file");
    }

    @Test
    void refuses_a_file_that_is_no_video() throws IOException {
        Path text = Files.writeString(directory.resolve("letter.mp4"), "Dear reader, I am no video.");

        assertThat(demo("--input", text.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(errors()).contains("letter.mp4").contains("video");
    }

    @Test
    void refuses_an_ffmpeg_that_is_none() throws IOException {
        Path text = Files.writeString(directory.resolve("ffmpeg.txt"), "I am no program.");

        assertThat(demo("--ffmpeg", text.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(errors()).contains("ffmpeg.txt");
    }

    @Test
    void ends_with_another_code_for_its_own_faults_and_shows_their_trace() {
        StringWriter trace = new StringWriter();
        int exitCode = Main.program()
                .addSubcommand(new Faulty())
                .setErr(new PrintWriter(trace, true))
                .execute("faulty");

        assertThat(exitCode).isEqualTo(ExitCode.FAULT);
        assertThat(trace.toString())
                .contains("IllegalStateException: two and two were five")
                .contains("\tat ");
    }

    @Command(name = "faulty")
    private static final class Faulty implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("two and two were five");
        }
    }

    @Test
    void says_what_its_exit_codes_mean() {
        assertThat(Invocation.of("--help").out().replaceAll("\\s+", " "))
                .contains("Exit codes: " + ExitCode.DONE + " done, " + ExitCode.DOES_NOT_HOLD
                        + " something does not hold, " + ExitCode.BAD_INPUT
                        + " bad input, 69 Java, Maven or the build is"
                        + " missing, " + ExitCode.FAULT + " a fault of the program, " + ExitCode.LOST_OUTPUT
                        + " the output could not be written.");
    }

    @Test
    void refuses_a_directory_that_already_has_a_ledger() {
        Ledger.openJournal(directory.resolve("demo").resolve("ledger"), InstantSource.system())
                .close();

        assertThat(demo()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(errors()).contains("already had a ledger but must be new");
    }

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private int demo(String... options) {
        String[] words = new String[options.length + 3];
        words[0] = "demo";
        words[1] = "--directory";
        words[2] = directory.resolve("demo").toString();
        System.arraycopy(options, 0, words, 3, options.length);
        return run(words);
    }

    private int run(String... words) {
        PrintStream before = System.err;
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            return Main.run(words);
        } finally {
            System.setErr(before);
        }
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }
}
