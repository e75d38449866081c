package io.reelbudget.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.AccountTerms;
import io.reelbudget.Admission;
import io.reelbudget.AdmissionRules;
import io.reelbudget.FailureCharges;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.RateCard;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page on admission")
class AdmissionPageTest {

    @Test
    void shows_terms_under_which_a_job_is_reduced_where_the_money_is_short() {
        RateCard card = RateCard.perCpuHour("card-1", Amount.parse("1.00", Unit.USD));
        AccountTerms terms = AccountTerms.pricedBy(card)
                .withOvershootRisk(0.05)
                .withRules(AdmissionRules.standard()
                        .withWhenShort(AdmissionRules.WhenShort.REDUCE_QUALITY)
                        .withApprovalFrom(Amount.parse("50.00", Unit.USD))
                        .withFailures(FailureCharges.hostPaysRetries()));
        try (Reelbudget budgets = Reelbudget.inMemory().open()) {
            AccountPath acme = AccountPath.of("acme");
            budgets.open(acme, Plan.monthly(Amount.parse("0.02", Unit.USD), ZoneOffset.UTC), terms);

            assertThat(budgets.admit(acme, PageJobs.job("upload-1"))).isInstanceOf(Admission.Reduced.class);
        }
    }
}
