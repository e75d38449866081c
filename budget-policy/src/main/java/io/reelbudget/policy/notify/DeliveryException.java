package io.reelbudget.policy.notify;

/**
 * Something could not be delivered, or it is not known whether it was. Nothing else is harmed: the monitor records it
 * and makes the same call again later.
 *
 * <p>Messages name the host that was asked and never the rest of its address, which may be a secret.
 */
public final class DeliveryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates one without a cause. */
    public DeliveryException(String message) {
        super(message);
    }

    /** Creates one with what it came from. */
    public DeliveryException(String message, Throwable cause) {
        super(message, cause);
    }
}
