package io.reelbudget.ledger.internal.wire;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.internal.machine.Codes;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.Payment;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as bytes: a tag, the account's number, then the fields in the order of the record. */
final class EventCodec {

    private static final int OPENED = 1;
    private static final int GRANTED = 2;
    private static final int GRANT_EXPIRED = 3;
    private static final int HELD = 4;
    private static final int CHANGED = 5;
    private static final int CAPTURED = 6;
    private static final int RELEASED = 7;
    private static final int HOLD_EXPIRED = 8;
    private static final int REFUSED = 9;
    private static final int NOTED = 10;

    private EventCodec() {}

    static void write(ByteWriter out, Event event) {
        if (event instanceof Event.Held held) {
            begin(out, HELD, event);
            TransactionCodec.writeKey(out, held.hold());
            out.writeVarint(held.amount());
            out.writeVarint(held.leaseEnd());
            writeLabels(out, held.labels());
        } else if (event instanceof Event.Captured captured) {
            writeCaptured(out, captured);
        } else if (event instanceof Event.Changed changed) {
            begin(out, CHANGED, event);
            TransactionCodec.writeKey(out, changed.hold());
            out.writeVarint(changed.before());
            out.writeVarint(changed.amount());
            out.writeVarint(changed.leaseEnd());
        } else if (event instanceof Event.Released released) {
            begin(out, RELEASED, event);
            TransactionCodec.writeKey(out, released.hold());
            out.writeVarint(released.before());
            out.writeText(released.reason());
        } else if (event instanceof Event.HoldExpired expired) {
            begin(out, HOLD_EXPIRED, event);
            TransactionCodec.writeKey(out, expired.hold());
            out.writeVarint(expired.before());
        } else if (event instanceof Event.Granted granted) {
            writeGranted(out, granted);
        } else if (event instanceof Event.GrantExpired expired) {
            begin(out, GRANT_EXPIRED, event);
            out.writeVarint(expired.grant());
            out.writeVarint(expired.amount());
        } else if (event instanceof Event.Refused refused) {
            writeRefused(out, refused);
        } else if (event instanceof Event.Noted noted) {
            begin(out, NOTED, event);
            out.writeText(noted.kind());
            out.writeText(noted.text());
        } else if (event instanceof Event.Opened opened) {
            begin(out, OPENED, event);
            out.writeText(opened.path().toString());
            writePlan(out, opened.plan());
        }
    }

    static Event read(ByteReader in) {
        int tag = in.readByte();
        int account = in.readCount(Integer.MAX_VALUE);
        return switch (tag) {
            case OPENED -> new Event.Opened(account, AccountPath.of(in.readText()), readPlan(in));
            case GRANTED -> readGranted(in, account);
            case GRANT_EXPIRED -> new Event.GrantExpired(account, in.readVarint(), in.readVarint());
            case HELD ->
                new Event.Held(account, TransactionCodec.readKey(in), in.readVarint(), in.readVarint(), readLabels(in));
            case CHANGED ->
                new Event.Changed(
                        account, TransactionCodec.readKey(in), in.readVarint(), in.readVarint(), in.readVarint());
            case CAPTURED ->
                new Event.Captured(
                        account,
                        TransactionCodec.readKey(in),
                        in.readVarint(),
                        in.readVarint(),
                        readLabels(in),
                        readPayments(in));
            case RELEASED -> new Event.Released(account, TransactionCodec.readKey(in), in.readVarint(), in.readText());
            case HOLD_EXPIRED -> new Event.HoldExpired(account, TransactionCodec.readKey(in), in.readVarint());
            case REFUSED -> readRefused(in, account);
            case NOTED -> new Event.Noted(account, in.readText(), in.readText());
            default -> throw new MalformedRecordException("an event had the unknown tag " + tag);
        };
    }

    private static void begin(ByteWriter out, int tag, Event event) {
        out.writeByte(tag);
        out.writeVarint(event.account());
    }

    private static void writeGranted(ByteWriter out, Event.Granted granted) {
        begin(out, GRANTED, granted);
        out.writeByte(Codes.of(granted.kind()));
        out.writeVarint(granted.amount());
        out.writeVarint(granted.repaid());
        out.writeVarint(granted.effective());
        out.writeVarint(granted.expiry());
        out.writeText(granted.origin());
    }

