package io.reelbudget.console.internal.api;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.console.Response;
import io.reelbudget.console.Role;
import io.reelbudget.console.internal.web.Call;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.console.internal.web.Fields;
import io.reelbudget.console.internal.web.Problem;
import io.reelbudget.console.internal.web.Route;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Query;
import io.reelbudget.policy.Stance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The list of accounts, one account at a glance, and new accounts. */
final class AccountRoutes {

    private static final int PAGE = 50;
    private static final int MOST = 500;
    private static final Duration FORECASTS = Duration.ofMillis(40);

    private final Rooms rooms;
    private final Roster roster;
    private final Runnable freshen;

    /** @param freshen sees to it that the list is not old */
    AccountRoutes(Rooms rooms, Roster roster, Runnable freshen) {
        this.rooms = rooms;
        this.roster = roster;
        this.freshen = freshen;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/accounts", this::list),
                Route.write("POST", "/api/v1/accounts", Role.ADMINISTER, this::open),
                Route.get("/api/v1/accounts/{account}", this::one));
    }

    private Response list(Call call) {
        freshen.run();
        List<Row> matching = matching(call);
        if (call.isOther("format", "json", "csv")) {
            return csv(matching);
        }
        int limit = call.limit(PAGE, MOST);
        int from = Cursor.of(call).map(cursor -> cursor.place(matching)).orElse(0);
        int to = Math.min(matching.size(), from + limit);
        List<Row> page = roster.forShow(matching.subList(from, to), FORECASTS);
        Doc doc = Doc.of("accounts", page.stream().map(Row::doc).toList()).put("total", matching.size());
        return (to < matching.size() ? doc.put("next", Cursor.after(matching.get(to - 1), to)) : doc.putNull("next"))
                .response();
    }

    /** Where a page ended: the row, and for when that has moved, its number. */
    private record Cursor(String name, int number) {

        static Optional<Cursor> of(Call call) {
            return call.request()
                    .query("cursor")
                    .filter(text -> !text.isEmpty())
                    .map(text -> {
                        int mark = text.indexOf('.');
                        try {
                            int number = Integer.parseUnsignedInt(text, 0, Math.max(0, mark), 10);
                            return new Cursor(text.substring(mark + 1), Math.max(0, number));
                        } catch (NumberFormatException wrong) {
                            throw Problem.invalid("Cursor was none of this list's; begin without one.");
                        }
                    });
        }

        static String after(Row last, int number) {
            return number + "." + last.name();
        }

        /** Returns the number of the row after it. */
        int place(List<Row> rows) {
            int guess = Math.min(number, rows.size());
            for (int distance = 0; distance <= rows.size(); distance++) {
                for (int at : new int[] {guess - 1 - distance, guess - 1 + distance}) {
                    if (at >= 0 && at < rows.size() && rows.get(at).name().equals(name)) {
                        return at + 1;
                    }
                }
            }
            return guess;
        }
    }

    private List<Row> matching(Call call) {
        Roster.Order order = constant(call, "sort", Roster.Order.class).orElse(Roster.Order.STATE);
        Optional<Row.State> state = constant(call, "state", Row.State.class);
        String search = call.request().query("search").orElse("").strip().toLowerCase(Locale.ROOT);
        List<Row> sorted = roster.sorted(order);
        Predicate<Row> wanted = row -> (search.isEmpty() || row.lower().contains(search))
                && (state.isEmpty() || row.state() == state.get())
                && call.principal().covers(row.account());
        boolean isAll =
                search.isEmpty() && state.isEmpty() && call.principal().scope().isEmpty();
        List<Row> matching = isAll
                ? new ArrayList<>(sorted)
                : new ArrayList<>(sorted.stream().filter(wanted).toList());
        if (call.isOther("order", "asc", "desc")) {
            Collections.reverse(matching);
        }
        return matching;
    }

    static <E extends Enum<E>> Optional<E> constant(Call call, String name, Class<E> type) {
        return call.request().query(name).filter(text -> !text.isEmpty()).map(text -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(text)) {
                    return constant;
                }
            }
            throw Problem.invalid("Parameter " + name + " was '" + text + "' but must be one of "
                    + List.of(type.getEnumConstants()) + ".");
        });
    }

    private static Response csv(List<Row> rows) {
        return Response.written(200, "text/csv; charset=utf-8", out -> {
                    StringBuilder text = new StringBuilder(
                            "account,unit,state,available,held,postedInPeriod,runwaySeconds,probability\n");
                    for (Row row : rows) {
                        Row.Outlook seen = row.outlook();
                        double runway = row.runwaySeconds();
                        text.append(safe(row.name())).append(',');
                        text.append(row.balance().granted().unit().code()).append(',');
                        text.append(row.state()).append(',');
                        text.append(row.balance().available().toDecimalString()).append(',');
                        text.append(row.balance().held().toDecimalString()).append(',');
                        text.append(row.balance().postedInPeriod().toDecimalString())
                                .append(',');
                        text.append(runway < Double.POSITIVE_INFINITY ? Math.round(runway) : "")
                                .append(',');
                        text.append(seen == null ? "" : seen.probability()).append('\n');
                        if (text.length() > 16_384) {
                            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                            text.setLength(0);
                        }
                    }
                    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                })
                .with("Content-Disposition", "attachment; filename=\"accounts.csv\"");
    }

    /** A name may begin with what a spreadsheet takes for a formula. */
    private static String safe(String name) {
        return name.startsWith("-") || name.startsWith("@") ? "'" + name : name;
    }

    private Response open(Call call) {
        Fields fields = call.fields().allowing("account", "plan");
        AccountPath account = call.account(fields.text("account"));
        Plan plan = PlanDoc.read(fields.object("plan"));
        rooms.budgets().open(account, plan);
        rooms.happened(account);
        return glance(call, account)
                .response(201)
                .with("Location", "/api/v1/accounts/" + account.toString().replace("/", Call.LEVEL));
    }

    private Response one(Call call) {
        return glance(call, call.account()).response();
    }

    private Doc glance(Call call, AccountPath account) {
        BlockingLedger ledger = rooms.ledger();
        Balance balance = ledger.balance(account);
        Stance stance = rooms.budgets().monitor().stance(account);
        Plan plan = ledger.read(new Query.PlanOf(account));
        Doc doc = LedgerDocs.balance(balance)
                .put("unlimited", plan.isUnlimited())
                .put("allowance", PlanDoc.schedule(plan.allowance()))
                .put("periods", PeriodsDoc.of(plan.periods()))
                .put("admission", rooms.budgets().monitor().admissionGate(account))
                .put("stance", stance.mode())
                .put("stanceSince", stance.hasActed() ? Optional.of(stance.since()) : Optional.empty())
                .put("stancePolicy", stance.policy())
                .put("stanceOfPresentPeriod", Row.isOfPresent(stance, balance))
                .put(
                        "limits",
                        ledger.limits(account).stream().map(LedgerDocs::limit).toList())
                .put("managed", rooms.budgets().terms().keySet().stream().anyMatch(account.levels()::contains))
                .put(
                        "tier",
                        rooms.budgets().sales().tiers().isPresent()
                                ? Optional.of(rooms.budgets()
                                        .sales()
                                        .tier(account)
                                        .tier()
                                        .name())
                                : Optional.empty())
                .put("autoTopUp", ledger.autoTopUp(account).map(state -> PlanDoc.autoTopUp(state.rule())
                        .put("bought", state.bought())
                        .put("pending", state.pending())));
        return doc.put(
                "above",
                account.levels().stream()
                        .filter(level ->
                                !level.equals(account) && call.principal().covers(level))
                        .map(AccountPath::toString)
                        .toList());
    }
}
