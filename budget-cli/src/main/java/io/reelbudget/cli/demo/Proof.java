package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import io.reelbudget.cli.demo.DemoAccount.Wish;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Verification;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks at the end that the books are right and that the policies did what they are for. */
final class Proof {

    private Proof() {}

    /** Opens the closed ledger again, from its journal alone, and compares. */
    static List<Invariant> of(
            Path directory, InstantSource clock, List<AccountOutcome> outcomes, DemoLog log, Workers workers) {
        List<Invariant> invariants = new ArrayList<>();
        try (Ledger reopened = Ledger.openJournal(directory, clock)) {
            for (AccountOutcome outcome : outcomes) {
                checkBooks(outcome, Books.of(reopened.blocking(), account(outcome)), invariants);
            }
            Verification verification = reopened.blocking().verify();
            invariants.add(Invariant.of(
                    "Every balance follows from the journal's " + verification.entries() + " entries",
                    verification.passed(),
                    verification.differences().toString()));
        }
        outcomes.forEach(outcome -> checkPolicy(outcome, log, workers, invariants));
        checkService(log, workers, invariants);
        return List.copyOf(invariants);
    }

    private static void checkBooks(AccountOutcome outcome, Books reopened, List<Invariant> invariants) {
        AccountPath account = account(outcome);
        invariants.add(Invariant.of(
                account + ": reopened from its journal, the ledger gives the same statement of "
                        + reopened.entries().size() + " entries",
                reopened.sayTheSameAs(outcome.statement()),
                "before " + outcome.balance() + ", reopened " + reopened.balance()));
        invariants.add(Invariant.of(
                account + ": its entries add up to its balance, and to zero over all pools",
                reopened.addUp(),
                "entries do not give " + reopened.balance()));
        invariants.add(Invariant.of(
                account + ": nothing is held any more",
                reopened.balance().held().isZero(),
                reopened.balance().held() + " is held"));
    }

    private static void checkPolicy(AccountOutcome outcome, DemoLog log, Workers workers, List<Invariant> invariants) {
        AccountPath account = account(outcome);
        Wish wish = outcome.budget().account().stance();
        Optional<Instant> acted = outcome.done().stream()
                .filter(deed -> deed.kind().isPolicyActing())
                .map(Happening::at)
                .findFirst();
        if (wish == Wish.PLENTY) {
            invariants.add(Invariant.of(
                    account + ": its policy had nothing to do",
                    outcome.done().isEmpty() && outcome.exhaustedAt().isEmpty(),
                    outcome.done().toString()));
            return;
        }
        Optional<Instant> firstJob = log.rows().stream()
                .filter(row -> row.ticket().account().equals(account)
                        && row.cpuSeconds().isPresent())
                .map(JobRow::at)
                .findFirst();
        boolean inTime = acted.isPresent()
                && firstJob.isPresent()
                && acted.get().isAfter(firstJob.get())
                && outcome.exhaustedAt().map(acted.get()::isBefore).orElse(true);
        invariants.add(Invariant.of(
                account + ": its policy acted after its first job and before exhaustion",
                inTime,
                "first job " + firstJob + ", acted " + acted + ", exhausted " + outcome.exhaustedAt()));
        invariants.add(Invariant.of(
                account + ": its owner was notified", !log.notices(account).isEmpty(), "no notice was sent"));
        invariants.add(Invariant.of(
                account + ": its work used its budget up: it ran out, or was paused before it did",
                outcome.exhaustedAt().isPresent() || wish == Wish.AVAILABILITY,
                "neither happened in time"));
        invariants.add(deed(wish, outcome, log, workers));
    }

    private static Invariant deed(Wish wish, AccountOutcome outcome, DemoLog log, Workers workers) {
        AccountPath account = account(outcome);
        List<Happening> deeds = outcome.done();
        return switch (wish) {
            case QUALITY ->
                Invariant.of(
                        account + ": more workers were really started",
                        has(deeds, Happening.Kind.WORKERS_STARTED) && workers.mostOf(account) > 1,
                        workers.mostOf(account) + " workers at most; " + deeds);
            case AVAILABILITY ->
                Invariant.of(
                        account + ": new jobs were paused, and went on after the top-up",
                        has(deeds, Happening.Kind.PAUSED)
                                && has(deeds, Happening.Kind.TOPPED_UP)
                                && has(deeds, Happening.Kind.RECOVERED),
                        deeds.toString());
            default ->
                Invariant.of(
                        account + ": queued jobs were really encoded at reduced quality",
                        log.rows().stream()
                                .anyMatch(row -> row.ticket().account().equals(account)
                                        && row.ticket().isReduced()
                                        && row.cpuSeconds().isPresent()),
                        deeds.toString());
        };
    }

    private static void checkService(DemoLog log, Workers workers, List<Invariant> invariants) {
        invariants.add(Invariant.of(
                "At least two jobs ran at once", workers.mostJobs() >= 2, "only " + workers.mostJobs() + " did"));
        double share = DemoReport.onnxShare(log.rows());
        invariants.add(Invariant.of(
                "At least 80 % of the estimates came from the ONNX model", share >= 0.8, "only " + share + " did"));
    }

    private static boolean has(List<Happening> deeds, Happening.Kind kind) {
        return deeds.stream().anyMatch(deed -> deed.kind() == kind);
    }

    private static AccountPath account(AccountOutcome outcome) {
        return outcome.budget().account().path();
    }
}