    private static Event readGranted(ByteReader in, int account) {
        return new Event.Granted(
                account,
                readGrantKind(in),
                in.readVarint(),
                in.readVarint(),
                in.readVarint(),
                in.readVarint(),
                in.readText());
    }

    private static void writeCaptured(ByteWriter out, Event.Captured captured) {
        begin(out, CAPTURED, captured);
        TransactionCodec.writeKey(out, captured.hold());
        out.writeVarint(captured.before());
        out.writeVarint(captured.amount());
        writeLabels(out, captured.labels());
        out.writeVarint(captured.paidBy().size());
        for (List<Payment> level : captured.paidBy()) {
            out.writeVarint(level.size());
            for (Payment payment : level) {
                out.writeSigned(payment.grant());
                if (payment.kind() != null) {
                    out.writeByte(Codes.of(payment.kind()));
                }
                out.writeVarint(payment.amount());
            }
        }
    }

    private static List<List<Payment>> readPayments(ByteReader in) {
        int levels = in.readCount(AccountPath.MAX_DEPTH);
        List<List<Payment>> paidBy = new ArrayList<>(levels);
        for (int level = 0; level < levels; level++) {
            int count = in.readSize();
            List<Payment> payments = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                long grant = in.readSigned();
                GrantKind kind = grant == GrantUse.OVERDRAFT ? null : readGrantKind(in);
                payments.add(new Payment(grant, kind, in.readVarint()));
            }
            paidBy.add(payments);
        }
        return paidBy;
    }

    private static void writeRefused(ByteWriter out, Event.Refused refused) {
        begin(out, REFUSED, refused);
        IdempotencyKey hold = refused.hold();
        out.writeByte(hold == null ? 0 : 1);
        if (hold != null) {
            TransactionCodec.writeKey(out, hold);
        }
        out.writeVarint(refused.level());
        out.writeVarint(refused.asked());
        out.writeSigned(refused.available());
        writeLabels(out, refused.labels());
    }

    private static Event readRefused(ByteReader in, int account) {
        @Nullable IdempotencyKey hold = in.readCount(1) == 0 ? null : TransactionCodec.readKey(in);
        return new Event.Refused(
                account, hold, in.readCount(Integer.MAX_VALUE), in.readVarint(), in.readSigned(), readLabels(in));
    }

    private static void writeLabels(ByteWriter out, Labels labels) {
        out.writeVarint(labels.values().size());
        for (Map.Entry<String, String> label : labels.values().entrySet()) {
            out.writeText(label.getKey());
            out.writeText(label.getValue());
        }
    }

    private static Labels readLabels(ByteReader in) {
        int count = in.readCount(Labels.MAX_LABELS);
        if (count == 0) {
            return Labels.none();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            labels.put(in.readText(), in.readText());
        }
        return new Labels(labels);
    }

    private static void writePlan(ByteWriter out, Plan plan) {
        out.writeByte(Codes.of(plan.unit().kind()));
        out.writeText(plan.unit().code());
        out.writeVarint(plan.allowance().micros());
        out.writeVarint(plan.overdraftLimit().micros());
        out.writeText(plan.periods().zone().getId());
        out.writeByte(plan.periods().anchorDay());
    }

    private static Plan readPlan(ByteReader in) {
        Unit unit = new Unit(readUnitKind(in), in.readText());
        Amount allowance = Amount.ofMicros(in.readVarint(), unit);
        Amount overdraftLimit = Amount.ofMicros(in.readVarint(), unit);
        return new Plan(allowance, new CalendarMonths(zone(in.readText()), in.readByte()), overdraftLimit);
    }

    private static GrantKind readGrantKind(ByteReader in) {
        int code = in.readByte();
        for (GrantKind kind : GrantKind.values()) {
            if (Codes.of(kind) == code) {
                return kind;
            }
        }
        throw new MalformedRecordException("a kind of grant had the unknown number " + code);
    }

    private static Unit.Kind readUnitKind(ByteReader in) {
        int code = in.readByte();
        for (Unit.Kind kind : Unit.Kind.values()) {
            if (Codes.of(kind) == code) {
                return kind;
            }
        }
        throw new MalformedRecordException("a kind of unit had the unknown number " + code);
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknown) {
            throw new MalformedRecordException("this Java platform knows no time zone '" + id + "'", unknown);
        }
    }
}
