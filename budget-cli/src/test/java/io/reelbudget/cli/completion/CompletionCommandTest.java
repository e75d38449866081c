package io.reelbudget.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.cli.Invocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("budget completion")
class CompletionCommandTest {

    private static final Path BASH = Path.of("/bin/bash");

    private static final Path ZSH = Path.of("/bin/zsh");

    @TempDir
    private Path directory;

    @Test
    void prints_a_script_that_knows_the_commands_and_where_files_go() {
        Invocation run = Invocation.of("completion");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("estimate forecast replay check train")
                .contains("complete -F _complete_budget -o default budget");
    }

    @Test
    void completes_commands_options_and_words_in_bash() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(BASH), "skipped: there is no " + BASH);

        assertThat(completed("budget", "fore")).containsExactly("forecast");
        assertThat(completed("./budget", "ledger", "ver")).containsExactly("verify");
        assertThat(completed("budget", "check", "--fail")).containsExactly("--fail-if");
        assertThat(completed("budget", "estimate", "--format", "")).containsExactly("table", "json", "csv", "markdown");
    }

    @Test
    void completes_in_zsh_by_its_emulation_of_bash() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(ZSH), "skipped: there is no " + ZSH);
        Path script = Files.writeString(
                directory.resolve("budget_completion"),
                Invocation.of("completion").out());
        // A shell behind a terminal of its own, in which the key is really pressed.
        String typing = """
                zmodload zsh/zpty
                zpty typed "TERM=dumb PS1='> ' zsh -f -i"
                zpty -w typed "autoload -U +X compinit && compinit -u -D; source '$1'; print loa''ded"
                zpty -r typed said '*loaded*'
                zpty -w -n typed $'budget fore\\t'
                zpty -r typed said '*budget fore*cast*'
                print -r -- $said
                zpty -d typed
                """;
        Process zsh = new ProcessBuilder(ZSH.toString(), "-f", "-c", typing, "zsh", script.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(zsh.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        assertThat(new String(zsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("budget fore", "cast");
        assertThat(zsh.exitValue()).isZero();
    }

    private List<String> completed(String... words) throws IOException, InterruptedException {
        Path script = Files.writeString(
                directory.resolve("budget_completion"),
                Invocation.of("completion").out());
        String line = "source '" + script + "'; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($#-1)); _complete_budget;"
                + " printf '%s\\n' \"${COMPREPLY[@]}\"";
        List<String> command = new ArrayList<>(List.of(BASH.toString(), "-c", line, "bash"));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command)
                // Outside of a completion bash complains of compopt.
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(answer).isZero();
        return answer.lines().map(String::strip).toList();
    }
}
