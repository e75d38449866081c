package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Pool;
import io.reelbudget.ledger.Posting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows events as the entries that hosts read, with the postings that they stand for.
 *
 * <p>All methods are pure.
 */
public final class Entries {

    private Entries() {}

    /**
     * Returns the entry of one of a transaction's events.
     *
     * @param index which, from 0
     */
    public static Entry of(Transaction made, int index, Book book) {
        Event event = made.events().get(index);
        Account account = book.account(event.account());
        return new Entry(
                made.firstSequence() + index,
                LedgerTime.instant(made.time()),
                account.path(),
                kind(event),
                made.key(),
                Optional.ofNullable(hold(event)).map(key -> new HoldId(account.path(), key)),
                postings(event, account),
                event instanceof Event.Captured captured ? Outcomes.uses(captured, account) : List.<GrantUse>of(),
                labels(event),
                text(event, account, book));
    }

    private static Entry.Kind kind(Event event) {
        if (event instanceof Event.Held) {
            return Entry.Kind.HELD;
        } else if (event instanceof Event.Captured) {
            return Entry.Kind.CAPTURED;
        } else if (event instanceof Event.Changed) {
            return Entry.Kind.EXTENDED;
        } else if (event instanceof Event.Released) {
            return Entry.Kind.RELEASED;
        } else if (event instanceof Event.HoldExpired) {
            return Entry.Kind.HOLD_EXPIRED;
        } else if (event instanceof Event.Granted) {
            return Entry.Kind.GRANTED;
        } else if (event instanceof Event.GrantExpired) {
            return Entry.Kind.GRANT_EXPIRED;
        } else if (event instanceof Event.Refused) {
            return Entry.Kind.REFUSED;
        } else if (event instanceof Event.Noted) {
            return Entry.Kind.NOTED;
        }
        return Entry.Kind.OPENED;
    }

    private static @Nullable IdempotencyKey hold(Event event) {
        if (event instanceof Event.Held held) {
            return held.hold();
        } else if (event instanceof Event.Captured captured) {
            return captured.hold();
        } else if (event instanceof Event.Changed changed) {
            return changed.hold();
        } else if (event instanceof Event.Released released) {
            return released.hold();
        } else if (event instanceof Event.HoldExpired expired) {
            return expired.hold();
        } else if (event instanceof Event.Refused refused) {
            return refused.hold();
        }
        return null;
    }

    /** Returns what an event on an account moved between which pools. */
    public static List<Posting> postings(Event event, Account account) {
        List<Posting> postings = new ArrayList<>();
        if (event instanceof Event.Granted granted) {
            post(postings, account, Pool.OUTSIDE, Pool.AVAILABLE, granted.amount());
        } else if (event instanceof Event.GrantExpired expired) {
            post(postings, account, Pool.AVAILABLE, Pool.EXPIRED, expired.amount());
        }
        if (event.reachesAllLevels()) {
            account.levels().forEach(level -> postAt(postings, level, event));
        }
        return postings;
    }

    private static void postAt(List<Posting> postings, Account level, Event event) {
        if (event instanceof Event.Held held) {
            post(postings, level, Pool.AVAILABLE, Pool.HELD, held.amount());
        } else if (event instanceof Event.Changed changed) {
            post(postings, level, Pool.AVAILABLE, Pool.HELD, changed.amount() - changed.before());
            post(postings, level, Pool.HELD, Pool.AVAILABLE, changed.before() - changed.amount());
        } else if (event instanceof Event.Captured captured) {
            post(postings, level, Pool.HELD, Pool.POSTED, Math.min(captured.before(), captured.amount()));
            post(postings, level, Pool.AVAILABLE, Pool.POSTED, captured.amount() - captured.before());
            post(postings, level, Pool.HELD, Pool.AVAILABLE, captured.before() - captured.amount());
        } else if (event instanceof Event.Released released) {
            post(postings, level, Pool.HELD, Pool.AVAILABLE, released.before());
        } else if (event instanceof Event.HoldExpired expired) {
            post(postings, level, Pool.HELD, Pool.AVAILABLE, expired.before());
        }
    }

    private static void post(List<Posting> postings, Account level, Pool from, Pool to, long micros) {
        if (micros > 0) {
            postings.add(new Posting(level.path(), from, to, Outcomes.amount(micros, level)));
        }
    }

    private static Labels labels(Event event) {
        if (event instanceof Event.Held held) {
            return held.labels();
        } else if (event instanceof Event.Captured captured) {
            return captured.labels();
        } else if (event instanceof Event.Refused refused) {
            return refused.labels();
        } else if (event instanceof Event.Noted noted) {
            return Labels.of("kind", noted.kind());
        }
        return Labels.none();
    }

    private static String text(Event event, Account account, Book book) {
        if (event instanceof Event.Granted granted) {
            return Outcomes.origin(granted.kind(), granted.effective(), granted.origin(), account);
        } else if (event instanceof Event.Released released) {
            return released.reason();
        } else if (event instanceof Event.Noted noted) {
            return noted.text();
        } else if (event instanceof Event.Refused refused) {
            return "asked for " + Outcomes.amount(refused.asked(), account) + " where '"
                    + book.account(refused.level()).path() + "' could hold "
                    + Outcomes.amount(refused.available(), account);
        }
        return "";
    }
}
