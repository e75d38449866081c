package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Terms;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.util.Map;

/**
 * 64 bits of what a command says, the same on every machine: they tell a command that comes again from another one
 * under the same key. Two different commands pass for the same once in 2<sup>64</sup>; then the second has no effect.
 *
 * <p>Every field is mixed in order, each text with its length, by a rotation and a multiplication; the end is mixed by
 * the finishing step of a 64-bit multiplicative hash.
 */
public final class ContentHash {

    /** Stands in place of the hash of a command of which none is known: whatever comes under its key is the same. */
    public static final long ANY = 0;

    private static final int FOUR = 4;
    private static final int ROTATION = 27;
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
    private static final long MIX = 0xBF58_476D_1CE4_E5B9L;

    private ContentHash() {}

    /** Returns the hash of a command, without its key. */
    public static long of(Command<?> command) {
        long hash = add(MULTIPLIER, Purpose.of(command).code());
        if (command instanceof Command.PlaceHold place) {
            hash = add(add(add(add(hash, place.account()), place.amount()), place.lease()), place.labels());
            return finish(
                    place.overdraft().isPresent() ? add(hash, place.overdraft().get()) : hash);
        } else if (command instanceof Command.CaptureHold capture) {
            hash = add(add(add(hash, capture.hold()), capture.amount()), capture.labels());
            return finish(capture.ending() == Command.Ending.PARTIAL ? add(hash, 1) : hash);
        } else if (command instanceof Command.ExtendHold extend) {
            return finish(add(add(add(hash, extend.hold()), extend.amount()), extend.lease()));
        } else if (command instanceof Command.RenewLease renew) {
            return finish(add(add(hash, renew.hold()), renew.lease()));
        } else if (command instanceof Command.ReleaseHold release) {
            return finish(add(add(hash, release.hold()), release.reason()));
        } else if (command instanceof Command.Note note) {
            return finish(add(add(add(hash, note.account()), note.kind()), note.text()));
        } else if (command instanceof Command.OpenAccount open) {
            return finish(add(add(hash, open.account()), open.plan()));
        }
        return finish(addGrants(add(hash, command.account()), command));
    }

    private static long addGrants(long hash, Command<?> command) {
        if (command instanceof Command.TopUp topUp) {
            long named = add(add(hash, topUp.amount()), Codes.of(topUp.kind()));
            long expiry = topUp.offer().expiry().map(LedgerTime::micros).orElse(LedgerTime.NEVER);
            return add(add(add(named, expiry), topUp.reason()), topUp.offer());
        } else if (command instanceof Command.VoidGrant voided) {
            return add(add(hash, voided.grant()), voided.reason());
        } else if (command instanceof Command.ConfirmTopUp confirm) {
            return add(hash, confirm.request());
        } else if (command instanceof Command.CancelTopUp cancel) {
            return add(add(hash, cancel.request()), cancel.reason());
        } else if (command instanceof Command.RecordUsage usage) {
            return add(add(add(hash, usage.amount()), LedgerTime.micros(usage.at())), usage.labels());
        } else if (command instanceof Command.Adjust adjust) {
            return add(add(hash, adjust.amount()), adjust.reason());
        } else if (command instanceof Command.Refund refund) {
            return add(add(add(hash, refund.entry()), refund.amount()), refund.reason());
        } else if (command instanceof Command.Correct correct) {
            long named = add(add(hash, correct.entry()), correct.total());
            return add(add(named, correct.labels()), correct.reason());
        } else if (command instanceof Command.WriteOff writeOff) {
            return add(add(hash, writeOff.amount()), writeOff.reason());
        } else if (command instanceof Command.ChangePlan change) {
            return add(add(hash, Codes.of(change.change())), change.plan());
        }
        return hash;
    }

    /** What the first version of the journal did not know adds nothing where it is not used: its hashes stay. */
    private static long add(long hash, GrantOffer offer) {
        boolean plain = offer.effective().isEmpty()
                && offer.priority() == GrantOffer.DEFAULT_PRIORITY
                && offer.scope().values().isEmpty();
        if (plain) {
            return hash;
        }
        long effective = offer.effective().map(LedgerTime::micros).orElse(0L);
        return add(add(add(hash, effective), offer.priority()), offer.scope());
    }

    private static long add(long hash, long value) {
        return (Long.rotateLeft(hash, ROTATION) ^ value) * MULTIPLIER;
    }

    /** Four characters at a time, after their number. */
    private static long add(long hash, String text) {
        int length = text.length();
        long mixed = add(hash, length);
        int at = 0;
        for (; at + FOUR <= length; at += FOUR) {
            mixed = add(
                    mixed,
                    text.charAt(at)
                            | ((long) text.charAt(at + 1) << 16)
                            | ((long) text.charAt(at + 2) << 32)
                            | ((long) text.charAt(at + 3) << 48));
        }
        long rest = 0;
        for (; at < length; at++) {
            rest = (rest << 16) | text.charAt(at);
        }
        return add(mixed, rest);
    }

    private static long add(long hash, AccountPath path) {
        return add(hash, path.toString());
    }

    private static long finish(long hash) {
        long mixed = (hash ^ (hash >>> 32)) * MIX;
        mixed = (mixed ^ (mixed >>> 29)) * MULTIPLIER;
        mixed ^= mixed >>> 32;
        return mixed == ANY ? 1 : mixed;
    }

    private static long add(long hash, HoldId hold) {
        return add(add(add(hash, hold.account()), hold.key().high()), hold.key().low());
    }

    private static long add(long hash, Amount amount) {
        long sized = add(add(hash, amount.micros()), Codes.of(amount.unit().kind()));
        return add(sized, amount.unit().code());
    }

    private static long add(long hash, Duration lease) {
        return add(add(hash, lease.toSeconds()), lease.toNanosPart());
    }

    private static long add(long hash, Labels labels) {
        long mixed = add(hash, labels.values().size());
        if (labels.values().isEmpty()) {
            return mixed;
        }
        for (Map.Entry<String, String> label : labels.values().entrySet()) {
            mixed = add(add(mixed, label.getKey()), label.getValue());
        }
        return mixed;
    }

    /** Plans that the first version of the journal knew keep its hash; of others the text of the record is mixed in. */
    private static long add(long hash, Plan plan) {
        if (!(plan.periods() instanceof CalendarMonths months)) {
            return add(hash, plan.toString());
        }
        Amount overdraft = plan.terms().overdraftLimit().orElse(Amount.zero(plan.unit()));
        long mixed = add(add(hash, plan.allowance().at(0)), overdraft);
        mixed = add(add(mixed, months.zone().getId()), months.anchorDay());
        Plan first = Plan.monthly(plan.allowance().at(0), months.zone()).withAnchorDay(months.anchorDay());
        boolean plain = plan.withTerms(Terms.inherited()).equals(first)
                && plan.terms().equals(Terms.inherited().withOverdraftLimit(overdraft));
        return plain || plan.equals(first) ? mixed : add(mixed, plan.toString());
    }
}
