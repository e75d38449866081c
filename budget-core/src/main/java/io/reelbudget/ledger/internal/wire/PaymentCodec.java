package io.reelbudget.ledger.internal.wire;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.internal.image.LabelsCodec;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.machine.Codes;
import io.reelbudget.ledger.internal.machine.GivenBack;
import io.reelbudget.ledger.internal.machine.GrantCodec;
import io.reelbudget.ledger.internal.machine.Payment;
import io.reelbudget.ledger.internal.machine.Reissue;
import java.util.ArrayList;
import java.util.List;

/** Who paid what, and to whom it went back, as bytes. */
final class PaymentCodec {

    private PaymentCodec() {}

    static void writePaidBy(SectionWriter out, List<List<Payment>> paidBy) {
        out.writeVarint(paidBy.size());
        for (int level = 0; level < paidBy.size(); level++) {
            writePayments(out, paidBy.get(level));
        }
    }

    static List<List<Payment>> readPaidBy(SectionReader in) {
        int levels = in.readCount(AccountPath.MAX_DEPTH);
        List<List<Payment>> paidBy = new ArrayList<>(levels);
        for (int level = 0; level < levels; level++) {
            paidBy.add(readPayments(in));
        }
        return paidBy;
    }

    private static void writePayments(SectionWriter out, List<Payment> payments) {
        out.writeVarint(payments.size());
        for (int i = 0; i < payments.size(); i++) {
            Payment payment = payments.get(i);
            out.writeSigned(payment.grant());
            if (payment.kind() != null) {
                out.writeByte(Codes.of(payment.kind()));
            }
            out.writeVarint(payment.amount());
        }
    }

    private static List<Payment> readPayments(SectionReader in) {
        int count = in.readSize();
        List<Payment> payments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long grant = in.readSigned();
            GrantKind kind = grant < 0 ? null : GrantCodec.readKind(in);
            payments.add(new Payment(grant, kind, in.readVarint()));
        }
        return payments;
    }

    static void writeReturns(SectionWriter out, List<GivenBack> returns) {
        out.writeVarint(returns.size());
        for (GivenBack given : returns) {
            writePayments(out, given.restored());
            out.writeVarint(given.repaid());
            writeReissue(out, given.reissue());
            writePayments(out, given.lost());
        }
    }

    /** The second version said who had paid neither of what was made a new grant nor of what was lost. */
    private static GivenBack readSecondGivenBack(SectionReader in) {
        List<Payment> restored = readPayments(in);
        long repaid = in.readVarint();
        Reissue reissue = Reissue.withoutScope(in.readVarint(), in.readVarint());
        long lost = in.readVarint();
        return new GivenBack(
                restored, repaid, reissue, lost == 0 ? List.of() : List.of(new Payment(Payment.UNNAMED, null, lost)));
    }

    static List<GivenBack> readReturns(SectionReader in, int version) {
        int levels = in.readCount(AccountPath.MAX_DEPTH);
        List<GivenBack> returns = new ArrayList<>(levels);
        for (int level = 0; level < levels; level++) {
            returns.add(
                    EventCodec.isSecond(version)
                            ? readSecondGivenBack(in)
                            : new GivenBack(readPayments(in), in.readVarint(), readReissue(in), readPayments(in)));
        }
        return returns;
    }

    private static void writeReissue(SectionWriter out, Reissue reissue) {
        out.writeVarint(reissue.amount());
        if (reissue.amount() > 0) {
            out.writeByte(Codes.of(reissue.kind()));
            out.writeVarint(reissue.expiry());
            out.writeVarint(reissue.priority());
            LabelsCodec.write(out, reissue.scope());
        }
    }

    private static Reissue readReissue(SectionReader in) {
        long amount = in.readVarint();
        if (amount == 0) {
            return Reissue.NONE;
        }
        GrantKind kind = GrantCodec.readKind(in);
        return new Reissue(kind, amount, in.readVarint(), in.readCount(GrantOffer.MAX_PRIORITY), LabelsCodec.read(in));
    }
}
