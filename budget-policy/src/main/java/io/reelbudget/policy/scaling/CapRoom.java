package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.money.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How much more may be held for instances of an account, by the caps on it and on those above it. It is added up once
 * and told of each change.
 *
 * <p>This class is not thread-safe; whoever uses it has the turn of the account's root.
 */
final class CapRoom {

    private final List<Level> levels = new ArrayList<>();

    private CapRoom() {}

    private static final class Level {
        final AccountPath account;
        final Amount cap;
        Amount held;

        Level(AccountPath account, Amount cap, Amount held) {
            this.account = account;
            this.cap = cap;
            this.held = held;
        }

        Amount left() {
            return cap.minus(held);
        }
    }

    static CapRoom of(AccountPath account, Function<AccountPath, Optional<FleetTerms>> terms, FleetIndex index) {
        CapRoom room = new CapRoom();
        for (AccountPath level : account.levels()) {
            terms.apply(level)
                    .flatMap(FleetTerms::cap)
                    .ifPresent(cap -> room.levels.add(
                            new Level(level, cap, index.heldAtAndBelow(level, Amount.zero(cap.unit())))));
        }
        return room;
    }

    /** Returns as much of an amount as there is room for; never less than zero. */
    Amount within(Amount more) {
        Amount most = more;
        for (Level level : levels) {
            most = most.min(level.left());
        }
        return most.isNegative() ? Amount.zero(more.unit()) : most;
    }

    /** Returns why so much more may not be held; empty where it may. */
    String obstacle(Amount more) {
        return levels.stream()
                .filter(level -> more.isGreaterThan(level.left()))
                .map(level -> "the cap of " + level.account + " on instances is " + level.cap)
                .findFirst()
                .orElse("");
    }

    /** Takes note that so much more is held; less, where negative. */
    void change(Amount more) {
        levels.forEach(level -> level.held = level.held.plus(more));
    }
}
