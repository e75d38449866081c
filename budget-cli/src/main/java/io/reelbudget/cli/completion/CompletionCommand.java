package io.reelbudget.cli.completion;

import io.reelbudget.cli.output.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code budget completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script with which bash and zsh complete commands, options and files.",
            "",
            "It works for 'budget' and for './budget' alike."
        },
        footer = {
            "",
            "Exit codes: 0 done, 2 bad input, 70 a fault of the program.",
            "",
            "Examples:",
            "  source <(./budget completion)",
            "  ./budget completion > ~/.local/share/bash-completion/completions/budget",
            "  echo 'source <(/opt/reelbudget/budget completion)' >> ~/.zshrc"
        })
public final class CompletionCommand implements Callable<Integer> {

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        CommandSpec program = spec.root();
        out.println(AutoComplete.bash(program.name(), program.commandLine()));
        out.flush();
        return ExitCode.DONE;
    }
}
