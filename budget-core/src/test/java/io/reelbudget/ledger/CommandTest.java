package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A command")
class CommandTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final IdempotencyKey KEY = IdempotencyKey.named("key");
    private static final HoldId HOLD = new HoldId(ACME, KEY);
    private static final Amount ONE = Amount.parse("1", Unit.USD);
    private static final Amount NOTHING = Amount.zero(Unit.USD);
    private static final Duration HOUR = Duration.ofHours(1);

    private static void refused(ThrowingCallable command, String message) {
        assertThatThrownBy(command).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static Command<?> hold(Amount amount, Duration lease) {
        return new Command.PlaceHold(ACME, KEY, amount, lease, Labels.none());
    }

    @Test
    void refuses_amounts_that_mean_nothing() {
        refused(() -> hold(NOTHING, HOUR), "Hold was 0.00 USD but must be more than zero; leave it out for nothing.");
        refused(
                () -> new Command.ExtendHold(HOLD, KEY, ONE.negated(), HOUR),
                "Hold was -1.00 USD but must be more than zero; leave it out for nothing.");
        refused(
                () -> new Command.CaptureHold(HOLD, KEY, ONE.negated(), Labels.none()),
                "Capture was -1.00 USD but must be zero or more; refund an earlier one instead.");
        refused(
                () -> topUp(NOTHING, GrantKind.PAID, Optional.empty()),
                "Top-up was 0.00 USD but must be more than zero; leave it out for nothing.");
    }

    private static Command<?> topUp(Amount amount, GrantKind kind, Optional<Instant> expiry) {
        return new Command.TopUp(ACME, KEY, amount, kind, expiry, "reason");
    }

    @Test
    void refuses_leases_of_nothing_or_of_more_than_a_year() {
        refused(
                () -> hold(ONE, Duration.ZERO),
                "Lease was PT0S but must be more than zero and at most 366 days; an hour is usual, renewed as the job"
                        + " goes on.");
        refused(
                () -> hold(ONE, Duration.ofNanos(999)),
                "Lease was PT0.000000999S but must be more than zero and at most 366 days; an hour is usual, renewed as"
                        + " the job goes on.");
        assertThatThrownBy(() -> hold(ONE, Duration.ofDays(366).plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hold(ONE, Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keeps_times_to_the_microsecond() {
        assertThat(hold(ONE, Duration.ofNanos(1_999))).isEqualTo(hold(ONE, Duration.ofNanos(1_000)));
        assertThat(topUp(ONE, GrantKind.PAID, Optional.of(Instant.parse("2027-01-01T00:00:00.123456789Z"))))
                .isEqualTo(topUp(ONE, GrantKind.PAID, Optional.of(Instant.parse("2027-01-01T00:00:00.123456Z"))));
    }

    @Test
    void refuses_top_ups_of_other_kinds_or_for_ever_in_years() {
        refused(
                () -> topUp(ONE, GrantKind.ALLOWANCE, Optional.empty()),
                "Top-up was of kind ALLOWANCE but must be PAID or PROMOTIONAL; allowances come from the plan.");
        refused(
                () -> topUp(ONE, GrantKind.PAID, Optional.of(Instant.MAX)),
                "Expiry was at +1000000000-12-31T23:59:59.999999999Z but must be from 1970 to the year 9999; leave an"
                        + " expiry out for a grant that never expires.");
    }

    @Test
    void refuses_texts_that_are_too_long_or_broken() {
        refused(
                () -> new Command.ReleaseHold(HOLD, KEY, "x".repeat(513)),
                "Reason had 513 characters but must have at most 512; shorten it.");
        refused(
                () -> new Command.Note(ACME, KEY, "decision", "x".repeat(16_385)),
                "Note had 16385 characters but must have at most 16384; shorten it.");
        refused(
                () -> new Command.Note(ACME, KEY, "", "text"),
                "Kind was empty but must have 1 to 64 characters; use one such as 'decision'.");
        refused(
                () -> new Command.Note(ACME, KEY, "decision", "\uDE00"),
                "Note had half a surrogate pair at character 0 but must be well-formed Unicode; cut text between"
                        + " characters, not within one.");
    }

    @Test
    void is_about_the_account_of_its_hold() {
        assertThat(new Command.CaptureHold(HOLD, KEY, ONE, Labels.none()).account())
                .isEqualTo(ACME);
        assertThat(new Command.ExtendHold(HOLD, KEY, ONE, HOUR).account()).isEqualTo(ACME);
        assertThat(new Command.ReleaseHold(HOLD, KEY, "").account()).isEqualTo(ACME);
    }

    @Test
    void is_named_by_a_key_of_128_bits() {
        UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

        assertThat(IdempotencyKey.of(uuid)).hasToString("00112233445566778899aabbccddeeff");
        assertThat(IdempotencyKey.named("capture of job 4711")).isEqualTo(IdempotencyKey.named("capture of job 4711"));
        assertThat(IdempotencyKey.named("")).hasToString("e3b0c44298fc1c149afbf4c8996fb924");
        assertThat(IdempotencyKey.random()).isNotEqualTo(IdempotencyKey.random());
        assertThat(HOLD).hasToString("acme#" + KEY);
    }
}
