package io.reelbudget.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One run of the program.
 *
 * @param exitCode what it ended with
 * @param out what it printed to stdout
 * @param err what it printed to stderr
 */
public record Invocation(int exitCode, String out, String err) {

    /** Runs the program with words as a shell would. */
    public static Invocation of(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.program()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
        return new Invocation(exitCode, out.toString(), err.toString());
    }

    /** Returns stdout as JSON. */
    public JsonNode json() {
        return new JsonMapper().readTree(out);
    }

    /** Returns stdout line by line. */
    public List<String> lines() {
        return out.lines().toList();
    }
}
