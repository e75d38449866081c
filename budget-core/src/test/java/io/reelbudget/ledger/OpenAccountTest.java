package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.money.UnitMismatchException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Opening an account")
class OpenAccountTest extends LedgerSpecification {

    @Test
    void grants_the_first_allowance_in_full_at_once() {
        Result.Opened opened = calls.open(ACME, monthly("100"));

        assertThat(opened.plan()).isEqualTo(monthly("100"));
        assertThat(opened.balance().granted()).isEqualTo(usd("100"));
        assertThat(opened.balance().grantedInPeriod()).isEqualTo(usd("100"));
        assertThat(opened.balance().period().start()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(opened.balance().period().end()).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(calls.balance(ACME)).isEqualTo(opened.balance());
        assertThat(calls.grants(ACME))
                .containsExactly(new Grant(
                        2,
                        GrantKind.ALLOWANCE,
                        usd("100"),
                        usd("100"),
                        Instant.parse("2026-11-10T12:00:00Z"),
                        Optional.of(Instant.parse("2026-12-01T00:00:00Z")),
                        GrantOffer.DEFAULT_PRIORITY,
                        Labels.none(),
                        "allowance for 2026-11-10T12:00:00Z to 2026-12-01T00:00:00Z"));
    }

    @Test
    void grants_nothing_by_a_plan_without_allowance() {
        calls.open(ACME, monthly("0"));

        assertThat(shortly(ACME)).isEqualTo("0.00 - 0.00 - 0.00 - 0.00 = 0.00");
        assertThat(calls.grants(ACME)).isEmpty();
    }

    @Test
    void leaves_an_account_with_the_same_plan_as_it_is() {
        calls.open(ACME, monthly("100"));
        held(ACME, "30");

        Result.Opened again = calls.submit(new Command.OpenAccount(ACME, key(), monthly("100")));

        assertThat(again.balance().held()).isEqualTo(usd("30"));
        assertThat(again.balance().granted()).isEqualTo(usd("100"));
    }

    @Test
    void refuses_another_plan_for_an_open_account() {
        calls.open(ACME, monthly("100"));

        assertThatThrownBy(() -> calls.submit(new Command.OpenAccount(ACME, key(), monthly("200"))))
                .isInstanceOf(PlanConflictException.class);
        assertThatThrownBy(() -> calls.open(ACME, monthly("200")))
                .isInstanceOf(PlanConflictException.class)
                .hasMessage("Account 'acme' was open with another plan but must be opened with the same one again;"
                        + " change the plan of an account that is open by changePlan.");
    }

    @Test
    void refuses_an_account_below_one_that_is_not_open() {
        assertThatThrownBy(() -> calls.open(VIDEO, monthly("100")))
                .isInstanceOfSatisfying(UnknownAccountException.class, unknown -> assertThat(unknown.account())
                        .isEqualTo(ACME));
        calls.open(ACME, monthly("100"));
        assertThatThrownBy(() -> calls.open(ANN, monthly("100")))
                .isInstanceOf(UnknownAccountException.class)
                .hasMessage("Account was 'acme/video' but must be one that is open; open it with a plan first.");
    }

    @Test
    void refuses_another_unit_than_that_of_the_account_above() {
        calls.open(ACME, monthly("100"));

        Plan inSeconds = Plan.monthly(Amount.parse("100", Unit.VCPU_SECONDS), ZoneOffset.UTC);
        assertThatThrownBy(() -> calls.open(VIDEO, inSeconds)).isInstanceOf(UnitMismatchException.class);
    }

    @Test
    void lists_accounts_with_those_below_after_those_above() {
        calls.open(AccountPath.of("acme-2"), monthly("1"));
        openPath("1", "1", "1");
        calls.open(AccountPath.of("aardvark"), monthly("1"));

        assertThat(calls.accounts())
                .containsExactly(AccountPath.of("aardvark"), ACME, VIDEO, ANN, AccountPath.of("acme-2"));
        assertThat(calls.read(new Query.PlanOf(VIDEO))).isEqualTo(monthly("1"));
    }

    /** Java gives "Aa" and "BB" one hash code, and so all names made of as many of them. */
    @Test
    void keeps_hundreds_of_roots_apart_also_those_whose_names_have_one_hash_code() {
        List<AccountPath> roots = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            roots.add(AccountPath.of("root" + i));
        }
        for (int bits = 0; bits < 7; bits++) {
            roots.add(AccountPath.of(half(bits) + half(bits >> 1) + half(bits >> 2)));
        }
        List<Command<Result.Opened>> openings = new ArrayList<>();
        roots.forEach(root -> openings.add(new Command.OpenAccount(root, key(), monthly("100"))));
        calls.submitAll(openings);
        List<Command<Result.HoldResult>> holds = new ArrayList<>();
        for (int i = 0; i < roots.size(); i++) {
            Amount amount = Amount.ofMicros(1 + i, Unit.USD);
            holds.add(new Command.PlaceHold(roots.get(i), key(), amount, HOUR, Labels.none()));
        }
        calls.submitAll(holds);
        restart();

        for (int i = 0; i < roots.size(); i++) {
            assertThat(calls.balance(roots.get(i)).held().micros()).isEqualTo(1 + i);
        }
        assertThat(calls.accounts()).containsExactlyInAnyOrderElementsOf(roots);
        assertThatThrownBy(() -> calls.balance(AccountPath.of("BBBBBB"))).isInstanceOf(UnknownAccountException.class);
    }

    private static String half(int bit) {
        return (bit & 1) == 0 ? "Aa" : "BB";
    }
}
