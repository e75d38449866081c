package io.reelbudget.ledger.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.AmountSchedule;
import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.DebtCarry;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Period;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.Terms;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.machine.BalanceSheet;
import io.reelbudget.ledger.internal.machine.Charge;
import io.reelbudget.ledger.internal.machine.Earmark;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.GivenBack;
import io.reelbudget.ledger.internal.machine.GrantTerms;
import io.reelbudget.ledger.internal.machine.LedgerTime;
import io.reelbudget.ledger.internal.machine.Payment;
import io.reelbudget.ledger.internal.machine.Purpose;
import io.reelbudget.ledger.internal.machine.Reissue;
import io.reelbudget.ledger.internal.machine.Transaction;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The binary format of transactions")
class TransactionCodecTest {

    private static final IdempotencyKey KEY = IdempotencyKey.named("key");
    private static final Limit LIMIT = Limit.hard(Amount.parse("7", Unit.USD), Window.trailing(Duration.ofHours(5)));

    private static final Plan RICH = Plan.monthly(Amount.parse("9", Unit.USD), ZoneId.of("Europe/Berlin"))
            .withPeriods(Periods.weeks(ZoneId.of("America/New_York"), DayOfWeek.SUNDAY))
            .withAllowance(AmountSchedule.growing(Amount.parse("1", Unit.USD), -50, Amount.parse("2", Unit.USD)))
            .withRenewal(Renewal.MANUAL)
            .withRollover(new Rollover.Carried(Optional.of(Amount.parse("3", Unit.USD)), 4))
            .withLimit(Limit.hard(Amount.parse("5", Unit.USD), Window.trailing(Duration.ofDays(30))))
            .withLimit(Limit.soft(Amount.parse("6", Unit.USD), Window.each(Periods.days(ZoneId.of("Asia/Tokyo")))))
            .withLimit(new Limit(
                    AmountSchedule.listed(List.of(Amount.parse("7", Unit.USD), Amount.zero(Unit.USD))),
                    Window.each(Periods.every(Duration.ofDays(30), Instant.parse("2026-01-01T00:00:00Z"))),
                    Limit.Enforcement.HARD))
            .withLimit(Limit.hard(
                    Amount.parse("8", Unit.USD), Window.each(Periods.until(Instant.parse("2027-01-01T00:00:00Z")))))
            .withLimit(Limit.hard(Amount.parse("9", Unit.USD), Window.each(Periods.hours(ZoneId.of("Asia/Kathmandu")))))
            .withTerms(Terms.inherited()
                    .withOverdraftLimit(Amount.parse("1", Unit.USD))
                    .withCarriedDebt(DebtCarry.upTo(Amount.parse("2", Unit.USD)))
                    .withReissue(Duration.ofDays(3)))
            .withAutoTopUp(new AutoTopUp(
                    Amount.parse("1", Unit.USD),
                    Amount.parse("2", Unit.USD),
                    Amount.parse("9", Unit.USD),
                    Periods.months(ZoneId.of("Europe/Berlin")),
                    Duration.ofMinutes(5),
                    AutoTopUp.Settlement.CONFIRMED));

