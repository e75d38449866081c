package io.reelbudget.ledger.internal.image;

import io.reelbudget.account.AmountSchedule;
import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.DebtCarry;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.Terms;
import io.reelbudget.account.Window;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans as bytes. Choices are numbers that stay, whatever order they are written in. All methods are pure. */
public final class PlanCodec {

    private static final int ALWAYS = 1;
    private static final int LISTED = 2;
    private static final int GROWING = 3;
    private static final int EACH = 1;
    private static final int TRAILING = 2;

    private PlanCodec() {}

    /** Writes a plan. */
    public static void write(SectionWriter out, Plan plan) {
        writeUnit(out, plan.unit());
        out.writeByte(plan.isUnlimited() ? 1 : 0);
        writeSchedule(out, plan.allowance());
        PeriodsCodec.write(out, plan.periods());
        out.writeByte(codeOf(plan.renewal()));
        writeRollover(out, plan.rollover());
        out.writeVarint(plan.limits().size());
        for (Limit limit : plan.limits()) {
            writeCap(out, limit);
        }
        writeTerms(out, plan.terms());
        out.writeByte(plan.autoTopUp().isPresent() ? 1 : 0);
        plan.autoTopUp().ifPresent(topUp -> writeAutoTopUp(out, topUp));
    }

    /** Reads a plan. */
    public static Plan read(SectionReader in) {
        Unit unit = readUnit(in);
        Plan.Funding funding = in.readCount(1) == 1 ? Plan.Funding.UNLIMITED : Plan.Funding.GRANTS;
        return new Plan(
                funding,
                readSchedule(in, unit),
                PeriodsCodec.read(in),
                readRenewal(in),
                readRollover(in, unit),
                readLimits(in, unit),
                readTerms(in, unit),
                in.readCount(1) == 1 ? Optional.of(readAutoTopUp(in, unit)) : Optional.empty());
    }

    /** Reads a plan as version 1 of the format wrote it: months, an allowance and an overdraft limit. */
    public static Plan readFirst(SectionReader in) {
        Unit unit = readUnit(in);
        Amount allowance = amount(in, unit);
        Amount overdraftLimit = amount(in, unit);
        CalendarMonths months = new CalendarMonths(PeriodsCodec.readZone(in), in.readByte());
        return Plan.each(months, allowance).withOverdraftLimit(overdraftLimit);
    }

    private static void writeUnit(SectionWriter out, Unit unit) {
        out.writeByte(codeOf(unit.kind()));
        out.writeText(unit.code());
    }

    private static Unit readUnit(SectionReader in) {
        int code = in.readByte();
        for (Unit.Kind kind : Unit.Kind.values()) {
            if (codeOf(kind) == code) {
                return new Unit(kind, in.readText());
            }
        }
        throw new MalformedSectionException("a kind of unit had the unknown number " + code);
    }

    private static Amount amount(SectionReader in, Unit unit) {
        return Amount.ofMicros(in.readVarint(), unit);
    }

    private static void writeSchedule(SectionWriter out, AmountSchedule schedule) {
        if (schedule instanceof AmountSchedule.Constant constant) {
            out.writeByte(ALWAYS);
            out.writeVarint(constant.amount().micros());
        } else if (schedule instanceof AmountSchedule.Listed listed) {
            out.writeByte(LISTED);
            out.writeVarint(listed.amounts().size());
            listed.amounts().forEach(amount -> out.writeVarint(amount.micros()));
        } else {
            AmountSchedule.Growing growing = (AmountSchedule.Growing) schedule;
            out.writeByte(GROWING);
            out.writeVarint(growing.first().micros());
            out.writeSigned(growing.permille());
            out.writeVarint(growing.cap().micros());
        }
    }

