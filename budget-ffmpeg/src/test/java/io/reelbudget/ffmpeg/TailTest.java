package io.reelbudget.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A tail")
class TailTest {

    private final Tail tail = new Tail();
    private final List<String> heard = new ArrayList<>();

    @Test
    void hands_on_each_line_also_the_last_without_its_end() throws IOException {
        drain("one\ntwo\r\nthree");

        assertThat(heard).containsExactly("one", "two", "three");
    }

    @Test
    void keeps_the_last_lines_only() throws IOException {
        drain("line\n".repeat(500) + "last\n");

        assertThat(tail.lines()).hasSize(Tail.MAX_LINES).endsWith("last");
    }

    @Test
    void cuts_a_line_that_never_ends() throws IOException {
        drain("x".repeat(5_000_000));

        assertThat(tail.lines()).containsExactly("x".repeat(1_000));
    }

    private void drain(String text) throws IOException {
        tail.drain(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), heard::add);
    }
}
