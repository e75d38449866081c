package io.reelbudget.console.internal.api;

import io.reelbudget.account.AccountPath;
import io.reelbudget.console.Response;
import io.reelbudget.console.Role;
import io.reelbudget.console.internal.web.Call;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.console.internal.web.Fields;
import io.reelbudget.console.internal.web.Problem;
import io.reelbudget.console.internal.web.Route;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Statement;
import io.reelbudget.ledger.export.CsvStatement;
import io.reelbudget.ledger.export.JsonStatement;
import io.reelbudget.ledger.export.StatementSpan;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.QueuedJob;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Grants and top-ups, holds, what waits, and statements. */
final class MoneyRoutes {

    private static final int PAGE = 50;
    private static final int MOST = 1_000;
    private static final String ACCOUNT = "/api/v1/accounts/{account}";

    private final Rooms rooms;
    private final InstantSource clock;

    MoneyRoutes(Rooms rooms, InstantSource clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ACCOUNT + "/grants", this::grants),
                Route.write("POST", ACCOUNT + "/grants", Role.OPERATE, this::topUp),
                Route.write("DELETE", ACCOUNT + "/grants/{grant}", Role.ADMINISTER, this::voidGrant),
                Route.get(ACCOUNT + "/holds", this::holds),
                Route.write("DELETE", ACCOUNT + "/holds/{hold}", Role.OPERATE, this::release),
                Route.get(ACCOUNT + "/queue", this::queue),
                Route.get(ACCOUNT + "/statement", this::statement),
                Route.get(ACCOUNT + "/statement/export", this::export));
    }

    private Response grants(Call call) {
        AccountPath account = call.account();
        BlockingLedger ledger = rooms.ledger();
        return Doc.of("unit", unit(account))
                .put(
                        "grants",
                        ledger.grants(account).stream().map(LedgerDocs::grant).toList())
                .put(
                        "scheduled",
                        ledger.scheduledGrants(account).stream()
                                .map(LedgerDocs::grant)
                                .toList())
                .put(
                        "pending",
                        ledger.read(new Query.PendingTopUpsOf(account)).stream()
                                .map(each -> Doc.of("request", each.request())
                                        .put("amount", each.amount())
                                        .put("requested", each.requested()))
                                .toList())
                .response();
    }

    private String unit(AccountPath account) {
        return rooms.ledger().balance(account).granted().unit().code();
    }

    private Response topUp(Call call) {
        AccountPath account = call.account();
        Fields fields = call.fields().allowing("amount", "kind", "effective", "expiry", "priority", "scope", "reason");
        Balance balance = rooms.ledger().balance(account);
        Labels scope = Labels.none();
        if (fields.has("scope")) {
            Fields labels = fields.object("scope").allowing("name", "text");
            scope = Labels.of(labels.text("name"), labels.text("text"));
        }
        GrantOffer offer = new GrantOffer(
                fields.optional("effective", Instant::parse),
                fields.optional("expiry", Instant::parse),
                fields.optionalInt("priority").orElse(GrantOffer.DEFAULT_PRIORITY),
                scope);
        requireFuture(offer);
        Result.Granted granted = rooms.ledger()
                .submit(new Command.TopUp(
                        account,
                        call.ledgerKey(),
                        fields.amount("amount", balance.granted().unit()),
                        fields.optionalConstant("kind", GrantKind.class).orElse(GrantKind.PAID),
                        offer,
                        call.signed(fields.optionalText("reason").orElse("top-up"))));
        rooms.happened(account);
        return Doc.of("grant", LedgerDocs.grant(granted.grant()))
                .put("balance", LedgerDocs.balance(granted.balance()))
                .response(201);
    }

    /** A mistyped year would have the money expire as soon as it comes. */
    private void requireFuture(GrantOffer offer) {
        Instant begin = offer.effective().orElse(clock.instant());
        if (offer.expiry()
                .filter(end -> !end.isAfter(begin) || !end.isAfter(clock.instant()))
                .isPresent()) {
            throw Problem.invalid("Field $.expiry was " + offer.expiry().get() + " but must be later than "
                    + (begin.isAfter(clock.instant()) ? "the grant's first instant, " + begin : "now")
                    + "; leave it out for a grant that does not expire.");
        }
    }

    private Response voidGrant(Call call) {
        AccountPath account = call.account();
        String reason = call.request().query("reason").orElse("taken back");
        Result.Voided voided = rooms.ledger()
                .voidGrant(account, call.ledgerKey(), number(call.parameter("grant")), call.signed(reason));
        rooms.happened(account);
        return Doc.of("grant", voided.grant())
                .put("amount", voided.amount())
                .put("balance", LedgerDocs.balance(voided.balance()))
                .response();
    }

    private static long cursor(String text) {
        long place = number(text);
        if (place < 0) {
            throw Problem.invalid("Cursor was none of this statement's; begin without one.");
        }
        return place;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            throw Problem.invalid("Number was '" + text + "' but must be a whole number; see the list.");
        }
    }

    private Response holds(Call call) {
        AccountPath account = call.account();
        return Doc.of("unit", unit(account))
                .put(
                        "holds",
                        rooms.ledger().openHolds(account).stream()
                                .map(LedgerDocs::hold)
                                .toList())
                .response();
    }

    private Response release(Call call) {
        AccountPath account = call.account();
        String reason = call.request().query("reason").orElse("released by hand");
        Result.Released released = rooms.ledger()
                .release(new HoldId(account, key(call.parameter("hold"))), call.ledgerKey(), call.signed(reason));
        rooms.happened(account);
        return Doc.of("amount", released.amount())
                .put("balance", LedgerDocs.balance(released.balance()))
                .response();
    }

    private static IdempotencyKey key(String digits) {
        if (digits.length() != 32 || !digits.chars().allMatch(each -> Character.digit(each, 16) >= 0)) {
            throw Problem.invalid("Hold was named otherwise than by 32 hexadecimal digits; see the list of holds.");
        }
        return IdempotencyKey.of(new UUID(
                Long.parseUnsignedLong(digits.substring(0, 16), 16), Long.parseUnsignedLong(digits.substring(16), 16)));
    }

    private Response queue(Call call) {
        AccountPath account = call.account();
        JobQueue queue = rooms.budgets().hooks().queue();
        List<QueuedJob> jobs = rooms.budgets().runway(account).queue(); // read as the monitor does, within its time-out
        return Doc.of("unit", unit(account))
                .put("known", queue != JobQueue.none())
                .put("jobs", jobs.stream().map(MoneyRoutes::queued).toList())
                .response();
    }

    private static Doc queued(QueuedJob job) {
        return Doc.of("job", job.job().id().value())
                .put("submitted", job.submitted())
                .put("due", job.due())
                .put("priority", job.job().serviceLevel().priority())
                .put("reduced", job.isReduced())
                .put(
                        "targets",
                        job.job().targets().stream().map(each -> each.summary()).toList())
                .put(
                        "requested",
                        job.requested().targets().stream()
                                .map(each -> each.summary())
                                .toList())
                .put("price", EstimateDocs.micros(job.priceMicros()));
    }

    private Response statement(Call call) {
        AccountPath account = call.account();
        OptionalLong before = call.request()
                .query("cursor")
                .filter(text -> !text.isEmpty())
                .map(text -> OptionalLong.of(cursor(text)))
                .orElse(OptionalLong.empty());
        Statement page = rooms.ledger().read(new Query.StatementOf(account, before, call.limit(PAGE, MOST)));
        Doc doc = Doc.of("unit", page.balance().granted().unit().code())
                .put("balance", LedgerDocs.balance(page.balance()))
                .put("entries", page.entries().stream().map(LedgerDocs::entry).toList());
        return (page.next().isPresent()
                        ? doc.put("next", Long.toString(page.next().getAsLong()))
                        : doc.putNull("next"))
                .response();
    }

    private Response export(Call call) {
        AccountPath account = call.account();
        StatementSpan span = new StatementSpan(
                account,
                instant(call, "from").orElse(Instant.EPOCH),
                instant(call, "to").orElse(Instant.MAX));
        rooms.ledger().balance(account); // an account that is not there is told before the first byte
        boolean isCsv = !call.isOther("format", "csv", "jsonl");
        String name = account.toString().replace('/', '_').replaceAll("[^A-Za-z0-9._-]", "-");
        return Response.written(200, isCsv ? "text/csv; charset=utf-8" : "application/jsonl", out -> {
                    BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                    if (isCsv) {
                        CsvStatement.write(rooms.ledger(), span, writer);
                    } else {
                        JsonStatement.write(rooms.ledger(), span, writer);
                    }
                    writer.flush();
                })
                .with(
                        "Content-Disposition",
                        "attachment; filename=\"" + name + "-" + clock.instant().getEpochSecond()
                                + (isCsv ? ".csv\"" : ".jsonl\""));
    }

    static Optional<Instant> instant(Call call, String name) {
        return call.request().query(name).filter(text -> !text.isEmpty()).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeException wrong) {
                throw Problem.invalid(
                        "Parameter " + name + " was '" + text + "' but must be like 2026-11-01T00:00:00Z.");
            }
        });
    }
}
