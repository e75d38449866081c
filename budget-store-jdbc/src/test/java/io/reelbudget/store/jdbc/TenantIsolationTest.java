package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.PlanChange;
import io.reelbudget.ledger.Query;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each tenant is answered as if it were alone: every answer is compared with that of a ledger that has no other tenant.
 * So no tenant's command changes another's accounts, and none learns from an answer that there is another.
 */
@DisplayName("Tenants of a shared ledger")
@RealPostgres
class TenantIsolationTest {

    /** Names that look like each other's, like paths below each other, or like parts of SQL. */
    private static final List<String> NAMES = List.of(
            "acme",
            "acme2",
            "Acme",
            "ACME",
            "acme_",
            "acm_",
            "a_me",
            "____",
            "acme.",
            "acme.video",
            "acme:video",
            "acme-video",
            "acme--",
            "--",
            "_",
            "@",
            ":",
            "аcme",
            "ａｃｍｅ",
            "acmé",
            "ﬁlm",
            "film",
            "ß",
            "ss",
            "İ",
            "i",
            "ı",
            "1",
            "١",
            "²",
            "2",
            "0",
            "-1",
            "null",
            "NULL",
            "DEFAULT",
            "root",
            "entry",
            "nobody",
            "𝒶cme",
            "k",
            "K");

    /** A key of each tenant is the same key of every other. */
    private static final int KEYS = 25;

    private static final int TENANTS = 7;
    private static final int COMMANDS = 120;
    private static final int AT_ONCE = 8;

    private final SettableClock clock = new SettableClock(PostgresServer.NOW);

    /** Fewer are kept than there are, so that they are read again and again. */
    private final PostgresSettings settings =
            PostgresSettings.defaults().withSchema(PostgresServer.newSchema()).withKeptRoots(2);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void are_answered_as_if_each_were_alone(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Ledger> alone = new LinkedHashMap<>();
        while (alone.size() < TENANTS) {
            alone.computeIfAbsent(NAMES.get(random.nextInt(NAMES.size())), name -> Ledger.inMemory(clock));
        }
        List<String> names = List.copyOf(alone.keySet());
        try (PostgresLedger one = PostgresLedger.open(PostgresServer.pool(), clock, settings);
                PostgresLedger other = PostgresLedger.open(PostgresServer.pool(), clock, settings)) {
            for (String name : names) {
                List<AccountPath> accounts = accountsOf(name, names);
                for (AccountPath account : accounts) {
                    IdempotencyKey key = new IdempotencyKey(7, KEYS + accounts.indexOf(account));
                    Command<?> open = new Command.OpenAccount(account, key, plan(random));
                    assertThat(answer(one, open)).as(where(seed, open)).isEqualTo(answer(alone.get(name), open));
                }
            }
            for (int sent = 0; sent < COMMANDS; sent += AT_ONCE) {
                PostgresLedger host = random.nextBoolean() ? one : other;
                sendTogether(seed, random, names, host, alone);
            }
            for (String name : names) {
                compare(seed, one, alone.get(name), accountsOf(name, names));
            }
            requireAllListed(one, names);
            assertThat(one.blocking().verify().differences()).isEmpty();
        }
    }

