package io.reelbudget.bench.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The measurement of learning")
class LearningCommandTest {

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new LearningCommand())
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true))
                .execute(arguments);
    }

    @Test
    void sees_a_step_come_and_be_followed_and_ends_with_one_json_object_on_one_line() {
        assertThat(run("--runs", "1", "--trials", "20", "--noise", "0.15", "--step", "2"))
                .isZero();

        List<String> lines = printed.toString().lines().toList();
        JsonNode json = new JsonMapper().readTree(lines.get(lines.size() - 1));
        JsonNode noise = json.get("noise0.15");
        assertThat(noise.get("p90Before").asDouble()).isBetween(0.85, 0.95);
        assertThat(noise.get("p90First50").asDouble()).isLessThan(0.8);
        assertThat(noise.get("p90Later").asDouble()).isBetween(0.85, 0.95);
        assertThat(noise.get("errorLater").asDouble())
                .isLessThan(1.2 * noise.get("errorBefore").asDouble());
        assertThat(json.get("better0.16").get("promoted").asDouble()).isEqualTo(1);
        assertThat(json.get("better-0.04").get("promoted").asDouble()).isZero();
    }

    @Test
    void refuses_a_step_to_nothing() {
        assertThat(run("--step", "0")).isEqualTo(2);
        assertThat(complained.toString())
                .startsWith("Runs, trials and step were 20, 400 and 0.0 but must be more than 0.");
    }
}
