package io.reelbudget.ledger.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.internal.machine.Book;
import io.reelbudget.ledger.internal.machine.Charge;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.GrantTerms;
import io.reelbudget.ledger.internal.machine.Payment;
import io.reelbudget.ledger.internal.machine.Purpose;
import io.reelbudget.ledger.internal.machine.Transaction;
import io.reelbudget.ledger.internal.wire.Links;
import io.reelbudget.ledger.internal.wire.StoredTransaction;
import io.reelbudget.ledger.internal.wire.TransactionCodec;
import io.reelbudget.money.Unit;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The entries say one thing, and a defect that nobody has found yet did another one. */
@DisplayName("A live state that is not as its entries say")
class AuditedBookTest {

    private static final long NOW = 1_000_000;
    private static final IdempotencyKey ONE = IdempotencyKey.named("one");
    private static final IdempotencyKey TWO = IdempotencyKey.named("two");

    /** The state as it should be, as it is, and as its entries say. */
    private final Book right = new Book();

    private final Book live = new Book();
    private final AuditedBook audited = new AuditedBook(live);

    AuditedBookTest() {
        both(new Event.Opened(0, AccountPath.of("acme"), Plan.prepaid(Unit.USD, ZoneOffset.UTC)));
        both(grant(10)); // entry 2
        both(grant(10)); // entry 3
    }

    private static Event grant(long amount) {
        return new Event.Granted(
                0, 0, 0, new GrantTerms(GrantKind.PAID, amount, NOW, Long.MAX_VALUE, 50, Labels.none(), "bought"), 0);
    }

    private static Event held(IdempotencyKey key, long amount) {
        return new Event.Held(0, key, amount, 2 * NOW, Labels.none(), List.of(), Event.ACCOUNTS_OWN);
    }

    private static Event charged(Payment... paidBy) {
        return new Event.Charged(0, Charge.USAGE, 0, 0, 4, NOW, Labels.none(), "", List.of(List.of(paidBy)));
    }

    private void both(Event event) {
        told(event, event);
    }

    private void told(Event entry, Event done) {
        right.apply(entry, NOW);
        live.apply(done, NOW);
        Transaction made = new Transaction(
                "acme",
                Purpose.NOTE,
                NOW,
                ONE,
                1,
                0,
                right.lastSequence(),
                List.of(entry),
                right.account(0).sheet(NOW));
        StoredTransaction stored = new StoredTransaction(
                made, new Links(Links.NONE, new int[] {0}, new long[] {Links.NONE}), 1, TransactionCodec.NO_SEAL);
        assertThat(audited.add(stored, new byte[1])).isEmpty();
    }

    @Test
    void is_not_what_it_is_where_both_are_the_same() {
        both(held(ONE, 3));
        both(charged(new Payment(2, GrantKind.PAID, 4)));

        assertThat(audited.compareLive()).isEmpty();
    }

    @Test
    void has_another_hold() {
        told(held(ONE, 3), held(TWO, 3));

        assertThat(audited.compareLive())
                .contains("Open holds were {" + hold(TWO) + "=3} but {" + hold(ONE) + "=3} by the entries");
    }

    private static String hold(IdempotencyKey key) {
        return new io.reelbudget.ledger.HoldId(AccountPath.of("acme"), key).toString();
    }

    @Test
    void was_given_another_amount() {
        told(grant(5), grant(6));

        assertThat(audited.compareLive())
                .contains("Account 'acme': granted was 26 millionths but 25 by the entries, available was 26 millionths"
                        + " but 25 by the entries");
    }

    @Test
    void took_the_same_amount_from_another_grant() {
        told(charged(new Payment(2, GrantKind.PAID, 4)), charged(new Payment(3, GrantKind.PAID, 4)));

        assertThat(audited.compareLive())
                .contains("Account 'acme': grants had {2=10, 3=6} and debt was 0 but {2=6, 3=10} and 0 by the entries");
    }

    @Test
    void owes_another_amount() {
        told(charged(new Payment(GrantUse.OVERDRAFT, null, 4)), charged());

        assertThat(audited.compareLive())
                .contains(
                        "Account 'acme': grants had {2=10, 3=10} and debt was 0 but {2=10, 3=10} and 4 by the entries");
    }

    @Test
    void has_an_entry_more() {
        live.apply(grant(1), NOW);

        assertThat(audited.compareLive()).isEqualTo(Optional.of("There were 3 entries but the newest was 4"));
    }
}
