package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.util.Map;

/**
 * 64 bits of what a command says, the same on every machine: they tell a command that comes again from another one
 * under the same key. Two different commands pass for the same once in 2<sup>64</sup>; then the second has no effect.
 *
 * <p>Every field is mixed in order, each text with its length, by the finishing step of a 64-bit multiplicative hash.
 */
public final class ContentHash {

    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
    private static final long MIX = 0xBF58_476D_1CE4_E5B9L;

    private long state = MULTIPLIER;

    private ContentHash() {}

    /** Returns the hash of a command, without its key. */
    public static long of(Command<?> command) {
        ContentHash hash = new ContentHash().add(Purpose.of(command).code());
        if (command instanceof Command.PlaceHold place) {
            hash.add(place.account()).add(place.amount()).add(place.lease()).add(place.labels());
        } else if (command instanceof Command.CaptureHold capture) {
            hash.add(capture.hold()).add(capture.amount()).add(capture.labels());
        } else if (command instanceof Command.ExtendHold extend) {
            hash.add(extend.hold()).add(extend.amount()).add(extend.lease());
        } else if (command instanceof Command.ReleaseHold release) {
            hash.add(release.hold()).add(release.reason());
        } else if (command instanceof Command.TopUp topUp) {
            hash.add(topUp.account()).add(topUp.amount()).add(Codes.of(topUp.kind()));
            hash.add(topUp.expiry().map(LedgerTime::micros).orElse(LedgerTime.NEVER))
                    .add(topUp.reason());
        } else if (command instanceof Command.Note note) {
            hash.add(note.account()).add(note.kind()).add(note.text());
        } else if (command instanceof Command.OpenAccount open) {
            hash.add(open.account()).add(open.plan());
        } else {
            hash.add(command.account());
        }
        return hash.state;
    }

    private ContentHash add(long value) {
        long mixed = (state ^ value) * MULTIPLIER;
        mixed = (mixed ^ (mixed >>> 32)) * MIX;
        state = mixed ^ (mixed >>> 29);
        return this;
    }

    private ContentHash add(String text) {
        add(text.length());
        for (int i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
        return this;
    }

    private ContentHash add(AccountPath path) {
        add(path.segments().size());
        path.segments().forEach(this::add);
        return this;
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
        return add(lease.getSeconds()).add(lease.getNano());
    }

    private ContentHash add(Labels labels) {
        add(labels.values().size());
        for (Map.Entry<String, String> label : labels.values().entrySet()) {
            add(label.getKey()).add(label.getValue());
        }
        return this;
    }

    private ContentHash add(Plan plan) {
        return add(plan.allowance())
                .add(plan.overdraftLimit())
                .add(plan.periods().zone().getId())
                .add(plan.periods().anchorDay());
    }
}
