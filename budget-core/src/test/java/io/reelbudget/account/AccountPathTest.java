package io.reelbudget.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An account path")
class AccountPathTest {

    private static final AccountPath ANN = AccountPath.of("acme/video/ann");

    @Test
    void knows_the_accounts_above_it() {
        assertThat(ANN.segments()).containsExactly("acme", "video", "ann");
        assertThat(ANN.root()).isEqualTo(AccountPath.of("acme"));
        assertThat(ANN.parent()).contains(AccountPath.of("acme/video"));
        assertThat(ANN.root().parent()).isEmpty();
        assertThat(ANN.root().root()).isEqualTo(ANN.root());
        assertThat(ANN.levels()).containsExactly(AccountPath.of("acme"), AccountPath.of("acme/video"), ANN);
        assertThat(AccountPath.of("acme").child("video").child("ann")).isEqualTo(ANN);
        assertThat(ANN).hasToString("acme/video/ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ACME_2", "ann@example.com", "größe", "a:b", "-x", "0", "a.b-c"})
    void has_levels_of_letters_digits_and_a_few_signs(String name) {
        assertThat(AccountPath.of(name)).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''|''", "/|''", "a//b|''", "a/|''", "..|..", "a/.hidden|.hidden", "a b|a b", "a\\b|a\\b"})
    void refuses_other_levels_and_names_them(String path, String level) {
        assertThatThrownBy(() -> AccountPath.of(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Account path had the level '" + level
                        + "' but each must be 1 to 64 letters, digits or any of . _ : @ - and not begin"
                        + " with a dot; use one such as 'acme/video/ann'.");
    }

    @Test
    void shows_no_control_or_direction_character_of_a_level_it_refuses() {
        assertThatThrownBy(() -> AccountPath.of("a\r\nFAKE LOG LINE\u202e\u2028" + "x".repeat(100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Account path had the level 'a??FAKE LOG LINE??" + "x".repeat(62)
                        + "…' but each must be 1 to 64 letters, digits or any of . _ : @ - and not begin with a dot;"
                        + " use one such as 'acme/video/ann'.");
    }

    @Test
    void has_at_most_sixteen_levels_of_at_most_64_characters() {
        String deep = String.join("/", Collections.nCopies(16, "a"));

        assertThat(AccountPath.of(deep).levels()).hasSize(16);
        assertThat(AccountPath.of("x".repeat(64)).segments()).hasSize(1);
        assertThatThrownBy(() -> AccountPath.of(deep + "/a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Account path had 17 levels but must have 1 to 16; use one such as 'acme/video/ann'.");
        assertThatThrownBy(() -> AccountPath.of("x".repeat(65))).isInstanceOf(IllegalArgumentException.class);
    }
}
