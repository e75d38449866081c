package io.reelbudget.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Figures below are those of the font's own tables, read with fontTools: 2048 units an em. */
@DisplayName("An outline font")
class OutlineFontTest {

    private static final OutlineFont FONT = OutlineFont.REGULAR;

    @Test
    void measures_a_text_by_the_advances_of_its_letters() {
        assertThat(FONT.width("H", 2048)).isEqualTo(1522);
        assertThat(FONT.width("Hé", 1024)).isEqualTo((1522 + 1194) / 2.0);
    }

    @Test
    void has_digits_of_equal_width() {
        double zero = FONT.width("0", 100);

        assertThat("123456789".chars().mapToObj(Character::toString)).allMatch(digit -> FONT.width(digit, 100) == zero);
    }

    @Test
    void stands_letters_on_the_baseline() {
        Rectangle2D letter = FONT.shape("H", 2048, 100, 3000).getBounds2D();

        assertThat(letter.getMaxY()).isEqualTo(3000);
        assertThat(letter.getHeight()).isEqualTo(1490);
    }

    @Test
    void builds_a_letter_of_several_outlines() {
        Rectangle2D plain = FONT.shape("e", 2048, 0, 0).getBounds2D();
        Rectangle2D accented = FONT.shape("é", 2048, 0, 0).getBounds2D();

        assertThat(accented.getMaxY()).isCloseTo(plain.getMaxY(), within(1.0));
        assertThat(accented.getMinY()).isLessThan(plain.getMinY() - 200);
    }

    @Test
    void leaves_the_inside_of_an_o_open() {
        Shape letter = FONT.shape("O", 2048, 0, 0);
        Rectangle2D bounds = letter.getBounds2D();

        assertThat(letter.contains(bounds.getCenterX(), bounds.getCenterY())).isFalse();
        assertThat(letter.contains(bounds.getX() + 60, bounds.getCenterY())).isTrue();
    }

    @Test
    void shows_a_box_for_a_character_that_it_has_not() {
        assertThat(FONT.shape("映", 100, 0, 0).getBounds2D().getWidth()).isPositive();
        assertThat(FONT.shape(" ", 100, 0, 0).getBounds2D().isEmpty()).isTrue();
    }

    @Test
    void refuses_a_file_that_is_no_font() {
        assertThatThrownBy(() -> TrueTypeFile.of(new byte[64]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Font had no table 'cmap' but must have one; take a TrueType file with outlines.");
    }
}
