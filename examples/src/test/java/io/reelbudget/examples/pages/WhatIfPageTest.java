package io.reelbudget.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.Admission;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.backtest.Backtest;
import io.reelbudget.backtest.Comparison;
import io.reelbudget.backtest.Setting;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The page on replays")
class WhatIfPageTest {

    @TempDir
    Path directory;

    @Test
    void shows_how_to_ask_a_ledger_that_is_open() {
        try (Reelbudget budgets = Reelbudget.at(directory).open()) {
            AccountPath acme = AccountPath.of("acme");
            budgets.open(acme, Plan.monthly(Amount.parse("5.00", Unit.USD), ZoneOffset.UTC));
            Admission.Admitted admitted = (Admission.Admitted) budgets.admit(acme, PageJobs.job("upload-1"));
            budgets.capture(admitted, 60);

            Backtest backtest = Backtest.of(budgets);
            Comparison comparison = backtest.whatIf(Setting.named("720p").withPicturesUpTo(720), Duration.ofDays(30));
            System.out.print(comparison.table());

            assertThat(comparison.unchanged().admitted()).isEqualTo(1);
            assertThat(comparison.notes()).first().asString().contains("the history begins at");
        }
    }
}
