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
import java.util.OptionalLong;
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
                paidBy(event, account, made.firstSequence() + index),
                corrects(event),
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
        } else if (event instanceof Event.Refused) {
            return Entry.Kind.REFUSED;
        } else if (event instanceof Event.Noted) {
            return Entry.Kind.NOTED;
        } else if (event instanceof Event.Charged charged) {
            return charged.cause() == Charge.USAGE ? Entry.Kind.CHARGED : Entry.Kind.CORRECTED;
        } else if (event instanceof Event.Returned) {
            return Entry.Kind.RETURNED;
        }
        return kindOfOne(event);
    }

    private static Entry.Kind kindOfOne(Event event) {
        if (event instanceof Event.Granted) {
            return Entry.Kind.GRANTED;
        } else if (event instanceof Event.GrantExpired) {
            return Entry.Kind.GRANT_EXPIRED;
        } else if (event instanceof Event.GrantScheduled) {
            return Entry.Kind.GRANT_SCHEDULED;
        } else if (event instanceof Event.GrantVoided) {
            return Entry.Kind.GRANT_VOIDED;
        } else if (event instanceof Event.DebtForgiven) {
            return Entry.Kind.DEBT_FORGIVEN;
        } else if (event instanceof Event.TopUpRequested) {
            return Entry.Kind.TOP_UP_REQUESTED;
        } else if (event instanceof Event.TopUpCancelled) {
            return Entry.Kind.TOP_UP_CANCELLED;
        } else if (event instanceof Event.PlanChanged) {
            return Entry.Kind.PLAN_CHANGED;
        } else if (event instanceof Event.PlanScheduled) {
            return Entry.Kind.PLAN_SCHEDULED;
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
            post(
                    postings,
                    account,
                    Pool.OUTSIDE,
                    Pool.AVAILABLE,
                    granted.terms().amount());
        } else if (event instanceof Event.GrantExpired expired) {
            post(postings, account, Pool.AVAILABLE, Pool.EXPIRED, expired.amount());
        } else if (event instanceof Event.GrantVoided voided && !voided.scheduled()) {
            post(postings, account, Pool.AVAILABLE, Pool.OUTSIDE, voided.amount());
        } else if (event instanceof Event.DebtForgiven forgiven) {
            post(postings, account, Pool.OUTSIDE, Pool.AVAILABLE, forgiven.amount());
        }
        if (event.reachesAllLevels()) {
            for (int level = 0; level < account.levels().size(); level++) {
                postAt(postings, account.levels().get(level), event, level);
            }
        }
        return postings;
    }

    private static void postAt(List<Posting> postings, Account level, Event event, int depth) {
        if (event instanceof Event.Held held) {
            post(postings, level, Pool.AVAILABLE, Pool.HELD, held.amount());
        } else if (event instanceof Event.Changed changed) {
            post(postings, level, Pool.AVAILABLE, Pool.HELD, changed.amount() - changed.before());
            post(postings, level, Pool.HELD, Pool.AVAILABLE, changed.before() - changed.amount());
        } else if (event instanceof Event.Captured captured) {
            post(postings, level, Pool.HELD, Pool.POSTED, Math.min(captured.taken(), captured.amount()));
            post(postings, level, Pool.AVAILABLE, Pool.POSTED, captured.amount() - captured.taken());
            post(postings, level, Pool.HELD, Pool.AVAILABLE, captured.taken() - captured.amount());
        } else if (event instanceof Event.Released released) {
            post(postings, level, Pool.HELD, Pool.AVAILABLE, released.before());
        } else if (event instanceof Event.HoldExpired expired) {
            post(postings, level, Pool.HELD, Pool.AVAILABLE, expired.before());
        } else if (event instanceof Event.Charged charged) {
            post(postings, level, Pool.AVAILABLE, Pool.POSTED, charged.amount());
        } else if (event instanceof Event.Returned back) {
            post(postings, level, Pool.POSTED, Pool.AVAILABLE, back.amount());
            post(
                    postings,
                    level,
                    Pool.AVAILABLE,
                    Pool.EXPIRED,
                    back.returns().get(depth).lostAmount());
        }
    }

    private static void post(List<Posting> postings, Account level, Pool from, Pool to, long micros) {
        if (micros > 0) {
            postings.add(new Posting(level.path(), from, to, Outcomes.amount(micros, level)));
        }
    }

    private static List<GrantUse> paidBy(Event event, Account account, long sequence) {
        if (event instanceof Event.Captured captured) {
            return Outcomes.uses(captured.paidBy(), account);
        }
        if (event instanceof Event.Returned back) {
            return wentTo(back.returns().get(back.returns().size() - 1), account, sequence);
        }
        return event instanceof Event.Charged charged ? Outcomes.uses(charged.paidBy(), account) : List.of();
    }

    /** What is lost is named by the grant with which it is: that had paid it. */
    private static List<GrantUse> wentTo(GivenBack back, Account account, long sequence) {
        List<GrantUse> uses = new ArrayList<>(Outcomes.uses(List.of(back.restored()), account));
        Reissue reissue = back.reissue();
        if (reissue.amount() > 0) {
            uses.add(Outcomes.use(new Payment(sequence, reissue.kind(), reissue.amount()), account));
        }
        if (back.repaid() > 0) {
            uses.add(new GrantUse(GrantUse.OVERDRAFT, "overdraft", Outcomes.amount(back.repaid(), account)));
        }
        for (Payment payment : back.lost()) {
            if (payment.grant() != Payment.UNNAMED) {
                uses.add(Outcomes.use(payment, account));
            }
        }
        return uses;
    }

    private static OptionalLong corrects(Event event) {
        long corrects = 0;
        if (event instanceof Event.Charged charged) {
            corrects = charged.corrects();
        } else if (event instanceof Event.Returned back) {
            corrects = back.corrects();
        }
        return corrects == 0 ? OptionalLong.empty() : OptionalLong.of(corrects);
    }

    private static Labels labels(Event event) {
        if (event instanceof Event.Held held) {
            return held.labels();
        } else if (event instanceof Event.Captured captured) {
            return captured.labels();
        } else if (event instanceof Event.Refused refused) {
            return refused.labels();
        } else if (event instanceof Event.Charged charged) {
            return charged.labels();
        } else if (event instanceof Event.Returned back) {
            return back.labels();
        } else if (event instanceof Event.Noted noted) {
            return Labels.of("kind", noted.kind());
        }
        return Labels.none();
    }

    private static String text(Event event, Account account, Book book) {
        if (event instanceof Event.Granted granted) {
            return Outcomes.origin(granted.terms());
        } else if (event instanceof Event.Released released) {
            return released.reason();
        } else if (event instanceof Event.Charged charged) {
            return charged.reason();
        } else if (event instanceof Event.Returned back) {
            return back.reason();
        } else if (event instanceof Event.Noted noted) {
            return noted.text();
        } else if (event instanceof Event.Refused refused) {
            return "asked for " + Outcomes.amount(refused.asked(), account) + " where '"
                    + book.account(refused.level()).path() + "' could hold "
                    + Outcomes.amount(refused.available(), account)
                    + (refused.limit() == Event.NO_LIMIT ? "" : " by its limit " + (refused.limit() + 1));
        }
        return textOfOne(event, account);
    }

    private static String textOfOne(Event event, Account account) {
        if (event instanceof Event.GrantScheduled scheduled) {
            return Outcomes.amount(scheduled.terms().amount(), account) + " from "
                    + LedgerTime.instant(scheduled.terms().effective());
        } else if (event instanceof Event.GrantVoided voided) {
            return voided.reason();
        } else if (event instanceof Event.GrantExpired expired && expired.rolled() > 0) {
            return Outcomes.amount(expired.rolled(), account) + " rolled over";
        } else if (event instanceof Event.DebtForgiven forgiven) {
            return forgiven.reason();
        } else if (event instanceof Event.TopUpRequested requested) {
            return Outcomes.amount(requested.amount(), account) + " to be paid";
        } else if (event instanceof Event.TopUpCancelled cancelled) {
            return cancelled.reason();
        } else if (event instanceof Event.PlanScheduled scheduled) {
            return "from " + LedgerTime.instant(scheduled.effective());
        }
        return "";
    }
}
