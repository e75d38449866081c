package io.reelbudget.ledger.internal.wire;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.image.LabelsCodec;
import io.reelbudget.ledger.internal.image.PlanCodec;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.GrantCodec;
import io.reelbudget.ledger.internal.machine.GrantTerms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads events as version 1 of the format had them; none are written so any more. All methods are pure. */
final class FirstEventCodec {

    private FirstEventCodec() {}

    /** Reads an event as version 1 of the format wrote it; what it did not know is as it was then. */
    static Event read(SectionReader in) {
        int tag = in.readByte();
        int account = in.readCount(Integer.MAX_VALUE);
        return switch (tag) {
            case EventCodec.OPENED -> new Event.Opened(account, AccountPath.of(in.readText()), PlanCodec.readFirst(in));
            case EventCodec.GRANTED -> granted(in, account);
            case EventCodec.GRANT_EXPIRED -> new Event.GrantExpired(account, in.readVarint(), in.readVarint(), 0, 0);
            case EventCodec.HELD ->
                new Event.Held(
                        account,
                        TransactionCodec.readKey(in),
                        in.readVarint(),
                        in.readVarint(),
                        LabelsCodec.read(in),
                        List.of(),
                        Event.ACCOUNTS_OWN);
            case EventCodec.CHANGED ->
                new Event.Changed(
                        account,
                        TransactionCodec.readKey(in),
                        in.readVarint(),
                        in.readVarint(),
                        in.readVarint(),
                        List.of());
            case EventCodec.CAPTURED -> captured(in, account);
            case EventCodec.RELEASED ->
                new Event.Released(account, TransactionCodec.readKey(in), in.readVarint(), in.readText());
            case EventCodec.HOLD_EXPIRED ->
                new Event.HoldExpired(account, TransactionCodec.readKey(in), in.readVarint());
            case EventCodec.REFUSED -> refused(in, account);
            case EventCodec.NOTED -> new Event.Noted(account, in.readText(), in.readText());
            default -> throw new MalformedRecordException("an event had the unknown tag " + tag);
        };
    }

    /** Version 1 knew no captures of a part: a hold of nothing had expired. */
    private static Event captured(SectionReader in, int account) {
        IdempotencyKey hold = TransactionCodec.readKey(in);
        long before = in.readVarint();
        return new Event.Captured(
                account,
                hold,
                before,
                before > 0 ? Result.HoldState.OPEN : Result.HoldState.EXPIRED,
                in.readVarint(),
                Event.ENDED,
                LabelsCodec.read(in),
                PaymentCodec.readPaidBy(in));
    }

    private static Event granted(SectionReader in, int account) {
        GrantKind kind = GrantCodec.readKind(in);
        long amount = in.readVarint();
        long repaid = in.readVarint();
        GrantTerms terms = new GrantTerms(
                kind,
                amount,
                in.readVarint(),
                in.readVarint(),
                GrantOffer.DEFAULT_PRIORITY,
                Labels.none(),
                in.readText());
        return new Event.Granted(account, 0, 0, terms, repaid);
    }

    private static Event refused(SectionReader in, int account) {
        @Nullable IdempotencyKey hold = in.readCount(1) == 0 ? null : TransactionCodec.readKey(in);
        int level = in.readCount(Integer.MAX_VALUE);
        return new Event.Refused(
                account, hold, level, Event.NO_LIMIT, null, in.readVarint(), in.readSigned(), LabelsCodec.read(in));
    }
}