    private static AmountSchedule readSchedule(SectionReader in, Unit unit) {
        int tag = in.readByte();
        return switch (tag) {
            case ALWAYS -> AmountSchedule.always(amount(in, unit));
            case LISTED -> {
                int count = in.readSize();
                List<Amount> amounts = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    amounts.add(amount(in, unit));
                }
                yield AmountSchedule.listed(amounts);
            }
            case GROWING ->
                AmountSchedule.growing(amount(in, unit), Math.toIntExact(in.readSigned()), amount(in, unit));
            default -> throw new MalformedSectionException("amounts by period had the unknown tag " + tag);
        };
    }

    private static int codeOf(Unit.Kind kind) {
        return switch (kind) {
            case CURRENCY -> 0;
            case COMPUTE -> 1;
        };
    }

    private static int codeOf(Renewal renewal) {
        return switch (renewal) {
            case AUTOMATIC -> 0;
            case MANUAL -> 1;
            case ONCE -> 2;
        };
    }

    private static Renewal readRenewal(SectionReader in) {
        int code = in.readByte();
        for (Renewal renewal : Renewal.values()) {
            if (codeOf(renewal) == code) {
                return renewal;
            }
        }
        throw new MalformedSectionException("a renewal had the unknown number " + code);
    }

    private static void writeRollover(SectionWriter out, Rollover rollover) {
        int periods = rollover instanceof Rollover.Carried carried ? carried.periods() : 0;
        out.writeVarint(periods);
        if (rollover instanceof Rollover.Carried carried) {
            writeOptional(out, carried.cap());
        }
    }

    private static Rollover readRollover(SectionReader in, Unit unit) {
        int periods = in.readCount(Rollover.Carried.FOREVER);
        return periods == 0 ? Rollover.none() : new Rollover.Carried(readOptional(in, unit), periods);
    }

    /** Writes a limit by itself, with its unit. */
    public static void writeLimit(SectionWriter out, Limit limit) {
        writeUnit(out, limit.cap().unit());
        writeCap(out, limit);
    }

    /** Reads a limit that was written by itself. */
    public static Limit readLimit(SectionReader in) {
        return readCap(in, readUnit(in));
    }

    private static void writeCap(SectionWriter out, Limit limit) {
        writeSchedule(out, limit.cap());
        out.writeByte(limit.isHard() ? 0 : 1);
        if (limit.window() instanceof Window.Each each) {
            out.writeByte(EACH);
            PeriodsCodec.write(out, each.periods());
        } else {
            out.writeByte(TRAILING);
            out.writeVarint(((Window.Trailing) limit.window()).length().toHours());
        }
    }

    private static List<Limit> readLimits(SectionReader in, Unit unit) {
        int count = in.readCount(Plan.MAX_LIMITS);
        List<Limit> limits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            limits.add(readCap(in, unit));
        }
        return limits;
    }

    private static Limit readCap(SectionReader in, Unit unit) {
        AmountSchedule cap = readSchedule(in, unit);
        Limit.Enforcement enforcement = in.readCount(1) == 0 ? Limit.Enforcement.HARD : Limit.Enforcement.SOFT;
        return new Limit(cap, readWindow(in), enforcement);
    }

    private static Window readWindow(SectionReader in) {
        int tag = in.readByte();
        return switch (tag) {
            case EACH -> Window.each(PeriodsCodec.read(in));
            case TRAILING -> Window.trailing(Duration.ofHours(in.readVarint()));
            default -> throw new MalformedSectionException("a window had the unknown tag " + tag);
        };
    }

    private static void writeTerms(SectionWriter out, Terms terms) {
        writeOptional(out, terms.overdraftLimit());
        out.writeByte(terms.carriedDebt().isPresent() ? 1 : 0);
        terms.carriedDebt().ifPresent(carry -> writeCarry(out, carry));
        out.writeByte(terms.reissue().isPresent() ? 1 : 0);
        terms.reissue().ifPresent(reissue -> out.writeVarint(reissue.toSeconds()));
    }

    private static Terms readTerms(SectionReader in, Unit unit) {
        return new Terms(
                readOptional(in, unit),
                in.readCount(1) == 1 ? Optional.of(readCarry(in, unit)) : Optional.empty(),
                in.readCount(1) == 1 ? Optional.of(Duration.ofSeconds(in.readVarint())) : Optional.empty());
    }

    private static void writeCarry(SectionWriter out, DebtCarry carry) {
        if (carry instanceof DebtCarry.UpTo upTo) {
            out.writeByte(2);
            out.writeVarint(upTo.cap().micros());
        } else {
            out.writeByte(carry instanceof DebtCarry.All ? 1 : 0);
        }
    }

    private static DebtCarry readCarry(SectionReader in, Unit unit) {
        return switch (in.readCount(2)) {
            case 0 -> DebtCarry.none();
            case 1 -> DebtCarry.all();
            default -> DebtCarry.upTo(amount(in, unit));
        };
    }

    private static void writeAutoTopUp(SectionWriter out, AutoTopUp topUp) {
        out.writeVarint(topUp.threshold().micros());
        out.writeVarint(topUp.target().micros());
        out.writeVarint(topUp.cap().micros());
        PeriodsCodec.write(out, topUp.capPeriods());
        out.writeVarint(topUp.minimumInterval().toSeconds());
        out.writeByte(topUp.settlement() == AutoTopUp.Settlement.INVOICED ? 0 : 1);
    }

    private static AutoTopUp readAutoTopUp(SectionReader in, Unit unit) {
        return new AutoTopUp(
                amount(in, unit),
                amount(in, unit),
                amount(in, unit),
                PeriodsCodec.read(in),
                Duration.ofSeconds(in.readVarint()),
                in.readCount(1) == 0 ? AutoTopUp.Settlement.INVOICED : AutoTopUp.Settlement.CONFIRMED);
    }

    private static void writeOptional(SectionWriter out, Optional<Amount> amount) {
        out.writeByte(amount.isPresent() ? 1 : 0);
        amount.ifPresent(present -> out.writeVarint(present.micros()));
    }

    private static Optional<Amount> readOptional(SectionReader in, Unit unit) {
        return in.readCount(1) == 1 ? Optional.of(amount(in, unit)) : Optional.empty();
    }
}
