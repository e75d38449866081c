package io.reelbudget.ledger.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.internal.machine.BalanceSheet;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.LedgerTime;
import io.reelbudget.ledger.internal.machine.Payment;
import io.reelbudget.ledger.internal.machine.Purpose;
import io.reelbudget.ledger.internal.machine.Transaction;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The binary format of transactions")
class TransactionCodecTest {

    private static final IdempotencyKey KEY = IdempotencyKey.named("key");

    private static final List<Event> EVENTS = List.of(
            new Event.Opened(
                    3,
                    AccountPath.of("größe/b"),
                    Plan.monthly(Amount.parse("12.5", Unit.VCPU_SECONDS), ZoneId.of("Europe/Berlin"))
                            .withAnchorDay(31)
                            .withOverdraftLimit(Amount.parse("1", Unit.VCPU_SECONDS))),
            new Event.Granted(3, GrantKind.PAID, Amount.MAX_MICROS, 7, 1, LedgerTime.NEVER, "invoice 7 \uD83D\uDE00"),
            new Event.GrantExpired(0, 12, 34),
            new Event.Held(1, KEY, 5, 6, Labels.of("a", "b").with("c", "")),
            new Event.Changed(1, KEY, 0, 5, 6),
            new Event.Captured(
                    1,
                    KEY,
                    5,
                    9,
                    Labels.none(),
                    List.of(
                            List.of(
                                    new Payment(2, GrantKind.ALLOWANCE, 3),
                                    new Payment(4, GrantKind.PROMOTIONAL, 5),
                                    new Payment(GrantUse.OVERDRAFT, null, 1)),
                            List.of())),
            new Event.Released(1, KEY, 5, "no longer wanted"),
            new Event.HoldExpired(1, KEY, 5),
            new Event.Refused(1, null, 0, 5, -6, Labels.of("a", "b")),
            new Event.Refused(1, KEY, 0, 5, 4, Labels.none()),
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
                new BalanceSheet(1, 2, 3, 4, 5, 24_322, 7, Amount.MAX_MICROS));
    }

    private static byte[] encoded() {
        Links links = new Links(new int[] {0, 300}, new long[] {Links.NONE, 1L << 33});
        return TransactionCodec.encode(transaction(EVENTS), links).toByteArray();
    }

    @Test
    void gives_back_every_field_of_every_event() {
        StoredTransaction stored = TransactionCodec.decode(encoded());

        assertThat(stored.made()).isEqualTo(transaction(EVENTS));
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
        later[0] = 2;

        assertThatThrownBy(() -> TransactionCodec.decode(later))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("its record version was 2 but this program reads version 1");
    }
}
