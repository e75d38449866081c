package io.reelbudget.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.AccountTerms;
import io.reelbudget.Admission;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.cli.Invocation;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.RateCard;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("budget replay of a ledger's directory")
class ReplayOfLedgerTest {

    @TempDir
    private Path directory;

    @Test
    void replays_what_a_host_did() {
        AccountPath acme = AccountPath.of("acme");
        Path books = directory.resolve("books");
        try (Reelbudget budgets = Reelbudget.at(books).open()) {
            budgets.open(acme, Plan.monthly(Amount.parse("5.00", Unit.USD), ZoneOffset.UTC));
            for (int i = 0; i < 3; i++) {
                Admission answer = budgets.admit(acme, job("job-" + i));
                budgets.capture((Admission.Admitted) answer, 40);
            }
        }

        Invocation run =
                Invocation.of("replay", "--ledger", books.toString(), "--picture", "360", "--format", "markdown");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.lines()).hasSize(4);
        assertThat(run.lines().get(2)).startsWith("| unchanged | 3 | 3 | 0 |");
        assertThat(run.lines().get(3)).startsWith("| 360p | 3 | 3 | 0 |");
        assertThat(run.err()).contains("fidelity exact: 3 of 3 answers, 3 of 3 charges");
    }

    @Test
    void replays_one_of_accounts_that_are_in_several_units() {
        AccountPath farm = AccountPath.of("farm");
        Path books = directory.resolve("books");
        try (Reelbudget budgets = Reelbudget.at(books).open()) {
            budgets.open(AccountPath.of("acme"), Plan.monthly(Amount.parse("5.00", Unit.USD), ZoneOffset.UTC));
            budgets.open(
                    farm,
                    Plan.monthly(Amount.parse("500", Unit.VCPU_SECONDS), ZoneOffset.UTC),
                    AccountTerms.pricedBy(RateCard.vcpuSeconds()));
            budgets.capture((Admission.Admitted) budgets.admit(AccountPath.of("acme"), job("job-1")), 40);
            budgets.capture((Admission.Admitted) budgets.admit(farm, job("job-2")), 40);
        }

        Invocation both = Invocation.of("replay", "--ledger", books.toString(), "--picture", "360");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err())
                .endsWith("but must all be in one unit, since what they spent is added up; name one by --account.\n");
        for (String account : new String[] {"acme", "farm"}) {
            Invocation one = Invocation.of(
                    "replay",
                    "--ledger",
                    books.toString(),
                    "--account",
                    account,
                    "--picture",
                    "360",
                    "--format",
                    "csv");

            assertThat(one.exitCode()).as(one.err()).isZero();
            assertThat(one.err()).contains("fidelity exact: 1 of 1 answers, 1 of 1 charges");
        }
    }

    @Test
    void says_that_a_ledger_alone_knows_no_jobs() {
        Ledger.openJournal(directory, InstantSource.system()).close();

        assertThat(Invocation.of("replay", "--ledger", directory.toString()).err())
                .contains("had no job-history.csv but must have one, from which jobs are replayed");
    }

    private static TranscodeJob job(String id) {
        return TranscodeJob.of(
                id,
                new Source("mov", VideoCodec.H264, 1280, 720, 25, 60, 2_000_000, 15_000_000),
                new Target(VideoCodec.H264, "libx264", "medium", 1280, 720, 25, new RateControl.Bitrate(2_000_000)));
    }
}
