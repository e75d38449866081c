package io.reelbudget.ledger.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.Plan;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.machine.Charge;
import io.reelbudget.ledger.internal.machine.Earmark;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.GivenBack;
import io.reelbudget.ledger.internal.machine.LedgerTime;
import io.reelbudget.ledger.internal.machine.Payment;
import io.reelbudget.ledger.internal.machine.Reissue;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every event that version 3 writes otherwise, as version 2 wrote it once. */
@DisplayName("Records of version 2")
class SecondRecordsTest {

    private static final IdempotencyKey KEY = new IdempotencyKey(1, 2);

    private static byte[] written() throws IOException {
        try (InputStream stored =
                SecondRecordsTest.class.getResourceAsStream("/record-v2/every-event-that-changed.bin")) {
            return Objects.requireNonNull(stored, "record of version 2").readAllBytes();
        }
    }

    @Test
    void are_read_as_they_were_meant() throws IOException {
        assertThat(TransactionCodec.decode(written()).made().events())
                .containsExactly(
                        new Event.GrantVoided(3, 9, 4, Event.Voiding.ANNOUNCED, "a mistake"),
                        new Event.GrantVoided(3, 9, 4, Event.Voiding.PART, "cut"),
                        new Event.PlanChanged(
                                0, Plan.monthly(Amount.parse("5", Unit.USD), ZoneOffset.UTC), 5, 6, Event.NOTICED),
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
                                                Reissue.withoutScope(2, 99),
                                                List.of(new Payment(Payment.UNNAMED, null, 1))),
                                        new GivenBack(
                                                List.of(), 5, Reissue.withoutScope(0, LedgerTime.NEVER), List.of()))),
                        new Event.DebtForgiven(0, 8, 7, "goodwill", Event.AS_MUCH_AS_THERE_WAS),
                        new Event.Held(
                                1,
                                KEY,
                                5,
                                6,
                                Labels.of("a", "b"),
                                List.of(List.of(), List.of(new Earmark(4, 5))),
                                Event.ACCOUNTS_OWN),
                        new Event.Captured(
                                1,
                                KEY,
                                5,
                                Result.HoldState.OPEN,
                                9,
                                Event.ENDED,
                                Labels.none(),
                                List.of(List.of(
                                        new Payment(2, GrantKind.ALLOWANCE, 8),
                                        new Payment(GrantUse.OVERDRAFT, null, 1)))));
    }
}
