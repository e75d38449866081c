package io.reelbudget.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.AutoTopUp.Settlement;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.PendingTopUp;
import io.reelbudget.ledger.Query;
import io.reelbudget.money.Amount;
import io.reelbudget.runway.AutoTopUp;
import io.reelbudget.runway.Funding;
import io.reelbudget.runway.FundsChange;
import io.reelbudget.runway.FundsChange.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The funding of an account, read from the ledger,")
class FundingReaderTest {

    private static final AccountPath STUDIO = AccountPath.of("studio");
    private static final Plan TEN_A_MONTH = Plan.monthly(usd("10"), ZoneOffset.UTC);

    private final SettableClock clock = new SettableClock();
    private final Ledger ledger = Ledger.inMemory(clock);
    private final BlockingLedger calls = ledger.blocking();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void has_the_allowance_and_nothing_else_where_nothing_is_known_to_come() {
        calls.open(STUDIO, TEN_A_MONTH);

        Funding funding = funding();

        assertThat(funding.allowance().orElseThrow().micros()).isEqualTo(10_000_000);
        assertThat(funding.changes()).isEmpty();
        assertThat(funding.topUp()).isEmpty();
    }

    @Test
    void names_grants_that_are_announced_and_when_what_is_left_of_others_is_lost() {
        calls.open(STUDIO, TEN_A_MONTH);
        Instant soon = clock.instant().plus(Duration.ofDays(2));
        Instant later = clock.instant().plus(Duration.ofDays(4));
        grant("promotion", "3", GrantOffer.expiring(Optional.of(later)).from(soon));
        grant("voucher", "2", GrantOffer.expiring(Optional.of(soon)));

        assertThat(funding().changes())
                .containsExactlyInAnyOrder(
                        new FundsChange(Kind.GRANT_STARTS, soon, 3_000_000),
                        new FundsChange(Kind.GRANT_EXPIRES, later, 3_000_000),
                        new FundsChange(Kind.GRANT_EXPIRES, soon, 2_000_000));
    }

    @Test
    void leaves_out_what_changes_after_the_renewal() {
        calls.open(STUDIO, TEN_A_MONTH);
        Instant december = Situations.NOVEMBER.end().plusSeconds(1);
        grant("advent", "3", GrantOffer.always().from(december));
        grant("voucher", "2", GrantOffer.expiring(Optional.of(december)));

        assertThat(funding().changes()).isEmpty();
    }

    @Test
    void counts_top_ups_up_to_what_is_left_of_their_cap() {
        open(Settlement.INVOICED, Duration.ZERO);
        spend("8"); // 2 left are less than 3: buys 5 to have 7 again.

        AutoTopUp topUp = funding().topUp().orElseThrow();

        assertThat(calls.autoTopUp(STUDIO).orElseThrow().leftOfCap()).isEqualTo(usd("15"));
        assertThat(topUp.belowMicros()).isEqualTo(3_000_000);
        assertThat(topUp.times()).isEqualTo(4);
        assertThat(topUp.mostMicros()).isEqualTo(15_000_000);
    }

    @Test
    void counts_no_top_up_any_more_once_the_cap_is_reached() {
        open(Settlement.INVOICED, Duration.ZERO);
        for (int time = 0; time < 6; time++) {
            spend("4.50");
        }

        assertThat(calls.autoTopUp(STUDIO).orElseThrow().leftOfCap()).isEqualTo(usd("0"));
        assertThat(funding().topUp()).isEmpty();
    }

    @Test
    void counts_no_more_top_ups_than_the_least_time_between_them_allows() {
        Duration untilRenewal = Duration.between(clock.instant(), Situations.NOVEMBER.end());
        open(Settlement.INVOICED, untilRenewal.dividedBy(2));
        spend("8");

        assertThat(funding().topUp().orElseThrow().times()).isEqualTo(2);
    }

    @Test
    void expects_what_waits_for_its_payment() {
        open(Settlement.CONFIRMED, Duration.ZERO);
        spend("8");
        List<PendingTopUp> pending = calls.read(new Query.PendingTopUpsOf(STUDIO));

        assertThat(pending).extracting(PendingTopUp::amount).containsExactly(usd("5"));
        assertThat(funding().topUp().orElseThrow().mostMicros()).isEqualTo(20_000_000);
    }

    /** From under 3 up to 7 dollars, at most 20 a month. */
    private void open(Settlement settlement, Duration interval) {
        calls.open(
                STUDIO,
                TEN_A_MONTH.withAutoTopUp(new io.reelbudget.account.AutoTopUp(
                        usd("3"), usd("7"), usd("20"), Periods.months(ZoneOffset.UTC), interval, settlement)));
    }

    private void grant(String name, String amount, GrantOffer offer) {
        calls.submit(
                new Command.TopUp(STUDIO, IdempotencyKey.named(name), usd(amount), GrantKind.PROMOTIONAL, offer, name));
    }

    private void spend(String amount) {
        calls.adjust(STUDIO, IdempotencyKey.random(), usd(amount), "a job");
    }

    private Funding funding() {
        return FundingReader.of(calls).funding(calls.balance(STUDIO), clock.instant());
    }

    private static Amount usd(String decimal) {
        return Situations.usd(decimal);
    }
}