    private static final List<Event> EVENTS = List.of(
            new Event.Opened(
                    3,
                    AccountPath.of("größe/b"),
                    Plan.monthly(Amount.parse("12.5", Unit.VCPU_SECONDS), ZoneId.of("Europe/Berlin"))
                            .withAnchorDay(31)
                            .withOverdraftLimit(Amount.parse("1", Unit.VCPU_SECONDS))),
            new Event.Granted(
                    3,
                    9,
                    11,
                    new GrantTerms(
                            GrantKind.PAID,
                            Amount.MAX_MICROS,
                            1,
                            LedgerTime.NEVER,
                            7,
                            Labels.of("codec", "av1"),
                            "invoice 7 \uD83D\uDE00"),
                    7),
            new Event.GrantScheduled(3, new GrantTerms(GrantKind.PROMOTIONAL, 5, 6, 7, 1_000, Labels.none(), "launch")),
            new Event.GrantVoided(3, 9, 4, Event.Voiding.ANNOUNCED, "a mistake"),
            new Event.GrantVoided(3, 9, 4, Event.Voiding.PART, "cut"),
            new Event.GrantVoided(3, 9, 4, Event.Voiding.WHOLE, "charged back"),
            new Event.PlanChanged(0, RICH, 5, 6, 5),
            new Event.PlanScheduled(0, Plan.unlimited(Unit.USD, ZoneId.of("Asia/Kolkata")), 7),
            new Event.Charged(
                    1,
                    Charge.LATE_USAGE,
                    0,
                    0,
                    5,
                    4,
                    Labels.of("a", "b"),
                    "late",
                    List.of(List.of(new Payment(2, GrantKind.ROLLOVER, 5)))),
            new Event.Returned(
                    1,
                    Charge.CORRECTION,
                    17,
                    3,
                    5,
                    4,
                    Labels.none(),
                    "too dear",
                    List.of(
                            new GivenBack(
                                    List.of(new Payment(2, GrantKind.ADJUSTMENT, 1)),
                                    1,
                                    new Reissue(GrantKind.PROMOTIONAL, 2, 99, 7, Labels.of("codec", "av1")),
                                    List.of(
                                            new Payment(4, GrantKind.PROMOTIONAL, 1),
                                            new Payment(GrantUse.OVERDRAFT, null, 1),
                                            new Payment(Payment.FREE, null, 1))),
                            new GivenBack(List.of(), 5, Reissue.NONE, List.of()))),
            new Event.DebtForgiven(0, 8, 1_764_547_200_000_000L, "goodwill", 7),
            new Event.TopUpRequested(0, 9),
            new Event.TopUpCancelled(0, 10, "card refused"),
            new Event.GrantExpired(0, 12, 34, 5, 67),
            new Event.Held(
                    1,
                    KEY,
                    5,
                    6,
                    Labels.of("a", "b").with("c", ""),
                    List.of(List.of(), List.of(new Earmark(4, 5))),
                    Event.ACCOUNTS_OWN),
            new Event.Held(1, KEY, 5, 6, Labels.none(), List.of(), 7),
            new Event.Changed(1, KEY, 0, 5, 6, List.of()),
            new Event.Captured(
                    1,
                    KEY,
                    5,
                    Result.HoldState.OPEN,
                    9,
                    Event.ENDED,
                    Labels.none(),
                    List.of(
                            List.of(
                                    new Payment(2, GrantKind.ALLOWANCE, 3),
                                    new Payment(4, GrantKind.PROMOTIONAL, 5),
                                    new Payment(GrantUse.OVERDRAFT, null, 1)),
                            List.of(new Payment(Payment.FREE, null, 9)))),
            new Event.Captured(1, KEY, 0, Result.HoldState.EXPIRED, 9, 0, Labels.none(), List.of(List.of(), List.of())),
            new Event.Released(1, KEY, 5, "no longer wanted"),
            new Event.HoldExpired(1, KEY, 5),
            new Event.Refused(1, null, 0, 2, LIMIT, 5, -6, Labels.of("a", "b")),
            new Event.Refused(1, KEY, 0, Event.NO_LIMIT, null, 5, 4, Labels.none()),
            new Event.Noted(1, "decision", "text"));

    private static Transaction transaction(List<Event> events) {
        return new Transaction(
                "größe",
                Purpose.NOTE,
                1_700_000_000_000_000L,
                KEY,
                -42,
                300,
                1L << 40,
                events,
                new BalanceSheet(1, 2, 3, 4, 5, 6, new Period(24_322, Instant.EPOCH, Instant.ofEpochSecond(9)), -7, 8));
    }

    private static byte[] encoded() {
        Links links = new Links(77, new int[] {0, 300}, new long[] {Links.NONE, 1L << 33});
        return TransactionCodec.encode(transaction(EVENTS), links).toByteArray();
    }

    @Test
    void gives_back_every_field_of_every_event() {
        StoredTransaction stored = TransactionCodec.decode(encoded());

        assertThat(stored.made()).isEqualTo(transaction(EVENTS));
        assertThat(stored.links().previousInRoot()).isEqualTo(77);
        assertThat(stored.links().before(0)).isEqualTo(Links.NONE);
        assertThat(stored.links().before(300)).isEqualTo(1L << 33);
        assertThatThrownBy(() -> stored.links().before(1))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("it was linked from account 1 but does not touch it");
    }

    @Test
    void refuses_every_record_that_ends_early_or_late() {
        byte[] whole = encoded();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> TransactionCodec.decode(cut)).isInstanceOf(MalformedRecordException.class);
        }
        assertThatThrownBy(() -> TransactionCodec.decode(Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("1 bytes were left over");
    }

    @Test
    void refuses_damaged_records_by_one_error_only_whatever_is_in_them() {
        SplittableRandom random = new SplittableRandom(5);
        byte[] whole = encoded();
        int readable = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                TransactionCodec.decode(damaged);
                readable++;
            } catch (MalformedRecordException refused) {
                assertThat(refused).message().isNotBlank();
            }
        }
        assertThat(readable).isPositive();
    }

    @Test
    void refuses_what_a_later_version_wrote() {
        byte[] later = encoded();
        later[0] = 4;

        assertThatThrownBy(() -> TransactionCodec.decode(later))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("its record version was 4 but this program reads versions 1 to 3");
    }
}
