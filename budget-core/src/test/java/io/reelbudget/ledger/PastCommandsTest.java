package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.AutoTopUp.Settlement;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Past commands about an account")
class PastCommandsTest extends LedgerSpecification {

    private static final Plan SMALL = Plan.monthly(usd("100"), ZoneOffset.UTC);
    private static final Plan LARGE = Plan.monthly(usd("300"), ZoneOffset.UTC);

    private List<PastCommand> past() {
        return calls.read(new Query.CommandsOf(ACME, Instant.MIN, Instant.MAX));
    }

    private List<Command<?>> commands() {
        return past().stream().<Command<?>>map(PastCommand::command).toList();
    }

    private <R, C extends Command<R>> C done(C command) {
        calls.submit(command);
        clock.advance(Duration.ofMinutes(1));
        return command;
    }

    @Test
    void are_told_as_they_were_sent_and_in_their_order() {
        Instant expiry = Instant.parse("2026-12-24T00:00:00Z");
        GrantOffer scoped = new GrantOffer(
                Optional.of(Instant.parse("2026-11-20T00:00:00Z")), Optional.of(expiry), 3, Labels.of("codec", "av1"));
        List<Command<?>> sent = List.of(
                done(new Command.OpenAccount(ACME, key(), SMALL)),
                done(new Command.TopUp(ACME, key(), usd("5"), GrantKind.PAID, GrantOffer.always(), "bought")),
                done(new Command.TopUp(
                        ACME,
                        key(),
                        usd("6"),
                        GrantKind.PROMOTIONAL,
                        GrantOffer.expiring(Optional.of(expiry)),
                        "gift")),
                done(new Command.TopUp(ACME, key(), usd("7"), GrantKind.PAID, scoped, "for later")),
                done(new Command.RecordUsage(
                        ACME, key(), usd("2"), Instant.parse("2026-11-10T11:00:00Z"), Labels.of("codec", "av1"))),
                done(new Command.RecordUsage(
                        ACME, key(), usd("1"), Instant.parse("2026-10-10T11:00:00Z"), Labels.none())),
                done(new Command.Adjust(ACME, key(), usd("0.50"), "too little")),
                done(new Command.Adjust(ACME, key(), usd("-0.25"), "too much")),
                done(new Command.Note(ACME, key(), "remark", "hello")),
                done(new Command.ChangePlan(ACME, key(), LARGE, PlanChange.NOW_IN_FULL)),
                done(new Command.ChangePlan(ACME, key(), SMALL, PlanChange.AT_RENEWAL)));

        assertThat(commands()).isEqualTo(sent);
        assertThat(past()).extracting(PastCommand::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(past().get(0).time()).isEqualTo(Instant.parse("2026-11-10T12:00:00Z"));
    }

    @Test
    void do_the_same_to_another_ledger() {
        done(new Command.OpenAccount(ACME, key(), SMALL.withOverdraftLimit(usd("20"))));
        done(new Command.RecordUsage(ACME, key(), usd("110"), clock.instant(), Labels.none()));
        done(new Command.WriteOff(ACME, key(), usd("4"), "forgiven"));
        done(new Command.TopUp(ACME, key(), usd("30"), GrantKind.PAID, GrantOffer.always(), "bought"));
        done(new Command.ChangePlan(ACME, key(), LARGE, PlanChange.NOW_IN_FULL));
        Balance then = calls.balance(ACME);

        ManualClock other = new ManualClock("2026-11-10T12:00:00Z");
        try (Ledger copy = Ledger.inMemory(other)) {
            for (PastCommand each : past()) {
                other.set(each.time().toString());
                copy.blocking().submit(each.command());
            }
            other.set(clock.instant().toString());

            assertThat(copy.blocking().balance(ACME)).isEqualTo(then);
        }
    }

    @Test
    void are_only_those_of_the_span_and_of_the_account_itself() {
        calls.open(ACME, SMALL);
        clock.advance(HOUR);
        calls.open(VIDEO, SMALL);
        calls.topUp(VIDEO, key(), usd("9"), "of the team");
        clock.advance(HOUR);
        calls.topUp(ACME, key(), usd("8"), "of all");
        Instant later = clock.instant();

        assertThat(calls.read(new Query.CommandsOf(ACME, later, Instant.MAX))).hasSize(1);
        assertThat(calls.read(new Query.CommandsOf(ACME, Instant.EPOCH, later))).hasSize(1);
        assertThat(commands()).hasSize(2);
    }

    @Test
    void of_a_span_that_ends_before_it_begins_are_refused() {
        Instant now = clock.instant();

        assertThatThrownBy(() -> new Query.CommandsOf(ACME, now, now.minusSeconds(1)))
                .hasMessageContaining("but must be of a span that ends no earlier than it begins");
        assertThat(new Query.CommandsOf(ACME, Instant.MIN, Instant.MAX).from()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void leave_out_holds_corrections_of_entries_and_what_the_ledger_did_by_itself() {
        AutoTopUp rule = new AutoTopUp(
                usd("50"), usd("60"), usd("1000"), Periods.months(ZoneOffset.UTC), Duration.ZERO, Settlement.INVOICED);
        calls.open(ACME, SMALL.withAutoTopUp(rule).withOverdraftLimit(usd("100")));
        Result.Held held = held(ACME, "80");
        Result.Captured captured = calls.capture(held.id(), key(), usd("80"));
        calls.refund(ACME, key(), captured.entry(), usd("10"), "broken");
        calls.submit(new Command.Correct(ACME, key(), captured.entry(), usd("75"), Labels.none(), "other price"));
        clock.set("2026-12-02T00:00:00Z");
        calls.balance(ACME);

        assertThat(commands()).hasSize(1).hasOnlyElementsOfType(Command.OpenAccount.class);
    }

    @Test
    void tell_a_confirmed_top_up_as_a_grant() {
        AutoTopUp rule = new AutoTopUp(
                usd("5"), usd("20"), usd("1000"), Periods.months(ZoneOffset.UTC), Duration.ZERO, Settlement.CONFIRMED);
        calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC).withAutoTopUp(rule));
        calls.topUp(ACME, key(), usd("10"), "x".repeat(Labels.MAX_TEXT));
        held(ACME, "6");
        PendingTopUp pending = calls.read(new Query.PendingTopUpsOf(ACME)).get(0);

        Result.Granted granted = calls.submit(new Command.ConfirmTopUp(ACME, key(), pending.request()));

        Command.TopUp told = (Command.TopUp) commands().get(2);
        assertThat(told.amount()).isEqualTo(granted.grant().amount());
        assertThat(told.kind()).isEqualTo(GrantKind.PAID);
    }

    @Test
    void leave_out_what_was_charged_below() {
        calls.open(ACME, SMALL);
        calls.open(VIDEO, SMALL);
        calls.recordUsage(VIDEO, key(), usd("2"), clock.instant(), Labels.none());

        assertThat(commands()).hasSize(1).hasOnlyElementsOfType(Command.OpenAccount.class);
    }

    @Test
    void tell_of_a_period_that_was_renewed_by_hand() {
        done(new Command.OpenAccount(
                ACME, key(), SMALL.withRenewal(Renewal.MANUAL).withOverdraftLimit(usd("50"))));
        done(new Command.RecordUsage(ACME, key(), usd("130"), clock.instant(), Labels.none()));
        done(new Command.Renew(ACME, key()));
        clock.set("2026-12-02T00:00:00Z");
        Command.Renew renewal = done(new Command.Renew(ACME, key()));
        Balance then = calls.balance(ACME);

        assertThat(commands()).hasSize(3).last().isEqualTo(renewal);
        ManualClock other = new ManualClock("2026-11-10T12:00:00Z");
        try (Ledger copy = Ledger.inMemory(other)) {
            for (PastCommand each : past()) {
                other.set(each.time().toString());
                copy.blocking().submit(each.command());
            }
            other.set(clock.instant().toString());

            assertThat(copy.blocking().balance(ACME)).isEqualTo(then);
        }
    }

    @Test
    void leave_out_a_renewal_that_only_ended_holds_or_bought_and_one_of_an_account_below() {
        AutoTopUp rule = new AutoTopUp(
                usd("50"), usd("60"), usd("1000"), Periods.months(ZoneOffset.UTC), Duration.ZERO, Settlement.INVOICED);
        calls.open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC).withAutoTopUp(rule));
        calls.open(VIDEO, SMALL.withRenewal(Renewal.MANUAL));
        calls.renew(ACME, key());
        held(VIDEO, "20");
        clock.set("2026-12-02T00:00:00Z");
        calls.renew(VIDEO, key());
        held(ACME, "10");
        clock.advance(HOUR);
        calls.renew(ACME, key());

        assertThat(commands()).hasSize(1).hasOnlyElementsOfType(Command.OpenAccount.class);
        assertThat(calls.read(new Query.CommandsOf(VIDEO, Instant.MIN, Instant.MAX)))
                .hasSize(2)
                .last()
                .extracting(PastCommand::command)
                .isInstanceOf(Command.Renew.class);
    }
}
