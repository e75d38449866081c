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

    private long state = MULTIPLIER;

    private ContentHash() {}

    /** Returns the hash of a command, without its key. */
    public static long of(Command<?> command) {
        ContentHash hash = new ContentHash().add(Purpose.of(command).code());
        if (command instanceof Command.PlaceHold place) {
            hash.add(place.account()).add(place.amount()).add(place.lease()).add(place.labels());
            place.overdraft().ifPresent(hash::add);
        } else if (command instanceof Command.CaptureHold capture) {
            hash.add(capture.hold()).add(capture.amount()).add(capture.labels());
            if (capture.ending() == Command.Ending.PARTIAL) {
                hash.add(1);
            }
        } else if (command instanceof Command.ExtendHold extend) {
            hash.add(extend.hold()).add(extend.amount()).add(extend.lease());
        } else if (command instanceof Command.RenewLease renew) {
            hash.add(renew.hold()).add(renew.lease());
        } else if (command instanceof Command.ReleaseHold release) {
            hash.add(release.hold()).add(release.reason());
        } else if (command instanceof Command.Note note) {
            hash.add(note.account()).add(note.kind()).add(note.text());
        } else if (command instanceof Command.OpenAccount open) {
            hash.add(open.account()).add(open.plan());
        } else {
            hash.add(command.account()).addGrants(command);
        }
        return hash.finish();
    }

    private void addGrants(Command<?> command) {
        if (command instanceof Command.TopUp topUp) {
            add(topUp.amount()).add(Codes.of(topUp.kind()));
            add(topUp.offer().expiry().map(LedgerTime::micros).orElse(LedgerTime.NEVER))
                    .add(topUp.reason());
            add(topUp.offer());
        } else if (command instanceof Command.VoidGrant voided) {
            add(voided.grant()).add(voided.reason());
        } else if (command instanceof Command.ConfirmTopUp confirm) {
            add(confirm.request());
        } else if (command instanceof Command.CancelTopUp cancel) {
            add(cancel.request()).add(cancel.reason());
        } else if (command instanceof Command.RecordUsage usage) {
            add(usage.amount()).add(LedgerTime.micros(usage.at())).add(usage.labels());
        } else if (command instanceof Command.Adjust adjust) {
            add(adjust.amount()).add(adjust.reason());
        } else if (command instanceof Command.Refund refund) {
            add(refund.entry()).add(refund.amount()).add(refund.reason());
        } else if (command instanceof Command.Correct correct) {
            add(correct.entry()).add(correct.total()).add(correct.labels()).add(correct.reason());
        } else if (command instanceof Command.WriteOff writeOff) {
            add(writeOff.amount()).add(writeOff.reason());
        } else if (command instanceof Command.ChangePlan change) {
            add(Codes.of(change.change())).add(change.plan());
        }
    }

    /** What the first version of the journal did not know adds nothing where it is not used: its hashes stay. */
    private void add(GrantOffer offer) {
        boolean plain = offer.effective().isEmpty()
                && offer.priority() == GrantOffer.DEFAULT_PRIORITY
                && offer.scope().values().isEmpty();
        if (!plain) {
            add(offer.effective().map(LedgerTime::micros).orElse(0L))
                    .add(offer.priority())
                    .add(offer.scope());
        }
    }

    private ContentHash add(long value) {
        state = (Long.rotateLeft(state, ROTATION) ^ value) * MULTIPLIER;
        return this;
    }

    /** Four characters at a time, after their number. */
    private ContentHash add(String text) {
        int length = text.length();
        add(length);
        int at = 0;
        for (; at + FOUR <= length; at += FOUR) {
            add(text.charAt(at)
                    | ((long) text.charAt(at + 1) << 16)
                    | ((long) text.charAt(at + 2) << 32)
                    | ((long) text.charAt(at + 3) << 48));
        }
        long rest = 0;
        for (; at < length; at++) {
            rest = (rest << 16) | text.charAt(at);
        }
        return add(rest);
    }

    private ContentHash add(AccountPath path) {
        return add(path.toString());
    }

    private long finish() {
        long mixed = (state ^ (state >>> 32)) * MIX;
        mixed = (mixed ^ (mixed >>> 29)) * MULTIPLIER;
        mixed ^= mixed >>> 32;
        return mixed == ANY ? 1 : mixed;
    }

    private ContentHash add(HoldId hold) {
        return add(hold.account()).add(hold.key().high()).add(hold.key().low());
    }

    private ContentHash add(Amount amount) {
        return add(amount.micros())
                .add(Codes.of(amount.unit().kind()))
                .add(amount.unit().code());
    }

    private ContentHash add(Duration lease) {
        return add(lease.toSeconds()).add(lease.toNanosPart());
    }

    private ContentHash add(Labels labels) {
        add(labels.values().size());
        if (labels.values().isEmpty()) {
            return this;
        }
        for (Map.Entry<String, String> label : labels.values().entrySet()) {
            add(label.getKey()).add(label.getValue());
        }
        return this;
    }

    /** Plans that the first version of the journal knew keep its hash; of others the text of the record is mixed in. */
    private ContentHash add(Plan plan) {
        if (!(plan.periods() instanceof CalendarMonths months)) {
            return add(plan.toString());
        }
        Amount overdraft = plan.terms().overdraftLimit().orElse(Amount.zero(plan.unit()));
        add(plan.allowance().at(0)).add(overdraft).add(months.zone().getId()).add(months.anchorDay());
        Plan first = Plan.monthly(plan.allowance().at(0), months.zone()).withAnchorDay(months.anchorDay());
        boolean plain = plan.withTerms(Terms.inherited()).equals(first)
                && plan.terms().equals(Terms.inherited().withOverdraftLimit(overdraft));
        return plain || plan.equals(first) ? this : add(plan.toString());
    }
}
