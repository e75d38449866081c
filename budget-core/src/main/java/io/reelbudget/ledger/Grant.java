package io.reelbudget.ledger;

import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.Optional;

/**
 * An amount that an account was given to spend, and what is left of it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param id the sequence number of the entry that announced it, see {@link Entry#sequence}
 * @param kind where it comes from
 * @param amount how much was granted
 * @param remaining how much of it no capture has used yet and has not expired
 * @param effective from when it may be spent
 * @param expiry when what is left of it is lost; never, where empty
 * @param priority grants of a lower number are spent first
 * @param scope only holds and captures with all these labels may spend it; all, where there are none
 * @param origin the plan's period or the top-up's reason, in words
 */
public record Grant(
        long id,
        GrantKind kind,
        Amount amount,
        Amount remaining,
        Instant effective,
        Optional<Instant> expiry,
        int priority,
        Labels scope,
        String origin) {}
