package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.internal.image.LabelsCodec;
import io.reelbudget.ledger.internal.image.MalformedSectionException;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import java.util.ArrayList;
import java.util.List;

/** Grants, and what holds count on of them, as bytes: in records and in snapshots alike. All methods are pure. */
public final class GrantCodec {

    private GrantCodec() {}

    /** Writes what a grant is. */
    public static void writeTerms(SectionWriter out, GrantTerms terms) {
        out.writeByte(Codes.of(terms.kind()));
        out.writeVarint(terms.amount());
        out.writeVarint(terms.effective());
        out.writeVarint(terms.expiry());
        out.writeVarint(terms.priority());
        LabelsCodec.write(out, terms.scope());
        out.writeText(terms.origin());
    }

    /** Reads what a grant is. */
    public static GrantTerms readTerms(SectionReader in) {
        return new GrantTerms(
                readKind(in),
                in.readVarint(),
                in.readVarint(),
                in.readVarint(),
                in.readCount(GrantOffer.MAX_PRIORITY),
                LabelsCodec.read(in),
                in.readText());
    }

    /** Writes what holds count on of grants with a scope. */
    public static void writeEarmarks(SectionWriter out, List<List<Earmark>> earmarks) {
        out.writeVarint(earmarks.size());
        if (earmarks.isEmpty()) {
            return;
        }
        for (List<Earmark> level : earmarks) {
            out.writeVarint(level.size());
            for (Earmark earmark : level) {
                out.writeVarint(earmark.grant());
                out.writeVarint(earmark.amount());
            }
        }
    }

    /** Reads what holds count on of grants with a scope. */
    public static List<List<Earmark>> readEarmarks(SectionReader in) {
        int levels = in.readCount(AccountPath.MAX_DEPTH);
        if (levels == 0) {
            return List.of();
        }
        List<List<Earmark>> earmarks = new ArrayList<>(levels);
        for (int level = 0; level < levels; level++) {
            int count = in.readSize();
            List<Earmark> some = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                some.add(new Earmark(in.readVarint(), in.readVarint()));
            }
            earmarks.add(some);
        }
        return earmarks;
    }

    /** Reads a kind of grant. */
    public static GrantKind readKind(SectionReader in) {
        int code = in.readByte();
        for (GrantKind kind : GrantKind.values()) {
            if (Codes.of(kind) == code) {
                return kind;
            }
        }
        throw new MalformedSectionException("a kind of grant had the unknown number " + code);
    }
}
