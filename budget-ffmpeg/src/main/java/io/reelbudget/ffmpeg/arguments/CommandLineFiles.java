package io.reelbudget.ffmpeg.arguments;

import io.reelbudget.ffmpeg.JobDescriptionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The inputs and outputs of a command line. As in ffmpeg itself, options belong to the next file, an option that is no
 * flag takes the next argument, and what is neither option nor value is an output.
 *
 * @param inputs the inputs in order
 * @param outputs the outputs in order
 * @param graphs what {@code -filter_complex} said
 */
record CommandLineFiles(List<FileOptions> inputs, List<FileOptions> outputs, List<String> graphs) {

    private static final int MAX_ARGUMENTS = 10_000;
    private static final int MAX_CHARACTERS = 100_000;

    /** Options without a value; each other takes one, also those of encoders and formats. */
    private static final Set<String> FLAGS = Set.of(
            "y",
            "n",
            "stdin",
            "nostdin",
            "hide_banner",
            "stats",
            "nostats",
            "benchmark",
            "benchmark_all",
            "report",
            "re",
            "copyts",
            "start_at_zero",
            "shortest",
            "an",
            "vn",
            "sn",
            "dn",
            "vstats",
            "accurate_seek",
            "noaccurate_seek",
            "autorotate",
            "noautorotate",
            "autoscale",
            "noautoscale",
            "xerror",
            "ignore_unknown",
            "copy_unknown",
            "psnr",
            "qphist",
            "dump",
            "hex",
            "find_stream_info",
            "nofind_stream_info",
            "fix_sub_duration",
            "bitexact",
            "debug_ts",
            "print_graphs",
            "seek_timestamp",
            "force_fps");

    CommandLineFiles {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        graphs = List.copyOf(graphs);
    }

    static CommandLineFiles read(List<String> arguments) {
        requireSize(arguments);
        List<FileOptions> inputs = new ArrayList<>();
        List<FileOptions> outputs = new ArrayList<>();
        List<String> graphs = new ArrayList<>();
        List<Option> pending = new ArrayList<>();
        for (int at = isProgram(arguments) ? 1 : 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            if (!isOption(argument)) {
                outputs.add(new FileOptions(argument, pending));
                pending.clear();
            } else if (FLAGS.contains(argument.substring(1))) {
                pending.add(Option.of(argument, ""));
            } else {
                at++;
                Option option = Option.of(argument, value(arguments, at));
                switch (option.name()) {
                    case "i" -> {
                        inputs.add(new FileOptions(option.value(), pending));
                        pending.clear();
                    }
                    case "filter_complex", "lavfi" -> graphs.add(option.value());
                    default -> pending.add(option);
                }
            }
        }
        if (!pending.isEmpty()
                && pending.stream().anyMatch(each -> !each.value().isEmpty())) {
            throw new JobDescriptionException(
                    pending.get(0).toString(),
                    "stood behind the last output but must stand before the file that it is for; move it.");
        }
        return new CommandLineFiles(inputs, outputs, graphs);
    }

    private static void requireSize(List<String> arguments) {
        long characters = arguments.stream().mapToLong(String::length).sum();
        if (arguments.size() > MAX_ARGUMENTS || characters > MAX_CHARACTERS) {
            throw new JobDescriptionException(
                    "Argument list",
                    "had " + arguments.size() + " arguments of " + characters + " characters but must have at most "
                            + MAX_ARGUMENTS + " of " + MAX_CHARACTERS + "; split the job.");
        }
    }

    private static boolean isProgram(List<String> arguments) {
        return !arguments.isEmpty() && arguments.get(0).matches("(.*[/\\\\])?ffmpeg(\\.exe)?");
    }

    /** A dash alone is the standard output. */
    private static boolean isOption(String argument) {
        return argument.length() > 1 && argument.charAt(0) == '-';
    }

    private static String value(List<String> arguments, int at) {
        if (at >= arguments.size()) {
            throw new JobDescriptionException(
                    arguments.get(at - 1), "was the last argument but must have a value; add it or leave it out.");
        }
        return arguments.get(at);
    }
}
