package io.reelbudget.policy;

import io.reelbudget.policy.spi.ApprovalGate;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.Notifier;
import io.reelbudget.policy.spi.PaymentGateway;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.QualityLadder;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The host's own parts that the monitor calls.
 *
 * <p>This class is immutable and thread-safe, as its hooks must be.
 *
 * @param queue what waits
 * @param notifier who tells people
 * @param provisioner who starts instances, if anyone
 * @param ladder what a rendition may be replaced by
 * @param approvals who asks people for a yes; where nobody does, the question is sent as a notice
 * @param payments who takes money, if anyone
 */
public record Hooks(
        JobQueue queue,
        Notifier notifier,
        Optional<Provisioner> provisioner,
        QualityLadder ladder,
        Optional<ApprovalGate> approvals,
        Optional<PaymentGateway> payments) {

    private static final Hooks STANDARD =
            new Hooks(JobQueue.none(), Notifier.logging(), Optional.empty(), QualityLadder.standard());

    /** Creates hooks whose questions are sent as notices, and nobody who takes money. */
    public Hooks(JobQueue queue, Notifier notifier, Optional<Provisioner> provisioner, QualityLadder ladder) {
        this(queue, notifier, provisioner, ladder, Optional.empty());
    }

    /** Creates hooks without anybody who takes money. */
    public Hooks(
            JobQueue queue,
            Notifier notifier,
            Optional<Provisioner> provisioner,
            QualityLadder ladder,
            Optional<ApprovalGate> approvals) {
        this(queue, notifier, provisioner, ladder, approvals, Optional.empty());
    }

    /** Returns no queue, notices in the log, no provisioner and the standard ladder. */
    public static Hooks standard() {
        return STANDARD;
    }

    /**
     * Returns the hooks named in {@code META-INF/services} or in module declarations, and the standard for those of
     * which there is none.
     *
     * @throws IllegalStateException if there is more than one of a kind
     */
    public static Hooks discovered() {
        return new Hooks(
                only(JobQueue.class).orElse(STANDARD.queue),
                only(Notifier.class).orElse(STANDARD.notifier),
                only(Provisioner.class),
                only(QualityLadder.class).orElse(STANDARD.ladder),
                only(ApprovalGate.class),
                only(PaymentGateway.class));
    }

    /** Returns these hooks with another queue. */
    public Hooks withQueue(JobQueue newQueue) {
        return new Hooks(newQueue, notifier, provisioner, ladder, approvals, payments);
    }

    /** Returns these hooks with another notifier. */
    public Hooks withNotifier(Notifier newNotifier) {
        return new Hooks(queue, newNotifier, provisioner, ladder, approvals, payments);
    }

    /** Returns these hooks with another provisioner. */
    public Hooks withProvisioner(Provisioner newProvisioner) {
        return new Hooks(queue, notifier, Optional.of(newProvisioner), ladder, approvals, payments);
    }

    /** Returns these hooks with another ladder. */
    public Hooks withLadder(QualityLadder newLadder) {
        return new Hooks(queue, notifier, provisioner, newLadder, approvals, payments);
    }

    /** Returns these hooks with another gate for approvals. */
    public Hooks withApprovals(ApprovalGate newApprovals) {
        return new Hooks(queue, notifier, provisioner, ladder, Optional.of(newApprovals), payments);
    }

    /** Returns these hooks with another payment gateway. */
    public Hooks withPayments(PaymentGateway newPayments) {
        return new Hooks(queue, notifier, provisioner, ladder, approvals, Optional.of(newPayments));
    }

    // ServiceLoader wants its service named as a class literal in the module that declares the use; all six are.
    private static <T> Optional<T> only(Class<T> kind) {
        List<ServiceLoader.Provider<T>> found =
                ServiceLoader.load(kind).stream().toList();
        if (found.size() > 1) {
            throw new IllegalStateException("Hooks of kind " + kind.getSimpleName() + " were "
                    + found.stream().map(each -> each.type().getName()).toList()
                    + " but there must be one at most; remove the others or hand one to the builder.");
        }
        return found.stream().findFirst().map(ServiceLoader.Provider::get);
    }
}
