package io.reelbudget.ledger.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The hash of keys that a client chose")
class KeyHashTest {

    private static final int KEYS = 1 << 16;

    /** A key for each number. */
    record Choice(String name, java.util.function.IntToLongFunction high, java.util.function.IntToLongFunction low) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Choice> choices() {
        return Stream.of(
                new Choice("counted up", n -> 0, n -> n),
                new Choice("the halves the same", n -> n, n -> n),
                new Choice("one half turned by 32 bits", n -> n, n -> (long) n << 32),
                new Choice("the upper bits of the lower half", n -> 7, n -> (long) n << 48),
                new Choice("the upper bits of the upper half", n -> (long) n << 48, n -> 7),
                new Choice("both ends of both halves", n -> (long) n << 40, n -> (long) n << 24));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void spreads_over_the_places_of_a_table_as_if_drawn(Choice choice) {
        int places = 2 * KEYS;
        int[] taken = new int[places];
        IntStream.range(0, KEYS)
                .forEach(n -> taken[
                        KeyHash.of(3, choice.high().applyAsLong(n), choice.low().applyAsLong(n)) & (places - 1)]++);

        // Drawn places: e^-0.5, six in ten, stay empty or fewer, and none is likely to take more than nine.
        long empty = IntStream.of(taken).filter(count -> count == 0).count();
        assertThat((double) empty / places).isBetween(0.5, 0.64);
        assertThat(IntStream.of(taken).max().orElseThrow()).isLessThan(14);
    }
}
