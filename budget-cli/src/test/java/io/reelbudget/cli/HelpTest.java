package io.reelbudget.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

@DisplayName("The help")
class HelpTest {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private static final CommandLine PROGRAM = Main.program();

    static Stream<String> commands() {
        return paths(PROGRAM, "").stream();
    }

    private static List<String> paths(CommandLine command, String before) {
        List<String> paths = new ArrayList<>();
        command.getSubcommands().forEach((name, each) -> {
            if (!name.equals("help")) {
                paths.add(before + name);
                paths.addAll(paths(each, before + name + " "));
            }
        });
        return paths;
    }

    private static CommandLine command(String path) {
        CommandLine command = PROGRAM;
        for (String word : path.split(" ", -1)) {
            command = command.getSubcommands().get(word);
        }
        return command;
    }

    private static String help(String path) {
        return command(path).getUsageMessage();
    }

    @Test
    void knows_all_commands() {
        assertThat(commands())
                .contains(
                        "demo",
                        "estimate",
                        "forecast",
                        "replay",
                        "check",
                        "train",
                        "completion",
                        "account list",
                        "account show",
                        "account top-up",
                        "ledger verify",
                        "ledger statement",
                        "ledger export");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void says_what_a_command_does_how_it_ends_and_how_it_is_used(String path) {
        String help = help(path);

        assertThat(help).startsWith("Usage: budget " + path);
        assertThat(help.replaceAll("\\s+", " "))
                .contains("Exit codes: 0 ")
                .contains(" 2 bad input")
                .contains("70 a fault of the program")
                .containsPattern("Examples?: ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shows_no_example_that_the_program_does_not_take(String path) {
        List<String> examples = Stream.of(
                        command(path).getCommandSpec().usageMessage().footer())
                .map(line -> line.replace("%%", "%"))
                .filter(line -> line.startsWith("  ") && line.contains("budget "))
                .toList();

        for (String example : examples) {
            List<String> words = new ArrayList<>();
            assertThat(example).as("in one line, to be copied").hasSizeLessThanOrEqualTo(80);
            Matcher word = WORD.matcher(example.replaceAll("^.*?budget ", "").replaceAll("( \\||\\)| >).*", ""));
            while (word.find()) {
                words.add(word.group(1) == null ? word.group(2) : word.group(1));
            }
            assertThatCode(() -> PROGRAM.parseArgs(words.toArray(String[]::new)))
                    .as(example)
                    .doesNotThrowAnyException();
        }
        assertThat(examples).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void offers_every_format_wherever_a_listing_is_printed(String path) {
        String help = help(path);

        if (help.contains("--format=")) {
            assertThat(help.replaceAll("\\s+", " ")).contains("table, json, csv, markdown");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void is_no_wider_than_a_terminal_of_eighty_columns(String path) {
        assertThat(help(path).lines().filter(line -> line.length() > 80)).isEmpty();
    }

    @Test
    void is_shown_for_a_command_that_is_named_after_it() {
        assertThat(Invocation.of("help", "forecast").out()).isEqualTo(help("forecast"));
    }
}
