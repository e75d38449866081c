package io.reelbudget.console.internal.api;

import io.reelbudget.account.AmountSchedule;
import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.DebtCarry;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.Terms;
import io.reelbudget.account.Window;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.console.internal.web.Fields;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans as JSON. What is read from what was written is the same plan. */
final class PlanDoc {

    private PlanDoc() {}

    static Doc of(Plan plan) {
        return Doc.of("unit", plan.unit().code())
                .put("unitKind", plan.unit().kind())
                .put("funding", plan.funding())
                .put("allowance", schedule(plan.allowance()))
                .put("periods", PeriodsDoc.of(plan.periods()))
                .put("renewal", plan.renewal())
                .put("rollover", rollover(plan.rollover()))
                .put("limits", plan.limits().stream().map(PlanDoc::limit).toList())
                .put("overdraftLimit", plan.terms().overdraftLimit())
                .put("carriedDebt", plan.terms().carriedDebt().map(PlanDoc::carriedDebt))
                .put("reissue", plan.terms().reissue().map(Duration::toString))
                .put("autoTopUp", plan.autoTopUp().map(PlanDoc::autoTopUp));
    }

    static Plan read(Fields fields) {
        fields.allowing(
                "unit",
                "unitKind",
                "funding",
                "allowance",
                "periods",
                "renewal",
                "rollover",
                "limits",
                "overdraftLimit",
                "carriedDebt",
                "reissue",
                "autoTopUp");
        Unit unit = unit(fields);
        List<Limit> limits = new ArrayList<>();
        for (Fields limit : fields.objects("limits", Plan.MAX_LIMITS)) {
            limits.add(limit(limit, unit));
        }
        Terms terms = new Terms(
                fields.optionalAmount("overdraftLimit", unit),
                fields.optional("carriedDebt", text -> carriedDebt(text, unit)),
                fields.optional("reissue", Duration::parse));
        return new Plan(
                fields.optionalConstant("funding", Plan.Funding.class).orElse(Plan.Funding.GRANTS),
                schedule(fields.object("allowance"), unit),
                PeriodsDoc.read(fields.object("periods")),
                fields.optionalConstant("renewal", Renewal.class).orElse(Renewal.AUTOMATIC),
                fields.optionalObject("rollover")
                        .map(each -> rollover(each, unit))
                        .orElseGet(Rollover::none),
                limits,
                terms,
                fields.optionalObject("autoTopUp").map(each -> autoTopUp(each, unit)));
    }

    static Unit unit(Fields fields) {
        Unit.Kind kind = fields.optionalConstant("unitKind", Unit.Kind.class)
                .orElseGet(() -> fields.text("unit").equals(Unit.VCPU_SECONDS.code())
                        ? Unit.VCPU_SECONDS.kind()
                        : Unit.USD.kind());
        return fields.required("unit", code -> new Unit(kind, code));
    }

    static Doc schedule(AmountSchedule schedule) {
        if (schedule instanceof AmountSchedule.Listed listed) {
            return Doc.of("kind", "listed")
                    .put(
                            "amounts",
                            String.join(
                                    " ",
                                    listed.amounts().stream()
                                            .map(Amount::toDecimalString)
                                            .toList()));
        } else if (schedule instanceof AmountSchedule.Growing growing) {
            return Doc.of("kind", "growing")
                    .put("first", growing.first())
                    .put("permille", growing.permille())
                    .put("cap", growing.cap());
        }
        return Doc.of("kind", "constant").put("amount", schedule.at(0));
    }

    private static AmountSchedule schedule(Fields fields, Unit unit) {
        fields.allowing("kind", "amount", "amounts", "first", "permille", "cap");
        return switch (fields.optionalText("kind").orElse("constant")) {
            case "constant" -> AmountSchedule.always(fields.amount("amount", unit));
            case "listed" ->
                fields.required(
                        "amounts",
                        text -> AmountSchedule.listed(List.of(text.split(" ", -1)).stream()
                                .map(each -> Amount.parse(each, unit))
                                .toList()));
            case "growing" ->
                AmountSchedule.growing(
                        fields.amount("first", unit), fields.integer("permille"), fields.amount("cap", unit));
            default -> throw fields.wrong("kind", "constant, listed or growing");
        };
    }

    private static Optional<Doc> rollover(Rollover rollover) {
        return rollover instanceof Rollover.Carried carried
                ? Optional.of(Doc.of().put("cap", carried.cap()).put("periods", carried.periods()))
                : Optional.empty();
    }

    private static Rollover rollover(Fields fields, Unit unit) {
        fields.allowing("cap", "periods");
        return new Rollover.Carried(
                fields.optionalAmount("cap", unit),
                fields.optionalInt("periods").orElse(Rollover.Carried.FOREVER));
    }

    static Doc limit(Limit limit) {
        return Doc.of("cap", schedule(limit.cap()))
                .put("window", window(limit.window()))
                .put("enforcement", limit.enforcement());
    }

    private static Limit limit(Fields fields, Unit unit) {
        fields.allowing("cap", "window", "enforcement");
        return new Limit(
                schedule(fields.object("cap"), unit),
                window(fields.object("window")),
                fields.optionalConstant("enforcement", Limit.Enforcement.class).orElse(Limit.Enforcement.HARD));
    }

    private static Doc window(Window window) {
        if (window instanceof Window.Trailing trailing) {
            return Doc.of("trailing", trailing.length().toString());
        }
        return Doc.of("each", PeriodsDoc.of(((Window.Each) window).periods()));
    }

    private static Window window(Fields fields) {
        fields.allowing("trailing", "each");
        return fields.has("trailing")
                ? fields.required("trailing", text -> Window.trailing(Duration.parse(text)))
                : Window.each(PeriodsDoc.read(fields.object("each")));
    }

    private static String carriedDebt(DebtCarry carry) {
        if (carry instanceof DebtCarry.UpTo most) {
            return most.cap().toDecimalString();
        }
        return carry instanceof DebtCarry.All ? "ALL" : "NONE";
    }

    private static DebtCarry carriedDebt(String text, Unit unit) {
        return switch (text) {
            case "ALL" -> DebtCarry.all();
            case "NONE" -> DebtCarry.none();
            default -> DebtCarry.upTo(Amount.parse(text, unit));
        };
    }

    static Doc autoTopUp(AutoTopUp rule) {
        return Doc.of("threshold", rule.threshold())
                .put("target", rule.target())
                .put("cap", rule.cap())
                .put("capPeriods", PeriodsDoc.of(rule.capPeriods()))
                .put("minimumInterval", rule.minimumInterval().toString())
                .put("settlement", rule.settlement());
    }

    private static AutoTopUp autoTopUp(Fields fields, Unit unit) {
        fields.allowing("threshold", "target", "cap", "capPeriods", "minimumInterval", "settlement");
        return new AutoTopUp(
                fields.amount("threshold", unit),
                fields.amount("target", unit),
                fields.amount("cap", unit),
                PeriodsDoc.read(fields.object("capPeriods")),
                fields.optional("minimumInterval", Duration::parse).orElse(Duration.ZERO),
                fields.optionalConstant("settlement", AutoTopUp.Settlement.class)
                        .orElse(AutoTopUp.Settlement.CONFIRMED));
    }
}
