package io.reelbudget.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A unit")
class UnitTest {

    @Test
    void is_a_currency_or_a_kind_of_compute() {
        assertThat(Unit.currency("EUR")).isEqualTo(new Unit(Unit.Kind.CURRENCY, "EUR"));
        assertThat(Unit.compute("GPU-s")).hasToString("GPU-s");
        assertThat(Unit.compute("USD")).isNotEqualTo(Unit.USD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "usd", "Dollar", "QQQ"})
    void refuses_a_currency_that_is_none(String code) {
        assertThatThrownBy(() -> Unit.currency(code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Currency was '" + code + "' but must be a code of ISO 4217; use one such as 'USD' or 'EUR'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1s", "a b", "vCPU_s", "abcdefghijklmnopqrstuvwxy"})
    void refuses_a_compute_name_of_another_form(String name) {
        assertThatThrownBy(() -> Unit.compute(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Compute unit was '" + name + "' but must be 1 to 24 letters, digits or dashes that begin"
                        + " with a letter; use a name such as 'vCPU-s'.");
    }
}
