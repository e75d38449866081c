package io.reelbudget.ledger.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A reader of sections")
class SectionReaderTest {

    private final SectionWriter written = new SectionWriter();

    private SectionReader reader() {
        return new SectionReader(written.toByteArray());
    }

    @Test
    void refuses_numbers_that_are_negative_or_too_large_for_an_int() {
        written.writeVarint(-1);
        written.writeVarint(1L << 31);
        SectionReader in = reader();

        assertThatThrownBy(in::readInt)
                .isInstanceOf(MalformedSectionException.class)
                .hasMessage("a number was -1 but at most 2147483647 fits");
        assertThatThrownBy(in::readInt).hasMessage("a number was 2147483648 but at most 2147483647 fits");
    }

    @Test
    void refuses_counts_that_are_negative_or_over_their_limit_and_takes_the_limit() {
        written.writeVarint(Long.MIN_VALUE);
        written.writeVarint(4);
        written.writeVarint(3);
        SectionReader in = reader();

        assertThatThrownBy(() -> in.readCount(3)).hasMessage("a count was -9223372036854775808 but at most 3 fit");
        assertThatThrownBy(() -> in.readCount(3)).hasMessage("a count was 4 but at most 3 fit");
        assertThat(in.readCount(3)).isEqualTo(3);
    }

    @Test
    void takes_the_replacement_character_where_it_was_written_and_refuses_what_would_become_it() {
        written.writeText("what\uFFFD");
        written.writeVarint(1);
        written.writeByte(0xFF);
        SectionReader in = reader();

        assertThat(in.readText()).isEqualTo("what\uFFFD");
        assertThatThrownBy(in::readText).hasMessage("a text was no UTF-8");
    }
}
