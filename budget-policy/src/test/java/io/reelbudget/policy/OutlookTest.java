package io.reelbudget.policy;

import static io.reelbudget.policy.Situations.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.money.Amount;
import io.reelbudget.runway.RunwayForecast;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An outlook")
class OutlookTest {

    private static Outlook outlook(Duration median, Threshold threshold) {
        RunwayForecast forecast =
                Forecasts.exhaustedAfter(median, Situations.NOW, Situations.NOVEMBER.end(), 6_000_000);
        return Outlook.of(Situations.situation(forecast, "6", threshold));
    }

    @Test
    void says_when_the_account_has_run_out_with_the_thresholds_probability() {
        assertThat(outlook(Duration.ofMinutes(40), Threshold.standard()).timeToExhaustion())
                .contains(Duration.ofMinutes(40));
        assertThat(outlook(Duration.ofMinutes(40), Threshold.of(Duration.ofMinutes(30), 0.25))
                        .timeToExhaustion())
                .contains(Duration.ofMinutes(20));
        assertThat(outlook(Duration.ofDays(365), Threshold.standard()).timeToExhaustion())
                .isEmpty();
    }

    @Test
    void knows_how_much_money_is_missing_until_the_account_has_recovered() {
        // 6 USD in 20 minutes at the median: 18 in an hour.
        assertThat(outlook(Duration.ofMinutes(20), Threshold.standard()).medianOvershoot())
                .isCloseTo(12_000_000, within(1.0));
    }

    @Test
    void knows_how_much_money_more_or_less_would_matter() {
        Outlook reached = outlook(Duration.ofMinutes(20), Threshold.standard());
        Outlook lasting = outlook(Duration.ofMinutes(60), Threshold.standard());

        assertThat(reached.missing()).contains(usd("3.0001"));
        assertThat(reached.surplus()).isEmpty();
        assertThat(lasting.surplus()).contains(usd("3"));
        assertThat(lasting.missing()).isEmpty();
    }

    @Test
    void looks_at_the_upper_quantile_for_a_cautious_threshold() {
        // Spending within 30 minutes at 60 to the median is 3 USD at the median and 5.40 at the 90 % quantile.
        Outlook cautious = outlook(Duration.ofMinutes(60), Threshold.of(Duration.ofMinutes(30), 0.1));

        assertThat(cautious.surplus()).contains(usd("0.60"));
    }

    @Test
    void has_no_answer_where_the_money_would_be_more_than_there_can_be() {
        RunwayForecast endless = Forecasts.exhaustedAfter(
                Duration.ofSeconds(1), Situations.NOW, Situations.NOVEMBER.end(), Amount.MAX_MICROS);

        assertThat(Outlook.of(Situations.situation(endless, "0", Threshold.standard()))
                        .missing())
                .isEmpty();
    }
}
