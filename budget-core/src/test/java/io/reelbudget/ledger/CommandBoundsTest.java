package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a ledger is asked, at its bounds:")
class CommandBoundsTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final IdempotencyKey KEY = IdempotencyKey.named("1");
    private static final Instant NOON = Instant.parse("2026-11-10T12:00:00Z");

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    private static Command.PlaceHold hold(Duration lease, Optional<Amount> overdraft) {
        return new Command.PlaceHold(ACME, KEY, usd("1"), lease, Labels.none(), overdraft);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.0000009S", "PT-1S", "P367D"})
    void a_lease_is_more_than_nothing_and_at_most_a_year(String lease) {
        assertThatThrownBy(() -> hold(Duration.parse(lease), Optional.empty()))
                .hasMessageStartingWith("Lease was " + Duration.parse(lease) + " but must be more than zero");
    }

    @Test
    void an_overdraft_for_one_hold_is_zero_or_more() {
        assertThat(hold(Duration.ofHours(1), Optional.of(usd("0"))).overdraft()).contains(usd("0"));
        assertThatThrownBy(() -> hold(Duration.ofHours(1), Optional.of(usd("-0.01"))))
                .hasMessage("Overdraft was -0.01 USD but must be zero or more; leave it out for the account's own"
                        + " limit.");
    }

    @Test
    void an_adjustment_is_not_of_nothing() {
        assertThatThrownBy(() -> new Command.Adjust(ACME, KEY, usd("0"), ""))
                .hasMessage("Adjustment was zero but must be more or less; leave it out for nothing.");
    }

    @Test
    void a_corrected_total_is_zero_or_more() {
        assertThat(new Command.Correct(ACME, KEY, 1, usd("0"), Labels.none(), "")
                        .total()
                        .isZero())
                .isTrue();
        assertThatThrownBy(() -> new Command.Correct(ACME, KEY, 1, usd("-1"), Labels.none(), ""))
                .hasMessage("Corrected total was -1.00 USD but must be zero or more; use zero to refund all.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59.999999999Z", "+10000-01-01T00:00:00Z"})
    void instants_are_of_1970_to_9999(String instant) {
        assertThatThrownBy(() -> GrantOffer.expiring(Optional.of(Instant.parse(instant))))
                .hasMessageStartingWith("Expiry was at " + Instant.parse(instant));
    }

    @Test
    void a_grant_expires_after_it_takes_effect() {
        GrantOffer begins = GrantOffer.always().from(NOON);

        assertThatThrownBy(() -> new GrantOffer(Optional.of(NOON), Optional.of(NOON), 1, Labels.none()))
                .hasMessage("Grant was to expire at 2026-11-10T12:00:00Z but must do so after it takes effect at"
                        + " 2026-11-10T12:00:00Z; give a later expiry.");
        assertThat(begins.expiry()).isEmpty();
        assertThat(GrantOffer.expiring(Optional.of(NOON.plusSeconds(1)))
                        .from(NOON)
                        .effective())
                .contains(NOON);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, GrantOffer.MAX_PRIORITY + 1})
    void a_priority_is_within_its_range(int priority) {
        assertThatThrownBy(() -> GrantOffer.always().withPriority(priority))
                .hasMessageStartingWith("Priority was " + priority + " but must be 0 to " + GrantOffer.MAX_PRIORITY);
        assertThat(GrantOffer.always().withPriority(priority < 0 ? 0 : GrantOffer.MAX_PRIORITY))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Query.MAX_PAGE + 1})
    void a_page_is_of_one_entry_to_the_most(int limit) {
        assertThatThrownBy(() -> new Query.StatementOf(ACME, OptionalLong.empty(), limit))
                .hasMessageStartingWith("Page was of " + limit + " entries but must be of 1 to " + Query.MAX_PAGE);
    }
}
