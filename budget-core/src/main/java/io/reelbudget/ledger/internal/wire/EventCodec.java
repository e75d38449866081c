package io.reelbudget.ledger.internal.wire;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Limit;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.image.LabelsCodec;
import io.reelbudget.ledger.internal.image.PlanCodec;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.machine.Charge;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.GrantCodec;
import org.jspecify.annotations.Nullable;

/** Events as bytes: a tag, the account's number, then the fields in the order of the record. */
public final class EventCodec {

    static final int OPENED = 1;
    static final int GRANTED = 2;
    static final int GRANT_EXPIRED = 3;
    static final int HELD = 4;
    static final int CHANGED = 5;
    static final int CAPTURED = 6;
    static final int RELEASED = 7;
    static final int HOLD_EXPIRED = 8;
    static final int REFUSED = 9;
    static final int NOTED = 10;
    private static final int PLAN_CHANGED = 11;
    private static final int PLAN_SCHEDULED = 12;
    private static final int GRANT_SCHEDULED = 13;
    private static final int GRANT_VOIDED = 14;
    private static final int CHARGED = 15;
    private static final int RETURNED = 16;
    private static final int DEBT_FORGIVEN = 17;
    private static final int TOP_UP_REQUESTED = 18;
    private static final int TOP_UP_CANCELLED = 19;

    private EventCodec() {}

    static void write(SectionWriter out, Event event) {
        if (event instanceof Event.Held held) {
            begin(out, HELD, event);
            TransactionCodec.writeKey(out, held.hold());
            out.writeVarint(held.amount());
            out.writeVarint(held.leaseEnd());
            LabelsCodec.write(out, held.labels());
            GrantCodec.writeEarmarks(out, held.earmarks());
            out.writeSigned(held.overdraft());
        } else if (event instanceof Event.Captured captured) {
            begin(out, CAPTURED, captured);
            TransactionCodec.writeKey(out, captured.hold());
            out.writeVarint(captured.before());
            out.writeByte(captured.found() == Result.HoldState.OPEN ? 1 : 0);
            out.writeVarint(captured.amount());
            out.writeSigned(captured.left());
            LabelsCodec.write(out, captured.labels());
            PaymentCodec.writePaidBy(out, captured.paidBy());
        } else if (event instanceof Event.Changed changed) {
            begin(out, CHANGED, event);
            TransactionCodec.writeKey(out, changed.hold());
            out.writeVarint(changed.before());
            out.writeVarint(changed.amount());
            out.writeVarint(changed.leaseEnd());
            GrantCodec.writeEarmarks(out, changed.earmarks());
        } else if (event instanceof Event.Released released) {
            begin(out, RELEASED, event);
            TransactionCodec.writeKey(out, released.hold());
            out.writeVarint(released.before());
            out.writeText(released.reason());
        } else if (event instanceof Event.HoldExpired expired) {
            begin(out, HOLD_EXPIRED, event);
            TransactionCodec.writeKey(out, expired.hold());
            out.writeVarint(expired.before());
        } else if (event instanceof Event.Refused refused) {
            writeRefused(out, refused);
        } else if (event instanceof Event.Charged charged) {
            begin(out, CHARGED, event);
            writeCause(out, charged.cause(), charged.corrects(), charged.total());
            out.writeVarint(charged.amount());
            out.writeVarint(charged.at());
            LabelsCodec.write(out, charged.labels());
            out.writeText(charged.reason());
            PaymentCodec.writePaidBy(out, charged.paidBy());
        } else if (event instanceof Event.Returned back) {
            writeReturned(out, back);
        } else {
            writeOnOne(out, event);
        }
    }

