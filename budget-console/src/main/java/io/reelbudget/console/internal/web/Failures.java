package io.reelbudget.console.internal.web;

import io.reelbudget.console.Response;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.PlanConflictException;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.ledger.UnknownEntryException;
import io.reelbudget.ledger.UnknownHoldException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes answers of what is thrown: what the client can mend is told, the rest is ours and only named. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static Response asAnswers(Supplier<Response> work) {
        try {
            return work.get();
        } catch (Problem problem) {
            return problem.response();
        } catch (UnknownAccountException | UnknownHoldException | UnknownEntryException missing) {
            return Problem.missing(text(missing)).response();
        } catch (IdempotencyConflictException | PlanConflictException | DroppedEntriesException conflict) {
            return new Problem(409, "conflict", text(conflict)).response();
        } catch (LedgerUnavailableException gone) {
            LOG.warn("The ledger could not answer the console.", gone);
            return new Problem(503, "ledger-unavailable", "The ledger cannot answer now; see the server's log.")
                    .response();
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException told) {
            return Problem.invalid(text(told)).response();
        } catch (RuntimeException fault) {
            String incident = Gate.incident();
            LOG.error("The console failed; incident {}.", incident, fault);
            return new Problem(500, "fault", "The console failed; its log tells more under incident " + incident + ".")
                    .response();
        }
    }

    static byte[] bytes(Response answer) {
        try {
            return answer.bytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Memory cannot be written to.", impossible);
        }
    }

    private static String text(Exception told) {
        return String.valueOf(told.getMessage());
    }
}
