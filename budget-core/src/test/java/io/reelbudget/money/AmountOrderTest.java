package io.reelbudget.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An amount compared with another")
class AmountOrderTest {

    private static final Amount LESS = Amount.parse("1", Unit.USD);
    private static final Amount MORE = Amount.parse("2", Unit.USD);

    @Test
    void is_the_smaller_or_the_larger_of_the_two() {
        assertThat(LESS.min(MORE)).isSameAs(LESS);
        assertThat(MORE.min(LESS)).isSameAs(LESS);
        assertThat(LESS.max(MORE)).isSameAs(MORE);
        assertThat(MORE.max(LESS)).isSameAs(MORE);
    }

    @Test
    void is_greater_less_or_neither() {
        assertThat(MORE.isGreaterThan(LESS)).isTrue();
        assertThat(LESS.isGreaterThan(MORE)).isFalse();
        assertThat(LESS.isGreaterThan(LESS)).isFalse();
        assertThat(LESS.isLessThan(MORE)).isTrue();
        assertThat(MORE.isLessThan(LESS)).isFalse();
        assertThat(LESS.isLessThan(LESS)).isFalse();
    }

    @Test
    void must_be_in_the_same_unit() {
        assertThatThrownBy(() -> LESS.min(Amount.parse("1", Unit.currency("EUR"))))
                .isInstanceOf(UnitMismatchException.class);
    }
}
