package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.internal.image.MalformedSectionException;
import io.reelbudget.ledger.internal.image.PlanCodec;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import java.util.List;
import java.util.Map;

/** An account as the part of a {@link BookImage}. All methods are pure. */
final class AccountImage {

    private AccountImage() {}

    static void write(SectionWriter out, Account account) {
        out.writeText(account.path().toString());
        PlanCodec.write(out, account.openedWith());
        boolean changed = !account.plan().equals(account.openedWith());
        out.writeByte(changed ? 1 : 0);
        if (changed) {
            PlanCodec.write(out, account.plan());
        }
        out.writeSigned(LedgerTime.micros(account.period().start()));
        out.writeVarint(account.granted);
        out.writeVarint(account.posted);
        out.writeVarint(account.held);
        out.writeVarint(account.expired);
        out.writeVarint(account.debt);
        out.writeVarint(account.returned);
        out.writeSigned(account.grantedInPeriod);
        out.writeSigned(account.postedInPeriod);
        writeRenewing(out, account);
        writeGrants(out, account.grants.live());
        writeGrants(out, account.grants.usedUp());
        writeGrants(out, account.grants.scheduled());
        writeUsage(out, account.usage);
        writeLimits(out, account);
        out.writeByte(account.hasAutoTopUps() ? 1 : 0);
        if (account.hasAutoTopUps()) {
            writeAutoTopUps(out, account.autoTopUps());
        }
        writeGrants(out, account.grants.gone());
        for (GrantState grant : account.grants.gone()) {
            out.writeByte(grant.voided ? 1 : 0);
        }
        out.writeByte(account.hasForgiveness() ? 1 : 0);
        if (account.hasForgiveness()) {
            account.forgiveness().write(out);
        }
    }

    static Account read(SectionReader in, int number, Book book, int version) {
        AccountPath path = AccountPath.of(in.readText());
        Plan openedWith = PlanCodec.read(in);
        Plan plan = in.readCount(1) == 1 ? PlanCodec.read(in) : openedWith;
        Account account = new Account(number, path, openedWith, book.parentOf(path), plan, in.readSigned());
        account.granted = in.readVarint();
        account.posted = in.readVarint();
        account.held = in.readVarint();
        account.expired = in.readVarint();
        account.debt = in.readVarint();
        account.returned = in.readVarint();
        account.grantedInPeriod = in.readSigned();
        account.postedInPeriod = in.readSigned();
        readRenewing(in, account);
        readGrants(in).forEach(account.grants::add);
        readGrants(in).forEach(account.grants::add);
        readGrants(in).forEach(account.grants::schedule);
        readUsage(in, account.usage);
        readLimits(in, account);
        if (in.readCount(1) == 1) {
            readAutoTopUps(in, account.autoTopUps(), version);
        }
        if (version > BookImage.FIRST_VERSION) {
            readMemory(in, account);
        }
        account.refreshTerms();
        return account;
    }

    /** Reads what is remembered for refunds alone. */
    private static void readMemory(SectionReader in, Account account) {
        List<GrantState> gone = readGrants(in);
        for (GrantState grant : gone) {
            grant.voided = in.readCount(1) == 1;
            account.grants.keepGone(grant);
        }
        if (in.readCount(1) == 1) {
            account.forgiveness().read(in);
        }
    }

    private static void writeRenewing(SectionWriter out, Renewing renewing) {
        out.writeVarint(renewing.planSince);
        out.writeVarint(renewing.grantedThrough);
        PendingPlan pending = renewing.pending;
        out.writeByte(pending == null ? 0 : 1);
        if (pending != null) {
            PlanCodec.write(out, pending.plan());
            out.writeVarint(pending.from());
        }
    }

    private static void readRenewing(SectionReader in, Renewing renewing) {
        renewing.planSince = in.readVarint();
        renewing.grantedThrough = in.readVarint();
        if (in.readCount(1) == 1) {
            renewing.pending = new PendingPlan(PlanCodec.read(in), in.readVarint());
        }
    }

    private static void writeGrants(SectionWriter out, List<GrantState> grants) {
        out.writeVarint(grants.size());
        for (GrantState grant : grants) {
            out.writeVarint(grant.id);
            GrantCodec.writeTerms(out, grant.terms);
            out.writeVarint(grant.remaining);
            out.writeVarint(grant.earmarked);
        }
    }

    private static List<GrantState> readGrants(SectionReader in) {
        int count = in.readSize();
        GrantState[] grants = new GrantState[count];
        for (int i = 0; i < count; i++) {
            grants[i] = new GrantState(in.readVarint(), GrantCodec.readTerms(in), in.readVarint());
            grants[i].earmarked = in.readVarint();
        }
        return List.of(grants);
    }

    private static void writeLimits(SectionWriter out, Account account) {
        for (int i = 0; i < account.limits().count(); i++) {
            account.limits().get(i).write(out);
        }
        boolean sumsUp = account.limits().hasTrailing();
        out.writeByte(sumsUp ? 1 : 0);
        if (sumsUp) {
            account.limits().trailing().posted().write(out);
            account.limits().trailing().held().write(out);
        }
    }

    /** The plan says how many limits there are. */
    private static void readLimits(SectionReader in, Account account) {
        for (int i = 0; i < account.limits().count(); i++) {
            account.limits().get(i).read(in);
        }
        if (in.readCount(1) == 1) {
            account.limits().trailing().posted().read(in);
            account.limits().trailing().held().read(in);
        }
    }

    private static void writeAutoTopUps(SectionWriter out, AutoTopUps topUps) {
        out.writeSigned(topUps.last);
        out.writeVarint(topUps.bought().size());
        for (AutoTopUps.Requested bought : topUps.bought()) {
            out.writeVarint(bought.amount());
            out.writeVarint(bought.time());
        }
        out.writeVarint(topUps.pending().size());
        for (Map.Entry<Long, AutoTopUps.Requested> pending : topUps.pending().entrySet()) {
            out.writeVarint(pending.getKey());
            out.writeVarint(pending.getValue().amount());
            out.writeVarint(pending.getValue().time());
        }
    }

    private static void readAutoTopUps(SectionReader in, AutoTopUps topUps, int version) {
        topUps.last = in.readSigned();
        if (version == BookImage.FIRST_VERSION) {
            // It kept the sum of the period of the last one, and that period's number.
            in.readSigned();
            topUps.keep(in.readVarint(), topUps.last);
        } else {
            int purchases = in.readSize();
            for (int i = 0; i < purchases; i++) {
                topUps.keep(in.readVarint(), in.readVarint());
            }
        }
        int count = in.readSize();
        for (int i = 0; i < count; i++) {
            topUps.request(in.readVarint(), in.readVarint(), in.readVarint());
        }
    }

    /** Hours are written as steps from the one before: most take one byte. */
    private static void writeUsage(SectionWriter out, UsageBuckets usage) {
        out.writeSigned(usage.oldestKept());
        out.writeVarint(usage.size());
        int[] before = {0};
        usage.forEach((hour, micros) -> {
            out.writeSigned(hour - before[0]);
            out.writeVarint(micros);
            before[0] = hour;
        });
    }

    private static void readUsage(SectionReader in, UsageBuckets usage) {
        usage.keptSince((int) in.readSigned());
        int size = in.readSize();
        int hour = 0;
        for (int i = 0; i < size; i++) {
            int step = (int) in.readSigned();
            hour += step;
            if (i > 0 && step <= 0) {
                throw new MalformedSectionException("hours with usage did not rise: " + step + " came after " + hour);
            }
            usage.append(hour, in.readVarint());
        }
    }
}
