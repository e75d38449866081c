package io.reelbudget.console.internal.api;

import io.reelbudget.account.CalendarDays;
import io.reelbudget.account.CalendarHours;
import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.CalendarWeeks;
import io.reelbudget.account.FixedPeriods;
import io.reelbudget.account.Periods;
import io.reelbudget.account.SinglePeriod;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.console.internal.web.Fields;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/** Rules of periods as JSON. What is read from what was written is the same rule. */
final class PeriodsDoc {

    private PeriodsDoc() {}

    static Doc of(Periods periods) {
        if (periods instanceof CalendarMonths months) {
            return Doc.of("kind", "months")
                    .put("zone", months.zone().getId())
                    .put("anchorDay", months.anchorDay())
                    .put("length", months.length())
                    .put("firstMonth", months.firstMonth());
        } else if (periods instanceof CalendarWeeks weeks) {
            return Doc.of("kind", "weeks").put("zone", weeks.zone().getId()).put("firstDay", weeks.firstDay());
        } else if (periods instanceof CalendarDays days) {
            return Doc.of("kind", "days").put("zone", days.zone().getId());
        } else if (periods instanceof CalendarHours hours) {
            return Doc.of("kind", "hours").put("zone", hours.zone().getId());
        } else if (periods instanceof FixedPeriods fixed) {
            return Doc.of("kind", "every")
                    .put("every", fixed.length().toString())
                    .put("anchor", fixed.anchor());
        }
        SinglePeriod single = (SinglePeriod) periods;
        Doc once = Doc.of("kind", "once");
        return single.end().isBefore(SinglePeriod.NEVER) ? once.put("end", single.end()) : once.putNull("end");
    }

    static Periods read(Fields fields) {
        fields.allowing("kind", "zone", "anchorDay", "length", "firstMonth", "firstDay", "every", "anchor", "end");
        ZoneId zone = fields.optional("zone", ZoneId::of).orElse(ZoneOffset.UTC);
        return switch (fields.text("kind").toLowerCase(Locale.ROOT)) {
            case "months" ->
                new CalendarMonths(
                        zone,
                        fields.optionalInt("anchorDay").orElse(1),
                        fields.optionalInt("length").orElse(1),
                        fields.optionalInt("firstMonth").orElse(1));
            case "weeks" ->
                Periods.weeks(
                        zone,
                        fields.optionalConstant("firstDay", DayOfWeek.class).orElse(DayOfWeek.MONDAY));
            case "days" -> Periods.days(zone);
            case "hours" -> Periods.hours(zone);
            case "every" ->
                Periods.every(
                        fields.required("every", Duration::parse),
                        fields.optional("anchor", Instant::parse).orElse(Instant.EPOCH));
            case "once" -> Periods.until(fields.optional("end", Instant::parse).orElse(SinglePeriod.NEVER));
            default -> throw fields.wrong("kind", "months, weeks, days, hours, every or once");
        };
    }
}
