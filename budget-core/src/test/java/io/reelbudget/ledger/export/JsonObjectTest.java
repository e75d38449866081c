package io.reelbudget.ledger.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A JSON object")
class JsonObjectTest {

    @Test
    void escapes_what_would_end_a_text_or_begin_an_escape() {
        assertThat(new JsonObject().text("path", "C:\\reels \"old\"")).hasToString("""
                {"path":"C:\\\\reels \\"old\\""}""");
    }
}