    private static void writeOnOne(SectionWriter out, Event event) {
        if (event instanceof Event.Granted granted) {
            begin(out, GRANTED, event);
            out.writeVarint(granted.grant());
            out.writeVarint(granted.request());
            GrantCodec.writeTerms(out, granted.terms());
            out.writeVarint(granted.repaid());
        } else if (event instanceof Event.GrantExpired expired) {
            begin(out, GRANT_EXPIRED, event);
            out.writeVarint(expired.grant());
            out.writeVarint(expired.amount());
            out.writeVarint(expired.rolled());
            out.writeVarint(expired.rolledExpiry());
        } else if (event instanceof Event.Noted noted) {
            begin(out, NOTED, event);
            out.writeText(noted.kind());
            out.writeText(noted.text());
        } else if (event instanceof Event.Opened opened) {
            begin(out, OPENED, event);
            out.writeText(opened.path().toString());
            PlanCodec.write(out, opened.plan());
        } else if (event instanceof Event.PlanChanged changed) {
            begin(out, PLAN_CHANGED, event);
            PlanCodec.write(out, changed.plan());
            out.writeVarint(changed.from());
            out.writeVarint(changed.renewedThrough());
            out.writeVarint(changed.awake());
        } else if (event instanceof Event.PlanScheduled scheduled) {
            begin(out, PLAN_SCHEDULED, event);
            PlanCodec.write(out, scheduled.plan());
            out.writeVarint(scheduled.effective());
        } else if (event instanceof Event.GrantScheduled scheduled) {
            begin(out, GRANT_SCHEDULED, event);
            GrantCodec.writeTerms(out, scheduled.terms());
        } else if (event instanceof Event.GrantVoided voided) {
            begin(out, GRANT_VOIDED, event);
            out.writeVarint(voided.grant());
            out.writeVarint(voided.amount());
            out.writeByte(codeOf(voided.voiding()));
            out.writeText(voided.reason());
        } else if (event instanceof Event.DebtForgiven forgiven) {
            begin(out, DEBT_FORGIVEN, event);
            out.writeVarint(forgiven.amount());
            out.writeVarint(forgiven.at());
            out.writeText(forgiven.reason());
            out.writeVarint(forgiven.owed());
        } else if (event instanceof Event.TopUpRequested requested) {
            begin(out, TOP_UP_REQUESTED, event);
            out.writeVarint(requested.amount());
        } else if (event instanceof Event.TopUpCancelled cancelled) {
            begin(out, TOP_UP_CANCELLED, event);
            out.writeVarint(cancelled.request());
            out.writeText(cancelled.reason());
        }
    }

    static Event read(SectionReader in, int version) {
        int tag = in.readByte();
        int account = in.readCount(Integer.MAX_VALUE);
        return switch (tag) {
            case OPENED -> new Event.Opened(account, AccountPath.of(in.readText()), PlanCodec.read(in));
            case GRANTED ->
                new Event.Granted(account, in.readVarint(), in.readVarint(), GrantCodec.readTerms(in), in.readVarint());
            case GRANT_EXPIRED ->
                new Event.GrantExpired(account, in.readVarint(), in.readVarint(), in.readVarint(), in.readVarint());
            case HELD ->
                new Event.Held(
                        account,
                        TransactionCodec.readKey(in),
                        in.readVarint(),
                        in.readVarint(),
                        LabelsCodec.read(in),
                        GrantCodec.readEarmarks(in),
                        isSecond(version) ? Event.ACCOUNTS_OWN : in.readSigned());
            case CHANGED ->
                new Event.Changed(
                        account,
                        TransactionCodec.readKey(in),
                        in.readVarint(),
                        in.readVarint(),
                        in.readVarint(),
                        GrantCodec.readEarmarks(in));
            case CAPTURED ->
                new Event.Captured(
                        account,
                        TransactionCodec.readKey(in),
                        in.readVarint(),
                        in.readCount(1) == 1 ? Result.HoldState.OPEN : Result.HoldState.EXPIRED,
                        in.readVarint(),
                        in.readSigned(),
                        LabelsCodec.read(in),
                        PaymentCodec.readPaidBy(in));
            case RELEASED -> new Event.Released(account, TransactionCodec.readKey(in), in.readVarint(), in.readText());
            case HOLD_EXPIRED -> new Event.HoldExpired(account, TransactionCodec.readKey(in), in.readVarint());
            case REFUSED -> readRefused(in, account);
            case NOTED -> new Event.Noted(account, in.readText(), in.readText());
            default -> readMore(in, tag, account, version);
        };
    }

    static boolean isSecond(int version) {
        return version == TransactionCodec.SECOND_VERSION;
    }