    /** Commands of several tenants share a batch. */
    private void sendTogether(
            long seed, SplittableRandom random, List<String> names, PostgresLedger host, Map<String, Ledger> alone) {
        clock.advance(Duration.ofMinutes(random.nextInt(600)));
        List<Command<?>> commands = new ArrayList<>();
        List<CompletableFuture<Object>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String name = names.get(random.nextInt(names.size()));
            Command<?> command = command(random, accountsOf(name, names));
            commands.add(command);
            answers.add(told(host, command));
        }
        for (int i = 0; i < AT_ONCE; i++) {
            Command<?> command = commands.get(i);
            Object expected = answer(alone.get(command.account().rootName()), command);
            assertThat(answers.get(i).join()).as(where(seed, command)).isEqualTo(expected);
        }
    }

    private static List<AccountPath> accountsOf(String name, List<String> all) {
        // The second is called as another tenant is, below its own.
        return List.of(
                AccountPath.of(name),
                AccountPath.of(name + "/" + all.get((all.indexOf(name) + 1) % all.size())),
                AccountPath.of(name + "/video"));
    }

    private Command<?> command(SplittableRandom random, List<AccountPath> own) {
        AccountPath account = own.get(random.nextInt(own.size()));
        HoldId hold = new HoldId(account, key(random));
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 ->
                new Command.PlaceHold(account, hold.key(), amount(random), hours(random), labels(random));
            case 4, 5, 6 -> new Command.CaptureHold(hold, key(random), amount(random), labels(random));
            case 7 -> new Command.ReleaseHold(hold, key(random), "'); DELETE FROM entry; --");
            case 8 -> new Command.RecordUsage(account, key(random), amount(random), clock.instant(), labels(random));
            // Entries are counted within a root: this number is one of other tenants too.
            case 9 -> new Command.Refund(account, key(random), 1 + random.nextInt(40), amount(random), "\u202e%_\\");
            case 10 -> new Command.ChangePlan(account, key(random), plan(random), PlanChange.NOW_IN_FULL);
            default -> new Command.Note(account, key(random), "note", "' OR root_id = 1 OR '' = '");
        };
    }

    private void compare(long seed, Ledger shared, Ledger alone, List<AccountPath> accounts) {
        Instant from = PostgresServer.NOW.minus(Duration.ofDays(1));
        for (AccountPath account : accounts) {
            List<Query<?>> queries = new ArrayList<>(List.of(
                    new Query.BalanceOf(account),
                    new Query.BalanceAsOf(account, clock.instant().minus(Duration.ofHours(2))),
                    new Query.StatementOf(account, OptionalLong.empty(), Query.MAX_PAGE),
                    new Query.OpenHoldsOf(account),
                    new Query.GrantsOf(account),
                    new Query.LimitsOf(account),
                    new Query.PlanOf(account),
                    new Query.SealOf(account),
                    new Query.CommandsOf(account, from, clock.instant()),
                    new Query.UsageByLabel(account, "codec", from, clock.instant()),
                    new Query.UsageOf(account, from, clock.instant())));
            for (int key = 0; key < KEYS; key++) {
                queries.add(new Query.OutcomeOf(account, new IdempotencyKey(7, key)));
            }
            for (Query<?> query : queries) {
                assertThat(answer(shared, query)).as("seed %d, %s", seed, query).isEqualTo(answer(alone, query));
            }
        }
    }

    private static void requireAllListed(PostgresLedger shared, List<String> names) {
        TreeSet<String> expected = new TreeSet<>();
        names.forEach(name -> accountsOf(name, names).forEach(account -> expected.add(account.toString())));
        TreeSet<String> listed = new TreeSet<>();
        shared.blocking().accounts().forEach(account -> listed.add(account.toString()));
        assertThat(listed).isEqualTo(expected);
    }

    @Test
    void may_not_have_names_that_could_be_mistaken_for_more_than_a_name() {
        for (String name : List.of(
                "",
                " ",
                "acme ",
                " acme",
                "acme\n",
                "acme\u0000",
                "acme%",
                "a%",
                "'",
                "acme'; DROP TABLE root; --",
                "acme\"",
                "acme\\",
                "acme*",
                "acme\u200b",
                "\u202eacme",
                "acme\u0301",
                "acme;",
                "acme(",
                "$1",
                "?",
                ".",
                "..",
                "../acme",
                "acme//video",
                "/acme",
                "acme/",
                "acme/../acme2",
                "\ud835")) {
            assertThatThrownBy(() -> AccountPath.of(name)).as(name).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void that_are_not_there_are_as_unknown_as_anybody() {
        try (PostgresLedger shared = PostgresLedger.open(PostgresServer.pool(), clock, settings)) {
            BlockingLedger calls = shared.blocking();
            calls.open(AccountPath.of("acme"), Plan.monthly(usd(100), ZoneOffset.UTC));
            calls.hold(AccountPath.of("acme"), new IdempotencyKey(7, 1), usd(3), Duration.ofHours(1));
            for (String name : NAMES.subList(1, NAMES.size())) {
                Query<?> query = new Query.OutcomeOf(AccountPath.of(name), new IdempotencyKey(7, 1));
                assertThat(answer(shared, query)).as(name).isEqualTo(answer(Ledger.inMemory(clock), query));
            }
        }
    }

    private static Object answer(Ledger ledger, Command<?> command) {
        return told(ledger, command).join();
    }

    private static CompletableFuture<Object> told(Ledger ledger, Command<?> command) {
        return ledger.submit(command)
                .toCompletableFuture()
                .handle((answer, refused) -> refused == null ? answer : words(refused));
    }

    private static Object answer(Ledger ledger, Query<?> query) {
        return ledger.read(query)
                .toCompletableFuture()
                .handle((answer, refused) -> refused == null ? (Object) answer : words(refused))
                .join();
    }

    private static String words(Throwable refused) {
        Throwable why =
                refused instanceof CompletionException && refused.getCause() != null ? refused.getCause() : refused;
        return why.getClass().getSimpleName() + ": " + why.getMessage();
    }

    private static String where(long seed, Command<?> command) {
        return "seed " + seed + ", " + command;
    }

    private Plan plan(SplittableRandom random) {
        Plan plan = Plan.monthly(usd(5 + random.nextInt(50)), ZoneOffset.UTC);
        return random.nextBoolean()
                ? plan
                : plan.withLimit(Limit.hard(usd(20), Window.each(Periods.days(ZoneOffset.UTC))));
    }

    private static IdempotencyKey key(SplittableRandom random) {
        return new IdempotencyKey(7, random.nextInt(KEYS));
    }

    private static Amount amount(SplittableRandom random) {
        return usd(1 + random.nextInt(6));
    }

    private static Duration hours(SplittableRandom random) {
        return Duration.ofHours(1 + random.nextInt(30));
    }

    private static Labels labels(SplittableRandom random) {
        return random.nextBoolean() ? Labels.none() : Labels.of("codec", "'; TRUNCATE entry; --");
    }

    private static Amount usd(long whole) {
        return Amount.ofMicros(whole * 1_000_000, Unit.USD);
    }
}
