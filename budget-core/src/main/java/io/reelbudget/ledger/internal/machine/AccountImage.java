package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.internal.image.MalformedSectionException;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.ZoneId;

/** An account as the part of a {@link BookImage}. All methods are pure. */
final class AccountImage {

    private AccountImage() {}

    static void write(SectionWriter out, Account account) {
        out.writeText(account.path().toString());
        writePlan(out, account.plan());
        out.writeSigned(account.periodStart());
        out.writeVarint(account.granted);
        out.writeVarint(account.posted);
        out.writeVarint(account.held);
        out.writeVarint(account.expired);
        out.writeVarint(account.debt);
        out.writeVarint(account.grantedInPeriod);
        out.writeVarint(account.postedInPeriod);
        out.writeVarint(account.allowanceDue);
        out.writeVarint(account.grants.size());
        for (GrantState grant : account.grants) {
            writeGrant(out, grant);
        }
        writeUsage(out, account.usage);
    }

    static Account read(SectionReader in, int number, Book book) {
        AccountPath path = AccountPath.of(in.readText());
        Plan plan = readPlan(in);
        Account account = new Account(number, path, plan, book.parentOf(path), in.readSigned());
        account.granted = in.readVarint();
        account.posted = in.readVarint();
        account.held = in.readVarint();
        account.expired = in.readVarint();
        account.debt = in.readVarint();
        account.grantedInPeriod = in.readVarint();
        account.postedInPeriod = in.readVarint();
        account.allowanceDue = in.readVarint();
        int grants = in.readSize();
        for (int i = 0; i < grants; i++) {
            account.grants.add(readGrant(in, number));
        }
        account.refreshNextDue();
        readUsage(in, account.usage);
        return account;
    }

    private static void writePlan(SectionWriter out, Plan plan) {
        out.writeByte(Codes.of(plan.unit().kind()));
        out.writeText(plan.unit().code());
        out.writeVarint(plan.allowance().micros());
        out.writeVarint(plan.overdraftLimit().micros());
        out.writeText(plan.periods().zone().getId());
        out.writeByte(plan.periods().anchorDay());
    }

    private static Plan readPlan(SectionReader in) {
        int kind = in.readByte();
        String code = in.readText();
        Unit unit = kind == Codes.of(Unit.Kind.CURRENCY) ? Unit.currency(code) : Unit.compute(code);
        Amount allowance = Amount.ofMicros(in.readVarint(), unit);
        Amount overdraftLimit = Amount.ofMicros(in.readVarint(), unit);
        return new Plan(allowance, new CalendarMonths(ZoneId.of(in.readText()), in.readByte()), overdraftLimit);
    }

    private static void writeGrant(SectionWriter out, GrantState grant) {
        out.writeVarint(grant.id);
        out.writeByte(Codes.of(grant.kind));
        out.writeVarint(grant.amount);
        out.writeVarint(grant.amount - grant.remaining);
        out.writeVarint(grant.effective);
        out.writeVarint(grant.expiry);
        out.writeText(grant.origin);
    }

    /** What was taken from it since counts here as if it had repaid debt. */
    private static GrantState readGrant(SectionReader in, int account) {
        long id = in.readVarint();
        return new GrantState(
                id,
                new Event.Granted(
                        account,
                        readGrantKind(in),
                        in.readVarint(),
                        in.readVarint(),
                        in.readVarint(),
                        in.readVarint(),
                        in.readText()));
    }

    private static GrantKind readGrantKind(SectionReader in) {
        int code = in.readByte();
        for (GrantKind kind : GrantKind.values()) {
            if (Codes.of(kind) == code) {
                return kind;
            }
        }
        throw new MalformedSectionException("a kind of grant had the unknown number " + code);
    }

    /** Hours are written as steps from the one before: most take one byte. */
    private static void writeUsage(SectionWriter out, UsageBuckets usage) {
        out.writeSigned(usage.oldestKept());
        out.writeVarint(usage.size());
        int before = 0;
        for (int i = 0; i < usage.size(); i++) {
            out.writeSigned(usage.hour(i) - before);
            out.writeVarint(usage.micros(i));
            before = usage.hour(i);
        }
    }

    private static void readUsage(SectionReader in, UsageBuckets usage) {
        int oldestKept = (int) in.readSigned();
        int size = in.readSize();
        int[] hours = new int[size];
        long[] micros = new long[size];
        int before = 0;
        for (int i = 0; i < size; i++) {
            before += (int) in.readSigned();
            hours[i] = before;
            micros[i] = in.readVarint();
        }
        usage.restore(oldestKept, hours, micros);
    }
}
