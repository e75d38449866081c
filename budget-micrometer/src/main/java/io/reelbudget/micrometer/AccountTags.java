package io.reelbudget.micrometer;

import io.reelbudget.account.AccountPath;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of the tag {@code account}: so many at most, since each is a set of time series, and {@code other} for all
 * that come after them.
 *
 * <p>This class is thread-safe; of accounts that come at once, a few more may be let in.
 */
final class AccountTags {

    static final String KEY = "account";
    static final String OTHER = "other";

    private final AccountTag granularity;
    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    AccountTags(AccountTag granularity, int most) {
        this.granularity = granularity;
        this.most = most;
    }

    /** Returns an account's value; empty where meters are not kept apart by accounts. */
    Optional<String> of(AccountPath account) {
        return switch (granularity) {
            case NONE -> Optional.empty();
            case ROOT -> Optional.of(bounded(account.rootName()));
            case PATH -> Optional.of(bounded(account.toString()));
        };
    }

    private String bounded(String value) {
        if (known.contains(value)) {
            return value;
        }
        if (known.size() >= most) {
            return OTHER;
        }
        known.add(value);
        return value;
    }
}
