package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Period;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.money.UnitMismatchException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A balance")
class BalanceTest {

    private static final Instant NOON = Instant.parse("2026-11-10T12:00:00Z");
    private static final Period PERIOD = new Period(1, NOON, NOON.plus(Duration.ofDays(1)));

    private static Balance of(String account, Instant asOf, Unit unit, Period period, long... numbers) {
        List<Amount> amounts = new ArrayList<>();
        for (long number : numbers) {
            amounts.add(Amount.ofMicros(number, unit));
        }
        return new Balance(
                AccountPath.of(account),
                asOf,
                amounts.get(0),
                amounts.get(1),
                amounts.get(2),
                amounts.get(3),
                amounts.get(4),
                amounts.get(5),
                period,
                amounts.get(6),
                amounts.get(7));
    }

    @Test
    void equals_another_in_all_it_says_or_not_at_all() {
        long[] numbers = {10, 4, 3, 2, 1, 5, 9, 4};
        Balance balance = of("a", NOON, Unit.USD, PERIOD, numbers);

        assertThat(of("a", NOON, Unit.USD, PERIOD, numbers)).isEqualTo(balance).hasSameHashCodeAs(balance);
        assertThat(of("b", NOON, Unit.USD, PERIOD, numbers)).isNotEqualTo(balance);
        assertThat(of("a", NOON.plusSeconds(1), Unit.USD, PERIOD, numbers)).isNotEqualTo(balance);
        assertThat(of("a", NOON, Unit.currency("EUR"), PERIOD, numbers)).isNotEqualTo(balance);
        assertThat(of("a", NOON, Unit.USD, new Period(2, PERIOD.start(), PERIOD.end()), numbers))
                .isNotEqualTo(balance);
        for (int i = 0; i < numbers.length; i++) {
            long[] other = numbers.clone();
            other[i]++;
            assertThat(of("a", NOON, Unit.USD, PERIOD, other)).as("number " + i).isNotEqualTo(balance);
        }
        assertThat(balance.equals((Object) "a")).isFalse();
    }

    @Test
    void is_in_one_unit() {
        Amount dollar = Amount.parse("1", Unit.USD);
        Amount euro = Amount.parse("1", Unit.currency("EUR"));

        assertThatThrownBy(() -> new Balance(
                        AccountPath.of("a"),
                        NOON,
                        dollar,
                        euro,
                        dollar,
                        dollar,
                        dollar,
                        dollar,
                        PERIOD,
                        dollar,
                        dollar))
                .isInstanceOf(UnitMismatchException.class);
    }
}
