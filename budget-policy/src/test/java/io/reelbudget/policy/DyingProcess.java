package io.reelbudget.policy;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Verification;
import io.reelbudget.policy.spi.PaymentGateway;
import io.reelbudget.policy.spi.PaymentReport;
import io.reelbudget.policy.spi.PaymentRequest;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What a process does to the world outside it, the ledger and the gateway, until it dies: at a chosen moment before or
 * after one of its deeds. Dead, it does nothing more.
 */
final class DyingProcess {

    /** Thrown where the process died. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private int momentsLeft;
    private boolean dead;
    private int moments;

    /** @param momentsLeft how many moments it lives; there are two for each deed */
    DyingProcess(int momentsLeft) {
        this.momentsLeft = momentsLeft;
    }

    static DyingProcess immortal() {
        return new DyingProcess(Integer.MAX_VALUE);
    }

    synchronized boolean isDead() {
        return dead;
    }

    synchronized int moments() {
        return moments;
    }

    synchronized void dieAfter(int newMomentsLeft) {
        momentsLeft = newMomentsLeft;
    }

    private synchronized void live() {
        moments++;
        dead = dead || momentsLeft-- <= 0;
        if (dead) {
            throw new Death();
        }
    }

    private <T> T deed(Supplier<T> deed) {
        live();
        T done = deed.get();
        live();
        return done;
    }

    Ledger seeing(Ledger ledger) {
        return new Ledger() {
            @Override
            public <R> CompletionStage<R> submit(Command<R> command) {
                return deed(() -> ledger.submit(command));
            }

            @Override
            public <R> CompletionStage<R> read(Query<R> query) {
                if (isDead()) {
                    throw new Death();
                }
                return ledger.read(query);
            }

            @Override
            public CompletionStage<Verification> verify() {
                return ledger.verify();
            }

            @Override
            public void close() {
                ledger.close();
            }
        };
    }

    PaymentGateway calling(PaymentGateway gateway) {
        return new PaymentGateway() {
            @Override
            public PaymentReport authorise(PaymentRequest request) {
                return deed(() -> gateway.authorise(request));
            }

            @Override
            public PaymentReport capture(PaymentRequest request) {
                return deed(() -> gateway.capture(request));
            }

            @Override
            public PaymentReport voidPayment(PaymentRequest request) {
                return deed(() -> gateway.voidPayment(request));
            }

            @Override
            public PaymentReport refund(PaymentRequest request) {
                return deed(() -> gateway.refund(request));
            }
        };
    }
}