    private static Event readMore(SectionReader in, int tag, int account, int version) {
        return switch (tag) {
            case PLAN_CHANGED ->
                new Event.PlanChanged(
                        account,
                        PlanCodec.read(in),
                        in.readVarint(),
                        in.readVarint(),
                        isSecond(version) ? Event.NOTICED : in.readVarint());
            case PLAN_SCHEDULED -> new Event.PlanScheduled(account, PlanCodec.read(in), in.readVarint());
            case GRANT_SCHEDULED -> new Event.GrantScheduled(account, GrantCodec.readTerms(in));
            case GRANT_VOIDED ->
                new Event.GrantVoided(account, in.readVarint(), in.readVarint(), readVoiding(in), in.readText());
            case CHARGED ->
                new Event.Charged(
                        account,
                        readCharge(in),
                        in.readVarint(),
                        in.readVarint(),
                        in.readVarint(),
                        in.readVarint(),
                        LabelsCodec.read(in),
                        in.readText(),
                        PaymentCodec.readPaidBy(in));
            case RETURNED ->
                new Event.Returned(
                        account,
                        readCharge(in),
                        in.readVarint(),
                        in.readVarint(),
                        in.readVarint(),
                        in.readVarint(),
                        LabelsCodec.read(in),
                        in.readText(),
                        PaymentCodec.readReturns(in, version));
            case DEBT_FORGIVEN ->
                new Event.DebtForgiven(
                        account,
                        in.readVarint(),
                        in.readVarint(),
                        in.readText(),
                        isSecond(version) ? Event.AS_MUCH_AS_THERE_WAS : in.readVarint());
            case TOP_UP_REQUESTED -> new Event.TopUpRequested(account, in.readVarint());
            case TOP_UP_CANCELLED -> new Event.TopUpCancelled(account, in.readVarint(), in.readText());
            default -> throw new MalformedRecordException("an event had the unknown tag " + tag);
        };
    }

    private static void begin(SectionWriter out, int tag, Event event) {
        out.writeByte(tag);
        out.writeVarint(event.account());
    }

    private static void writeCause(SectionWriter out, Charge cause, long corrects, long total) {
        out.writeByte(cause.code());
        out.writeVarint(corrects);
        out.writeVarint(total);
    }

    private static Charge readCharge(SectionReader in) {
        int code = in.readByte();
        for (Charge cause : Charge.values()) {
            if (cause.code() == code) {
                return cause;
            }
        }
        throw new MalformedRecordException("a charge had the unknown cause " + code);
    }

    private static void writeReturned(SectionWriter out, Event.Returned back) {
        begin(out, RETURNED, back);
        writeCause(out, back.cause(), back.corrects(), back.total());
        out.writeVarint(back.amount());
        out.writeVarint(back.at());
        LabelsCodec.write(out, back.labels());
        out.writeText(back.reason());
        PaymentCodec.writeReturns(out, back.returns());
    }

    private static int codeOf(Event.Voiding voiding) {
        return switch (voiding) {
            case PART -> 0;
            case ANNOUNCED -> 1;
            case WHOLE -> 2;
        };
    }

    private static Event.Voiding readVoiding(SectionReader in) {
        return switch (in.readCount(2)) {
            case 0 -> Event.Voiding.PART;
            case 1 -> Event.Voiding.ANNOUNCED;
            default -> Event.Voiding.WHOLE;
        };
    }

    private static void writeRefused(SectionWriter out, Event.Refused refused) {
        begin(out, REFUSED, refused);
        IdempotencyKey hold = refused.hold();
        out.writeByte(hold == null ? 0 : 1);
        if (hold != null) {
            TransactionCodec.writeKey(out, hold);
        }
        out.writeVarint(refused.level());
        out.writeSigned(refused.limit());
        Limit inTheWay = refused.inTheWay();
        if (inTheWay != null) {
            PlanCodec.writeLimit(out, inTheWay);
        }
        out.writeVarint(refused.asked());
        out.writeSigned(refused.available());
        LabelsCodec.write(out, refused.labels());
    }

    private static Event readRefused(SectionReader in, int account) {
        @Nullable IdempotencyKey hold = in.readCount(1) == 0 ? null : TransactionCodec.readKey(in);
        int level = in.readCount(Integer.MAX_VALUE);
        int limit = Math.toIntExact(in.readSigned());
        @Nullable Limit inTheWay = limit == Event.NO_LIMIT ? null : PlanCodec.readLimit(in);
        return new Event.Refused(
                account, hold, level, limit, inTheWay, in.readVarint(), in.readSigned(), LabelsCodec.read(in));
    }
}
