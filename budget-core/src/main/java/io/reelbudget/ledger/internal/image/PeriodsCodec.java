package io.reelbudget.ledger.internal.image;

import io.reelbudget.account.CalendarDays;
import io.reelbudget.account.CalendarHours;
import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.CalendarWeeks;
import io.reelbudget.account.FixedPeriods;
import io.reelbudget.account.Periods;
import io.reelbudget.account.SinglePeriod;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Rules for periods as bytes. All methods are pure. */
final class PeriodsCodec {

    private static final int HOURS = 1;
    private static final int DAYS = 2;
    private static final int WEEKS = 3;
    private static final int MONTHS = 4;
    private static final int FIXED = 5;
    private static final int SINGLE = 6;

    private PeriodsCodec() {}

    static void write(SectionWriter out, Periods periods) {
        if (periods instanceof CalendarMonths months) {
            writeTag(out, MONTHS, months.zone());
            out.writeByte(months.anchorDay());
            out.writeByte(months.length());
            out.writeByte(months.firstMonth());
        } else if (periods instanceof CalendarDays days) {
            writeTag(out, DAYS, days.zone());
        } else if (periods instanceof CalendarHours hours) {
            writeTag(out, HOURS, hours.zone());
        } else if (periods instanceof CalendarWeeks weeks) {
            writeTag(out, WEEKS, weeks.zone());
            out.writeByte(weeks.firstDay().getValue());
        } else if (periods instanceof FixedPeriods fixed) {
            out.writeByte(FIXED);
            out.writeVarint(fixed.length().toSeconds());
            out.writeSigned(fixed.anchor().getEpochSecond());
        } else {
            out.writeByte(SINGLE);
            out.writeVarint(((SinglePeriod) periods).end().getEpochSecond());
        }
    }

    private static void writeTag(SectionWriter out, int tag, ZoneId zone) {
        out.writeByte(tag);
        out.writeText(zone.getId());
    }

    static Periods read(SectionReader in) {
        int tag = in.readByte();
        return switch (tag) {
            case HOURS -> new CalendarHours(readZone(in));
            case DAYS -> new CalendarDays(readZone(in));
            case WEEKS -> new CalendarWeeks(readZone(in), DayOfWeek.of(in.readCount(7)));
            case MONTHS -> new CalendarMonths(readZone(in), in.readByte(), in.readByte(), in.readByte());
            case FIXED -> new FixedPeriods(Duration.ofSeconds(in.readVarint()), Instant.ofEpochSecond(in.readSigned()));
            case SINGLE -> new SinglePeriod(Instant.ofEpochSecond(in.readVarint()));
            default -> throw new MalformedSectionException("periods had the unknown tag " + tag);
        };
    }

    static ZoneId readZone(SectionReader in) {
        String id = in.readText();
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknown) {
            throw new MalformedSectionException("this Java platform knows no time zone '" + id + "'", unknown);
        }
    }
}
