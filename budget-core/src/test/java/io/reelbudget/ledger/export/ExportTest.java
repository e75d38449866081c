package io.reelbudget.ledger.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.ChainSeal;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.PlanChange;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Rerating;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Exporting a statement")
class ExportTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountPath VIDEO = AccountPath.of("acme/video");
    private static final String NASTY = "=cmd|' /C calc'!A0, \"quoted\",\nnext line \u2028 größe";

    private final ManualClock clock = new ManualClock("2026-11-10T12:30:00Z");
    private Ledger ledger;
    private BlockingLedger calls;
    private int keys;

    @BeforeEach
    void open() {
        ledger = Ledger.inMemory(clock);
        calls = ledger.blocking();
        calls.open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
        calls.open(VIDEO, Plan.monthly(usd("50"), ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    private IdempotencyKey key() {
        keys++;
        return IdempotencyKey.named("key " + keys);
    }

    private Result.Captured spend(String amount, Labels labels) {
        Result.Held held = (Result.Held)
                calls.submit(new Command.PlaceHold(VIDEO, key(), usd(amount), Duration.ofHours(1), labels));
        return calls.capture(held.id(), key(), usd(amount));
    }

    private void promote(String amount) {
        calls.submit(new Command.TopUp(
                VIDEO,
                key(),
                usd(amount),
                GrantKind.PROMOTIONAL,
                Optional.of(Instant.parse("2026-11-20T00:00:00Z")),
                NASTY));
    }

    private static String at(Map<String, String> row, String column) {
        return Objects.requireNonNull(row.get(column), column);
    }

    private static BigDecimal sum(List<Map<String, String>> rows, String column) {
        return rows.stream().map(row -> new BigDecimal(at(row, column))).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Nested
    @DisplayName("as CSV")
    class Csv {

        private List<Map<String, String>> rows(StatementSpan span) throws IOException {
            StringBuilder out = new StringBuilder();
            CsvStatement.write(calls, span, out);
            return ParsedCsv.rows(out.toString());
        }

        @Test
        void has_a_row_for_each_entry_the_oldest_first_whose_columns_add_up_to_the_balance() throws IOException {
            promote("5");
            Result.Captured captured = spend("7.000001", Labels.of("codec", "av1"));
            calls.refund(VIDEO, key(), captured.entry(), usd("1"), "failed");
            spend("40", Labels.none().with("a=b", "c;d%"));
            clock.set("2026-12-24T00:00:00Z");
            Balance balance = calls.balance(VIDEO);

            List<Map<String, String>> rows = rows(StatementSpan.all(VIDEO));

            assertThat(sum(rows, "granted"))
                    .isEqualByComparingTo(balance.granted().toBigDecimal());
            assertThat(sum(rows, "posted"))
                    .isEqualByComparingTo(balance.posted().toBigDecimal());
            assertThat(sum(rows, "held")).isEqualByComparingTo(balance.held().toBigDecimal());
            assertThat(sum(rows, "expired"))
                    .isEqualByComparingTo(balance.expired().toBigDecimal());
            assertThat(sum(rows, "available"))
                    .isEqualByComparingTo(balance.available().toBigDecimal());
            assertThat(rows)
                    .extracting(row -> Long.valueOf(at(row, "sequence")))
                    .isSorted();
            assertThat(rows)
                    .filteredOn(row -> at(row, "kind").equals("CAPTURED"))
                    .first()
                    .satisfies(row -> {
                        assertThat(row.get("posted")).isEqualTo("7.000001");
                        assertThat(row.get("labels")).isEqualTo("codec=av1");
                        assertThat(row.get("paidBy")).isEqualTo("promotional#5=5.00 allowance#4=2.000001");
                    });
            assertThat(rows)
                    .filteredOn(row -> at(row, "kind").equals("RETURNED"))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.get("corrects")).isEqualTo("" + captured.entry());
                        assertThat(row.get("paidBy")).isEqualTo("allowance#4=1.00");
                    });
        }

        @Test
        void cannot_be_made_to_run_a_formula_and_gives_the_text_back() throws IOException {
            for (String text : List.of(NASTY, "+1", "-1", "@x", "\tx", "'quoted", "harmless")) {
                calls.submit(new Command.Note(VIDEO, key(), "note", text));
            }

            List<Map<String, String>> notes = rows(StatementSpan.all(VIDEO)).stream()
                    .filter(row -> at(row, "kind").equals("NOTED"))
                    .toList();

            assertThat(notes)
                    .extracting(row -> row.get("text"))
                    .containsExactly("'" + NASTY, "'+1", "'-1", "'@x", "'\tx", "''quoted", "harmless");
        }

        @Test
        void names_no_grant_for_what_none_paid() throws IOException {
            Result.Held held = (Result.Held) calls.hold(VIDEO, key(), usd("50"), Duration.ofHours(1));
            calls.capture(held.id(), key(), usd("53"));

            assertThat(rows(StatementSpan.all(VIDEO)))
                    .filteredOn(row -> at(row, "kind").equals("CAPTURED"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("paidBy")).isEqualTo("allowance#4=50.00 overdraft=3.00"));
        }

        @Test
        void has_only_the_span_and_walks_over_many_pages() throws IOException {
            List<Command<Result.Charged>> usage = new ArrayList<>();
            for (int i = 0; i < 1_500; i++) {
                usage.add(new Command.RecordUsage(VIDEO, key(), usd("0.01"), clock.instant(), Labels.none()));
            }
            calls.submitAll(usage.subList(0, 300));
            clock.advance(Duration.ofHours(1));
            Instant from = clock.instant();
            calls.submitAll(usage.subList(300, 1_400));
            clock.advance(Duration.ofHours(1));
            calls.submitAll(usage.subList(1_400, 1_500));

            assertThat(rows(new StatementSpan(VIDEO, from, clock.instant()))).hasSize(1_100);
            assertThat(rows(StatementSpan.all(VIDEO))).hasSize(1_502);
            assertThatThrownBy(() -> new StatementSpan(VIDEO, from, from))
                    .hasMessage(
                            "Span was from 2026-11-10T13:30:00Z to 2026-11-10T13:30:00Z but must end after it begins;"
                                    + " give a later end.");
        }
    }

    @Nested
    @DisplayName("as JSON lines")
    class JsonLines {

        private List<Map<String, Object>> lines() throws IOException {
            StringBuilder out = new StringBuilder();
            JsonStatement.write(calls, StatementSpan.all(VIDEO), out);
            return out.toString().lines().map(ParsedJson::object).toList();
        }

        @Test
        void says_all_that_each_entry_says() throws IOException {
            promote("5");
            Result.Captured captured = spend("7", Labels.of("codec", NASTY));
            calls.refund(VIDEO, key(), captured.entry(), usd("3"), NASTY);
            List<Entry> entries = new ArrayList<>(calls.statement(VIDEO, 100).entries());
            java.util.Collections.reverse(entries);

            List<Map<String, Object>> lines = lines();

            assertThat(lines).hasSize(entries.size() + 1);
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                Map<String, Object> line = lines.get(i);
                assertThat(line.get("sequence")).isEqualTo(entry.sequence());
                assertThat(line.get("time")).isEqualTo(entry.time().toString());
                assertThat(line.get("kind")).isEqualTo(entry.kind().name());
                assertThat(line.get("key")).isEqualTo(entry.key().toString());
                assertThat(line.get("labels")).isEqualTo(entry.labels().values());
                assertThat(line.get("text")).isEqualTo(entry.text());
                assertThat(line.get("postings"))
                        .isEqualTo(entry.postings().stream()
                                .map(posting -> Map.of(
                                        "account", posting.account().toString(),
                                        "from", posting.from().name(),
                                        "to", posting.to().name(),
                                        "amount", posting.amount().toDecimalString(),
                                        "unit", "USD"))
                                .toList());
                assertThat(line.get("paidBy"))
                        .isEqualTo(entry.paidBy().stream()
                                .map(use -> Map.of(
                                        "grant", use.grantId(),
                                        "kind", use.kind(),
                                        "amount", use.amount().toDecimalString()))
                                .toList());
            }
            assertThat(lines.get(entries.size() - 1).get("corrects")).isEqualTo(captured.entry());
        }

        @Test
        void ends_with_the_seal_of_the_root() throws IOException {
            spend("7", Labels.none());
            ChainSeal seal = calls.read(new Query.SealOf(ACME));

            List<Map<String, Object>> lines = lines();

            assertThat(lines.get(lines.size() - 1))
                    .isEqualTo(Map.of("seal", seal.seal(), "root", "acme", "through", seal.through()));
            assertThat(calls.verify().seals().get("acme")).isEqualTo(seal.seal());
        }
    }

    @Nested
    @DisplayName("as FOCUS 1.2")
    class Focus {

        private final FocusStatement focus =
                new FocusStatement("Studio Ltd", "Studio", "Transcoding", Periods.months(ZoneOffset.UTC), "job");

        private List<Map<String, String>> rows() throws IOException {
            StringBuilder out = new StringBuilder();
            focus.write(calls, StatementSpan.all(ACME), out);
            return ParsedCsv.rows(out.toString());
        }

        @Test
        void has_the_columns_that_the_specification_demands() throws IOException {
            spend("7", Labels.of("job", "4711").with("price", "v1"));

            Map<String, String> row = rows().get(0);

            assertThat(row.keySet()).containsExactlyElementsOf(FocusStatement.COLUMNS);
            assertThat(row)
                    .containsEntry("BilledCost", "7.00")
                    .containsEntry("EffectiveCost", "7.00")
                    .containsEntry("ListCost", "7.00")
                    .containsEntry("ContractedCost", "7.00")
                    .containsEntry("BillingAccountId", "acme")
                    .containsEntry("SubAccountId", "acme/video")
                    .containsEntry("BillingCurrency", "USD")
                    .containsEntry("BillingPeriodStart", "2026-11-01T00:00:00Z")
                    .containsEntry("BillingPeriodEnd", "2026-12-01T00:00:00Z")
                    .containsEntry("ChargePeriodStart", "2026-11-10T12:00:00Z")
                    .containsEntry("ChargePeriodEnd", "2026-11-10T13:00:00Z")
                    .containsEntry("ChargeCategory", "Usage")
                    .containsEntry("ChargeClass", "")
                    .containsEntry("ChargeFrequency", "Usage-Based")
                    .containsEntry("InvoiceIssuerName", "Studio Ltd")
                    .containsEntry("ProviderName", "Studio")
                    .containsEntry("PublisherName", "Studio")
                    .containsEntry("ServiceCategory", "Media")
                    .containsEntry("ServiceName", "Transcoding")
                    .containsEntry("ResourceId", "4711")
                    .containsEntry("Tags", "{\"job\":\"4711\",\"price\":\"v1\"}")
                    .containsEntry("x_PriceVersion", "v1");
        }

        @Test
        void adds_up_to_what_is_to_be_paid_through_credits_refunds_and_new_prices() throws IOException {
            promote("5");
            Result.Captured first = spend("8", Labels.of("price", "v1")); // 5 promotional, 3 allowance
            Result.Captured second = spend("2", Labels.of("price", "v1"));
            calls.refund(VIDEO, key(), first.entry(), usd("4"), "failed"); // 3 to the allowance, 1 to the promotion
            clock.advance(Duration.ofHours(1));
            new Rerating(ACME, Instant.EPOCH, clock.instant(), "v2", "wrong price").run(calls, entry -> usd("2.5"));
            calls.recordUsage(VIDEO, key(), usd("1"), clock.instant(), Labels.none());

            List<Map<String, String>> rows = rows();

            assertThat(rows)
                    .extracting(row ->
                            row.get("ChargeCategory") + " " + row.get("ChargeClass") + " " + row.get("BilledCost"))
                    .containsExactly(
                            "Usage  8.00",
                            "Credit  -5.00",
                            "Usage  2.00",
                            "Adjustment Correction -4.00",
                            "Credit Correction 1.00",
                            "Adjustment Correction 0.50",
                            "Credit Correction -0.50",
                            "Usage  1.00",
                            "Credit  -0.50");
            // 7.5 were posted, of which the promotion paid 5.
            assertThat(calls.balance(VIDEO).posted()).isEqualTo(usd("7.5"));
            assertThat(sum(rows, "BilledCost")).isEqualByComparingTo("2.5");
            assertThat(rows.get(5)).containsEntry("x_CorrectsEntry", "" + second.entry());
        }

        @Test
        void owed_what_nobody_had_paid_when_a_refund_found_the_promotion_gone() throws IOException {
            promote("5");
            Result.Captured captured = spend("5", Labels.none());
            clock.set("2026-11-21T00:00:00Z");

            calls.refund(VIDEO, key(), captured.entry(), usd("3"), "failed"); // a new promotion of 3
            assertThat(sum(rows(), "BilledCost")).isEqualByComparingTo("0");

            Plan plan = calls.read(new Query.PlanOf(VIDEO));
            Plan losing = plan.withTerms(plan.terms().withReissue(Duration.ZERO));
            calls.submit(new Command.ChangePlan(VIDEO, key(), losing, PlanChange.NOW_IN_FULL));
            calls.refund(VIDEO, key(), captured.entry(), usd("2"), "failed"); // lost
            assertThat(sum(rows(), "BilledCost")).isEqualByComparingTo("0");
        }

        @Test
        void counts_neither_holds_nor_top_ups() throws IOException {
            calls.hold(VIDEO, key(), usd("7"), Duration.ofHours(1));
            calls.topUp(VIDEO, key(), usd("7"), "bought");

            assertThat(rows()).isEmpty();
        }

        @Test
        void has_no_row_for_what_cost_nothing() throws IOException {
            Result.Captured captured = spend("2", Labels.none());
            int before = rows().size();
            Result.Held held = (Result.Held) calls.hold(VIDEO, key(), usd("1"), Duration.ofHours(1));

            calls.capture(held.id(), key(), usd("0"));
            calls.submit(new Command.Correct(VIDEO, key(), captured.entry(), usd("2"), Labels.none(), "the same"));

            assertThat(rows()).hasSize(before);
        }

        @Test
        void refuses_an_account_that_does_not_count_money() {
            AccountPath compute = AccountPath.of("compute");
            calls.open(compute, Plan.once(Amount.ofMicros(5, Unit.VCPU_SECONDS)));

            assertThatThrownBy(() -> focus.write(calls, StatementSpan.all(compute), new StringBuilder()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Account 'compute' counted in ")
                    .hasMessageEndingWith("but must count in a currency for FOCUS; export it as CSV or JSON lines.");
        }
    }
}
