package io.reelbudget.policy.sales;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the state of a {@link Surge} while utilisation is observed. It is kept in memory: after a restart prices begin
 * with the first observation, and with a factor of one until then.
 *
 * <p>This class is thread-safe.
 */
public final class SurgeMeter {

    private final Surge surge;
    private Optional<Surge.State> state = Optional.empty();

    /** Makes a meter that has observed nothing. */
    public SurgeMeter(Surge surge) {
        this.surge = surge;
    }

    /**
     * Takes note of how busy the machines are.
     *
     * @param utilisation busy ones divided by all; taken as 0 or 1 where it is beyond
     */
    public synchronized void observe(double utilisation, Instant at) {
        state = Optional.of(
                state.isPresent() ? surge.next(state.get(), utilisation, at) : surge.begin(utilisation, at));
    }

    /** Returns what prices are multiplied by. */
    public synchronized BigDecimal factor(Instant at) {
        return state.map(known -> surge.factorAt(known, at)).orElse(BigDecimal.ONE);
    }
}
