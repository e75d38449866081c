package io.reelbudget.ledger.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A row of CSV")
class CsvRowTest {

    private final StringBuilder out = new StringBuilder();
    private final CsvRow row = new CsvRow(out);

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a\nb", "a\rb"})
    void quotes_a_text_with_any_character_that_would_end_it(String text) throws IOException {
        row.text(text).text("next").end();

        assertThat(out).hasToString("\"" + text + "\",next\n");
    }

    @Test
    void doubles_quotes_within_quotes() throws IOException {
        row.text("12\" reel").end();

        assertThat(out).hasToString("\"12\"\" reel\"\n");
    }

    @Test
    void leaves_other_texts_as_they_are() throws IOException {
        row.text("reel 12").value("-3.5").text("").end();

        assertThat(out).hasToString("reel 12,-3.5,\n");
    }
}
