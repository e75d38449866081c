package io.reelbudget.policy.provision;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.notify.SignedCall;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks a signed webhook for instances. The message's {@code webhook-id} is the request's key: what answers must have
 * its effect once for each, and answer a repetition alike. Whatever fails is thrown, so that the monitor asks again
 * under the same key.
 *
 * <p>This class is thread-safe.
 */
public final class WebhookProvisioner implements Provisioner {

    private enum Listing {
        ASKED,
        UNKNOWN
    }

    private final SignedCall call;
    private final Listing listing;
    private final AtomicLong questions = new AtomicLong();

    private WebhookProvisioner(SignedCall call, Listing listing) {
        this.call = call;
        this.listing = listing;
    }

    /** Returns a provisioner whose webhook does not say what runs. */
    public static WebhookProvisioner of(SignedCall call) {
        return new WebhookProvisioner(call, Listing.UNKNOWN);
    }

    /** Returns one whose webhook also answers what runs. */
    public WebhookProvisioner listing() {
        return new WebhookProvisioner(call, Listing.ASKED);
    }

    /** @throws io.reelbudget.policy.notify.DeliveryException if it was not answered by a 2xx in time */
    @Override
    public InstanceReceipt provision(InstanceRequest request) {
        return receipt(ProvisionMessage.of("provision", request), request.instances());
    }

    /** @throws io.reelbudget.policy.notify.DeliveryException if it was not answered by a 2xx in time */
    @Override
    public InstanceReceipt giveBack(InstanceRequest request) {
        return receipt(ProvisionMessage.of("give-back", request), request.instances());
    }

    /** @throws io.reelbudget.policy.notify.DeliveryException if it was not answered by a 2xx in time */
    @Override
    public InstanceReceipt stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
        return receipt(ProvisionMessage.stop(account, ids, key, reason), ids.size());
    }

    /** @throws io.reelbudget.policy.notify.DeliveryException if it was not answered by a 2xx in time */
    @Override
    public Optional<List<RunningInstance>> running(AccountPath account) {
        if (listing == Listing.UNKNOWN) {
            return Optional.empty();
        }
        // A question has no effect to be had once: each has an id of its own, lest a receiver drops it.
        String id = IdempotencyKey.random() + "-" + questions.incrementAndGet();
        return Optional.of(ProvisionMessage.list(
                call.ask(id, ProvisionMessage.running(account).json())));
    }

    private InstanceReceipt receipt(ProvisionMessage message, int most) {
        return ProvisionMessage.receipt(call.ask(message.key().toString(), message.json()), most);
    }
}
